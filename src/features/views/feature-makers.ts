import { parseDuration, type Duration } from '../../base/index.ts'
import type { Column, Columns, RowOf } from '../../table/index.ts'
import { featuresErrors } from '../errors.ts'
import { columnOf } from '../groups/column-of.ts'
import type { Group } from '../groups/group.ts'
import type { GroupShape } from '../groups/group-shape.ts'
import type { KeyFeature, LatestFeature, WindowFeature, WindowFunction } from './feature.ts'
import type { Label } from './label.ts'

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

/** What makes labels and features of a group's columns. */
export interface FeatureMakers<C extends Columns, Key extends keyof C & string> {
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

export function featureMakers<C extends Columns, Key extends keyof C & string>(
  group: Group<C> & { readonly key: readonly Key[] },
): FeatureMakers<C, Key> {
  const windowMaker = (length: Duration, own: WindowFunction) => (column: NumericName<C>) =>
    windowFeature(group, column, length, own)

  return {
    column: (column) => {
      columnOf(group, column)
      return Object.freeze({ kind: 'label', group, column })
    },
    latest: (column, options) => {
      const about = aboutColumn(columnOf(group, column))
      if (options !== undefined) parseDuration(options.within)
      return Object.freeze({ kind: 'latest', group, column, ...about, ...options })
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
      Object.freeze({ kind: 'key', column, ...aboutColumn(columnOf(group, column)) }),
  }
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
