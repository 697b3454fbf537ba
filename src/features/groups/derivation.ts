import type { Duration } from '../../base/index.ts'
import type { GroupShape } from './group-shape.ts'

/** What the rows of a group are made of. */
export interface Derivation {
  readonly from: readonly GroupShape[]
  /**
   * How long after its event time a row has a say in what is made of it; by it is known what to make
   * anew. All is made anew whenever something came in, where it is not told.
   */
  readonly window?: Duration
  readonly how: WindowAggregates | WrittenSql | MadeRows
}

/** Numbers over the last `window`, for each key, at every so long where there are rows. */
export interface WindowAggregates {
  readonly kind: 'windows'
  readonly every: Duration
  readonly aggregates: Readonly<Record<string, Aggregate>>
}

export interface WrittenSql {
  readonly kind: 'sql'
  readonly sql: string
}

/** A row of each row of one group, by a function. */
export interface MadeRows {
  readonly kind: 'rows'
  /** Undefined where there is to be none. */
  readonly make: (row: never) => Readonly<Record<string, unknown>> | undefined
}

/** What is made of a column: `['mean', 'amount']`, or how many rows there are: `['count']`. */
export type Aggregate<Name extends string = string> =
  readonly ['count'] | readonly [AggregateFunction, Name]

const aggregateFunctions = ['count', 'sum', 'mean', 'deviation', 'min', 'max'] as const
export type AggregateFunction = (typeof aggregateFunctions)[number]
