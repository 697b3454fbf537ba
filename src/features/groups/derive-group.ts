import { parseDuration, type Duration } from '../../base/index.ts'
import type { Check } from '../../data/index.ts'
import {
  float,
  integer,
  timestamp,
  type Column,
  type Columns,
  type RowOf,
} from '../../table/index.ts'
import { featuresErrors } from '../errors.ts'
import { columnOf } from './column-of.ts'
import { defineGroup, type FeatureGroup } from './define-group.ts'
import type { Aggregate, Derivation } from './derivation.ts'
import type { GroupShape } from './group-shape.ts'
import type { Group } from './group.ts'
import type { NewRow } from './new-row.ts'

interface About {
  readonly name: string
  readonly description?: string
  readonly freshWithin?: Duration
  readonly keep?: Duration
}

interface WindowDefinition<
  C extends Columns,
  Key extends keyof C & string,
  A extends Readonly<Record<string, Aggregate>>,
> extends About {
  readonly from: Group<C> & { readonly key: readonly Key[] }
  readonly window: Duration
  readonly every: Duration
  readonly aggregates: A
}

interface SqlDefinition<C extends Columns, Key extends keyof C & string> extends About {
  readonly from: readonly GroupShape[]
  readonly key: readonly Key[]
  readonly time: keyof C & string
  readonly columns: C
  readonly checks?: readonly Check<NoInfer<keyof C & string>>[]
  readonly sql: string
  readonly window?: Duration
}

interface RowDefinition<
  From extends Columns,
  Key extends keyof From & string,
  C extends Columns,
> extends About {
  readonly from: Group<From> & { readonly key: readonly Key[] }
  /** Beside the key and `at`, the event time, which a row has from the one that it is made of. */
  readonly columns: C
  readonly checks?: readonly Check<NoInfer<keyof C & string>>[]
  readonly rows: (row: RowOf<From>) => NewRow<C> | undefined
}

type MadeColumns<From extends Columns, Key extends keyof From & string, C extends Columns> = Pick<
  From,
  Key
> & { readonly at: Column<Date> } & C

type WindowColumns<
  C extends Columns,
  Key extends keyof C & string,
  A extends Readonly<Record<string, Aggregate>>,
> = Pick<C, Key> & { readonly at: Column<Date> } & {
  readonly [Name in keyof A]: A[Name][0] extends 'count'
    ? Column<number>
    : Column<number | undefined>
}

type NumericName<C extends Columns> = {
  [Name in keyof C]: C[Name] extends Column<infer Value>
    ? Exclude<Value, undefined> extends number
      ? Name
      : never
    : never
}[keyof C] &
  string

/**
 * Declares a group that is made of another: numbers over the last `window` for each key, at every so
 * long (counted in UTC) where there are rows, with the window's end as the event time.
 */
export function deriveGroup<
  const C extends Columns,
  const Key extends keyof C & string,
  const A extends Readonly<Record<string, Aggregate<NumericName<C>>>>,
>(definition: WindowDefinition<C, Key, A>): FeatureGroup<WindowColumns<C, Key, A>, Key>
/**
 * Declares a group that is made of others by SQL. In it the groups are tables by their names, which hold
 * what is true of each key and time, and `_known_at`; it gives the group's columns and `_known_at`, the
 * newest of what a row was made from. With `window` only what rows that came in have a say in is made
 * anew: a row has one in rows from its own event time on, for so long.
 */
export function deriveGroup<const C extends Columns, const Key extends keyof C & string>(
  definition: SqlDefinition<C, Key>,
): FeatureGroup<C, Key>
/**
 * Declares a group with a row for each row of another, made by a function of nothing but that row, or none
 * where it gives undefined. Only what came in anew is made anew.
 */
export function deriveGroup<
  const From extends Columns,
  const Key extends keyof From & string,
  const C extends Columns,
>(definition: RowDefinition<From, Key, C>): FeatureGroup<MadeColumns<From, Key, C>, Key>
export function deriveGroup(
  definition:
    | RowDefinition<Columns, string, Columns>
    | WindowDefinition<Columns, string, Readonly<Record<string, Aggregate>>>
    | SqlDefinition<Columns, string>,
): FeatureGroup<Columns, string> {
  if ('rows' in definition) return byRows(definition)
  if (definition.window !== undefined) parseDuration(definition.window)
  return 'sql' in definition ? bySql(definition) : byWindows(definition)
}

function byRows({ from, columns, rows, ...rest }: RowDefinition<Columns, string, Columns>) {
  const key = from.key.map((name) => [name, columnOf(from, name)] as const)
  const at = columnOf(from, from.time)
  return defineGroup<Columns, string>({
    ...rest,
    key: from.key,
    time: 'at',
    columns: { ...Object.fromEntries(key), at, ...columns },
    derive: { from: [from], how: { kind: 'rows', make: rows } },
  })
}

function bySql({ from, sql, window, ...rest }: SqlDefinition<Columns, string>) {
  const derive: Derivation = {
    from,
    ...(window === undefined ? {} : { window }),
    how: { kind: 'sql', sql },
  }
  return defineGroup<Columns, string>({ ...rest, derive })
}

function byWindows(
  definition: WindowDefinition<Columns, string, Readonly<Record<string, Aggregate>>>,
) {
  const { from, window, every, aggregates, ...rest } = definition
  if (parseDuration(window) % parseDuration(every) !== 0) {
    throw featuresErrors.windowNotWhole({ group: rest.name, window, every })
  }
  const key = from.key.map((name) => [name, columnOf(from, name)] as const)
  const made = Object.entries(aggregates).map(([name, aggregate]) => {
    return [name, aggregateColumn(from, aggregate, window)] as const
  })
  return defineGroup<Columns, string>({
    ...rest,
    key: from.key,
    time: 'at',
    columns: {
      ...Object.fromEntries(key),
      at: timestamp({ description: `The end of the ${window} that the numbers are of.` }),
      ...Object.fromEntries(made),
    },
    derive: { from: [from], window, how: { kind: 'windows', every, aggregates } },
  })
}

function aggregateColumn(from: GroupShape, [own, of]: Aggregate, window: Duration): Column {
  if (of === undefined)
    return integer({ description: `Rows of ${from.name} in the last ${window}.` })
  const { type, unit } = columnOf(from, of)
  if (type !== 'float' && type !== 'integer') {
    throw featuresErrors.aggregateNotNumeric({ group: from.name, column: of, type })
  }
  const description = `The ${own} of ${of} in the last ${window}.`
  if (own === 'count') return integer({ description })
  return float({ optional: true, description, ...(unit === undefined ? {} : { unit }) })
}
