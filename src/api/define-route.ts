import type { z } from 'zod'

/** One operation of the HTTP contract, as data: server, client and documentation read it. */
export interface Route<
  Params extends z.ZodObject = z.ZodObject,
  Query extends z.ZodObject = z.ZodObject,
  Body extends z.ZodType = z.ZodType,
  Reply extends z.ZodType = z.ZodType,
> {
  readonly method: HttpMethod
  /** With `:name` for what `params` describes. */
  readonly path: `/${string}`
  /** One line in the imperative, without a full stop. */
  readonly summary: string
  readonly description?: string
  /** 200 unless told; 202 for what goes on after the answer. */
  readonly status?: 200 | 201 | 202
  /** True where the handler asks for the token that came as `Authorization: Bearer …`. */
  readonly isTokenWanted?: boolean
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** What else the body may be beside JSON: by its media type, in words. */
  readonly otherBodies?: Readonly<Record<string, string>>
  readonly reply: Reply
  /** What is answered where it fails; a problem (RFC 9457) if it is absent. */
  readonly failure?: z.ZodType
  /** Codes of the foreseen problems, each documented in docs/errors.md. */
  readonly errors: readonly string[]
}

export type HttpMethod = 'GET' | 'POST' | 'PUT' | 'DELETE'

/** Declares one operation. The argument is given back frozen, with its exact type. */
export function defineRoute<const Definition extends Route>(definition: Definition): Definition {
  return Object.freeze(definition)
}

/** The names of the path's parameters, in order: `/runs/:id/logs` has `id`, and `/models/:name:predict` has `name`. */
export function pathParameters(path: string): string[] {
  return [...path.matchAll(/(?<=\/):(\w+)/g)].flatMap((match) => match[1] ?? [])
}
