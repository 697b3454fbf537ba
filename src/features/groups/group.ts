import { parseDuration, suggestName, type Duration } from '../../base/index.ts'
import type { Check, Source } from '../../data/index.ts'
import type { Column, Columns, RowOf } from '../../table/index.ts'
import { featuresErrors } from '../errors.ts'
import type { GroupShape } from './group-shape.ts'
import type { KeyFeature, LatestFeature, WindowFeature, WindowFunction } from '../views/feature.ts'

/** A named table with key and event time, to which rows are appended. */
export interface Group<C extends Columns = Columns> extends GroupShape<C> {
  readonly kind: 'group'
  readonly description?: string
  readonly checks: readonly Check[]
  readonly from?: Source
  readonly read?: ReadText
  /** How old its newest commit may be before it counts as stale. */
  readonly freshWithin?: Duration
}

/** Makes rows of one text. Whatever it throws refuses the text, with the message as the reason. */
export type ReadText<C extends Columns = Columns> = (text: {
  readonly name: string
  readonly text: string
}) => ReadRows<C>

export interface ReadRows<C extends Columns = Columns> {
  readonly rows: Iterable<RowOf<C>>
  /** When these rows were known; the moment of reading when it is not told. */
  readonly knownAt?: Date
}

type NumericName<C extends Columns> = {
  [Name in keyof C]: C[Name] extends Column<infer Value>
    ? Exclude<Value, undefined> extends number
      ? Name
      : never
    : never
}[keyof C] &
  string

type ColumnValue<C extends Columns, Name extends keyof C> = RowOf<C>[Name]

type WindowMakers<C extends Columns> = {
  readonly [Name in WindowFunction]: (column: NumericName<C>) => WindowFeature<number>
}

/** A group with the means to make features of it. */
export interface FeatureGroup<C extends Columns, Key extends keyof C & string> extends Group<C> {
  readonly key: readonly Key[]
  /** What is to be predicted. */
  readonly column: <Name extends NumericName<C>>(name: Name) => Label<C, Key, Name>
  /** The value of the newest row that was true and known at the moment. */
  readonly latest: <Name extends keyof C & string>(
    name: Name,
    options?: { readonly within: Duration },
  ) => LatestFeature<ColumnValue<C, Name>>
  /** Numbers over the rows of the last so long: `swells.window('3d').mean('height')`. */
  readonly window: (length: Duration) => WindowMakers<C>
  /** A column of the key, as a feature. */
  readonly keyColumn: <Name extends Key>(name: Name) => KeyFeature<ColumnValue<C, Name>>
}

/** The column of a group that a model learns to predict. */
export interface Label<
  C extends Columns = Columns,
  Key extends keyof C & string = keyof C & string,
  Name extends string = string,
> {
  readonly kind: 'label'
  readonly group: Group<C> & { readonly key: readonly Key[] }
  readonly column: Name
}

/** Declares a feature group. */
export function defineGroup<
  const C extends Columns,
  const Key extends keyof C & string,
>(definition: {
  readonly name: string
  readonly description?: string
  readonly key: readonly Key[]
  readonly time: keyof C & string
  readonly columns: C
  readonly checks?: readonly Check<NoInfer<keyof C & string>>[]
  readonly from?: Source
  readonly read?: NoInfer<ReadText<C>>
  readonly freshWithin?: Duration
}): FeatureGroup<C, Key> {
  const shape = { kind: 'group', checks: [], ...definition } as const
  const read = shape.checks.flatMap((check) => check.columns)
  if (shape.key.length === 0) throw featuresErrors.noKey({ group: shape.name })
  for (const column of [...shape.key, shape.time, ...read]) columnOf(shape, column)

  const windowMaker = (length: Duration, own: WindowFunction) => (column: NumericName<C>) =>
    windowFeature(shape, column, length, own)

  return Object.freeze({
    ...shape,
    column: (column) => {
      columnOf(shape, column)
      return Object.freeze({ kind: 'label', group: shape, column })
    },
    latest: (column, options) => {
      const about = aboutColumn(columnOf(shape, column))
      if (options !== undefined) parseDuration(options.within)
      return Object.freeze({ kind: 'latest', group: shape, column, ...about, ...options })
    },
    window: (length) => ({
      count: windowMaker(length, 'count'),
      sum: windowMaker(length, 'sum'),
      mean: windowMaker(length, 'mean'),
      deviation: windowMaker(length, 'deviation'),
      min: windowMaker(length, 'min'),
      max: windowMaker(length, 'max'),
    }),
    keyColumn: (column) =>
      Object.freeze({ kind: 'key', column, ...aboutColumn(columnOf(shape, column)) }),
  } satisfies FeatureGroup<C, Key>)
}

function columnOf(group: GroupShape, column: string): Column {
  const found = group.columns[column]
  if (found !== undefined) return found
  const suggestion = suggestName(column, Object.keys(group.columns))
  throw featuresErrors.unknownColumn({ group: group.name, column, suggestion })
}

function aboutColumn({ type, unit, description }: Column) {
  return {
    type,
    ...(unit === undefined ? {} : { unit }),
    ...(description === undefined ? {} : { description }),
  }
}

function windowFeature(
  group: GroupShape,
  column: string,
  length: Duration,
  own: WindowFunction,
): WindowFeature<number> {
  const { type, unit } = columnOf(group, column)
  if (type !== 'float' && type !== 'integer') {
    throw featuresErrors.columnNotNumeric({ group: group.name, column, type })
  }
  parseDuration(length)
  const about = unit === undefined || own === 'count' ? {} : { unit }
  return Object.freeze({
    kind: 'window',
    group,
    column,
    length,
    function: own,
    type: 'float',
    ...about,
  })
}
