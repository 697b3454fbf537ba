import type { Duration } from '../../base/index.ts'
import type { ColumnType } from '../../table/index.ts'
import type { GroupShape } from '../groups/group-shape.ts'

/** One value of a view, told from the rows of groups as they were known at a moment. */
export type Feature<Value = unknown> =
  LatestFeature<Value> | WindowFeature<Value> | KeyFeature<Value> | DerivedFeature<Value>

interface Typed<Value> {
  /** Carries the value's type to the compiler; never present. */
  readonly value?: Value
  readonly type: ColumnType
  readonly unit?: string
  readonly description?: string
}

/** The value of the newest row. */
export interface LatestFeature<Value = unknown> extends Typed<Value> {
  readonly kind: 'latest'
  readonly group: GroupShape
  readonly column: string
  /** A row that is older is as good as none. */
  readonly within?: Duration
}

export const windowFunctions = ['count', 'sum', 'mean', 'deviation', 'min', 'max'] as const
export type WindowFunction = (typeof windowFunctions)[number]

/** A number made of the rows of the last so many hours or days, the moment itself included. */
export interface WindowFeature<Value = unknown> extends Typed<Value> {
  readonly kind: 'window'
  readonly group: GroupShape
  readonly column: string
  readonly length: Duration
  readonly function: WindowFunction
}

/** A column of the view's own key. */
export interface KeyFeature<Value = unknown> extends Typed<Value> {
  readonly kind: 'key'
  readonly column: string
}

/** A value computed from other features of the same row. The same function runs everywhere. */
export interface DerivedFeature<Value = unknown> extends Typed<Value> {
  readonly kind: 'derived'
  readonly inputs: Readonly<Record<string, Feature>>
  readonly compute: (row: never) => number
}

export type Features = Readonly<Record<string, Feature>>

/** The value that a feature has: a number that is not known is NaN, a text undefined. */
export type FeatureValue<F> = F extends { readonly value?: infer Value } ? Value : never

export type FeatureRow<F extends Features> = {
  readonly [Name in keyof F]: Exclude<FeatureValue<F[Name]>, undefined> extends string
    ? string | undefined
    : number
}
