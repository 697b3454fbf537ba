import type { z } from 'zod'
import type { Route } from '../api/index.ts'

/** What a call of a route takes: `params`, `query` and `body`, each only where the route has it. */
export type CallInput<R extends Route> = Part<R, 'params'> & Part<R, 'query'> & Part<R, 'body'>

export type CallReply<R extends Route> = z.output<R['reply']>

type Part<R extends Route, Name extends 'params' | 'query' | 'body'> = R extends {
  readonly [Key in Name]: infer Schema extends z.ZodType
}
  ? OptionalWhenEmpty<Name, z.input<Schema>>
  : unknown

type OptionalWhenEmpty<Name extends string, Value> =
  Record<never, never> extends Value
    ? { readonly [Key in Name]?: Value }
    : { readonly [Key in Name]: Value }
