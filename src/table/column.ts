export const columnTypes = ['text', 'float', 'integer', 'boolean', 'timestamp'] as const
export type ColumnType = (typeof columnTypes)[number]

/** A column as it is declared: its type, what it means, and what its values may be. */
export interface Column<Value = unknown> {
  readonly type: ColumnType
  readonly description?: string
  readonly unit?: string
  /** Smallest and largest value that may come in, ends included. */
  readonly min?: number
  readonly max?: number
  /** The only texts that may come in. */
  readonly oneOf?: readonly string[]
  /** True where a value may be absent. */
  readonly optional: boolean
  /** What it was called before, or names that it had one after the other. */
  readonly was?: string | readonly string[]
  /** What rows have that were stored before there was the column, or without a value, and requests that leave it out. */
  readonly default?: string | number | boolean
  /** Words to find it by. */
  readonly tags?: readonly string[]
  /** Carries the value's type to the compiler; never present. */
  readonly value?: Value
}

export type Columns = Readonly<Record<string, Column>>

type ValueOf<C> = C extends Column<infer Value> ? Value : never

/** The row that has these columns. An optional column may be absent (`undefined`). */
export type RowOf<C extends Columns> = { readonly [Name in keyof C]: ValueOf<C[Name]> }

interface About {
  readonly description?: string
  readonly unit?: string
  readonly was?: string | readonly string[]
  readonly tags?: readonly string[]
}

interface AboutOf<Value> extends About {
  readonly default?: Value
}

interface NumberRules extends AboutOf<number> {
  readonly min?: number
  readonly max?: number
}

interface Optional {
  readonly optional: true
}

export function text(about?: AboutOf<string> & { readonly oneOf?: never }): Column<string>
export function text(about: AboutOf<string> & Optional): Column<string | undefined>
export function text<const Value extends string>(
  about: AboutOf<NoInfer<Value>> & { readonly oneOf: readonly Value[] },
): Column<Value>
export function text(
  about: AboutOf<string> & { readonly oneOf?: readonly string[]; readonly optional?: true } = {},
): Column<string> {
  return { type: 'text', optional: false, ...about }
}

export function float(about?: NumberRules): Column<number>
export function float(about: NumberRules & Optional): Column<number | undefined>
export function float(about: NumberRules & { readonly optional?: true } = {}): Column<number> {
  return { type: 'float', optional: false, ...about }
}

export function integer(about?: NumberRules): Column<number>
export function integer(about: NumberRules & Optional): Column<number | undefined>
export function integer(about: NumberRules & { readonly optional?: true } = {}): Column<number> {
  return { type: 'integer', optional: false, ...about }
}

export function boolean(about?: AboutOf<boolean>): Column<boolean>
export function boolean(about: AboutOf<boolean> & Optional): Column<boolean | undefined>
export function boolean(
  about: AboutOf<boolean> & { readonly optional?: true } = {},
): Column<boolean> {
  return { type: 'boolean', optional: false, ...about }
}

/** A moment, kept in UTC to the millisecond. */
export function timestamp(about?: About): Column<Date>
export function timestamp(about: About & Optional): Column<Date | undefined>
export function timestamp(about: About & { readonly optional?: true } = {}): Column<Date> {
  return { type: 'timestamp', optional: false, ...about }
}
