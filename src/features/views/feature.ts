import type { Duration } from '../../base/index.ts'
import type { Column, ColumnType } from '../../table/index.ts'
import type { GroupShape } from '../groups/group-shape.ts'
import type { Conditions } from './conditions.ts'

/** One value of a view, told from the rows of groups as they were known at a moment, or from the request. */
export type Feature<Value = unknown> =
  | LatestFeature<Value>
  | WindowFeature<Value>
  | KeyFeature<Value>
  | RequestFeature<Value>
  | DerivedFeature<Value>

interface Typed<Value> {
  /** Carries the value's type to the compiler; never present. */
  readonly value?: Value
  readonly type: ColumnType
  readonly unit?: string
  readonly description?: string
  /** What stands for a value that is not there. */
  readonly otherwise?: number | string
}

/** Which rows of a group a feature looks at. */
export interface RowChoice {
  /** Rows that don't meet these are as if they weren't there. */
  readonly where?: Conditions
  /** Only what had been known for so long counts. */
  readonly delay?: Duration
  /** Only rows from before the moment count, not one of the moment itself. */
  readonly before?: boolean
}

/** Where the values of a group's key come from, by its key's columns: a name in the label group's key or in the request, or a feature. */
export type Join = Readonly<Record<string, string | LatestFeature>>

interface Stored<Value> extends Typed<Value>, RowChoice {
  readonly group: GroupShape
  /** Absent where key columns are of the same names as those of the labels. */
  readonly on?: Join
  readonly column: string
}

/** The value of the newest row. */
export interface LatestFeature<Value = unknown> extends Stored<Value> {
  readonly kind: 'latest'
  /** A row that is older is as good as none. */
  readonly within?: Duration
  /** So many rows before the newest; 0 where it is absent. */
  readonly back?: number
  /** Whenever it was true: only when it was known counts. */
  readonly current?: boolean
}

const windowFunctions = [
  'count',
  'sum',
  'mean',
  'deviation',
  'min',
  'max',
  'quantile',
  'distinct',
  'first',
  'last',
  'mostFrequent',
  'fadingMean',
  'difference',
  'age',
] as const
export type WindowFunction = (typeof windowFunctions)[number]

/** A value made of the rows of the last so long, the moment itself included, or of the last so many rows. */
export interface WindowFeature<Value = unknown> extends Stored<Value> {
  readonly kind: 'window'
  readonly length?: Duration
  readonly rows?: number
  readonly function: WindowFunction
  /** Of a quantile: the share of the values that lies below it. */
  readonly share?: number
  /** Of a fading mean: after so long a value counts half. */
  readonly halfLife?: Duration
}

/** A column of the view's own key. */
export interface KeyFeature<Value = unknown> extends Typed<Value> {
  readonly kind: 'key'
  readonly column: string
}

/** A value that comes with the request; in training, a column of the label group. */
export interface RequestFeature<Value = unknown> extends Typed<Value> {
  readonly kind: 'request'
  readonly column: string
  readonly declared: Column<Value>
}

/** A value computed from other features of the same row. The same function runs everywhere. */
export interface DerivedFeature<Value = unknown> extends Typed<Value> {
  readonly kind: 'derived'
  readonly inputs: Readonly<Record<string, Feature>>
  /** Plain data that the function was made with, where its text alone doesn't tell what it does. */
  readonly settings?: object
  readonly compute: (row: never) => number | string | boolean | undefined
}

export type Features = Readonly<Record<string, Feature>>

/** The value that a feature has: a number that is not known is NaN, a text undefined. */
export type FeatureValue<F> = F extends { readonly value?: infer Value } ? Value : never

/** A feature with something in place of what is not there. */
export interface WithOtherwise<Other> {
  readonly otherwise: Other & (number | string)
}

export type FeatureRow<F extends Features> = {
  readonly [Name in keyof F]: Exclude<FeatureValue<F[Name]>, undefined> extends string
    ? F[Name] extends { readonly otherwise: string }
      ? string
      : string | undefined
    : number
}
