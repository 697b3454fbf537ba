import { parseDuration, type Duration } from '../../base/index.ts'
import type { Column, Columns, RowOf } from '../../table/index.ts'
import { featuresErrors } from '../errors.ts'
import { columnOf } from '../groups/column-of.ts'
import type { Group } from '../groups/group.ts'
import { aboutColumn } from './about-column.ts'
import { checkConditions, type ConditionsOf } from './conditions.ts'
import type {
  Join,
  KeyFeature,
  LatestFeature,
  RowChoice,
  WindowFeature,
  WindowFunction,
  WithOtherwise,
} from './feature.ts'
import type { Joined, JoinsOn, OwnJoins } from './joined.ts'
import { aheadFunctions, type AheadFunction, type Label } from './label.ts'

type NameOf<C extends Columns, Value> = {
  [Name in keyof C]: C[Name] extends Column<infer Own>
    ? Exclude<Own, undefined> extends Value
      ? Name
      : never
    : never
}[keyof C] &
  string

type ColumnValue<C extends Columns, Name extends keyof C> = RowOf<C>[Name]

/** What is put in place of a value that is not there: of a text a text, else a number. */
type OtherwiseOf<Value> = Exclude<Value, undefined> extends string ? string : number

interface RowOptions<C extends Columns> {
  /** Only rows that meet these: `{ country: 'IE', amount: { above: 100 } }`. */
  readonly where?: ConditionsOf<C>
  /** Only what had been known for so long at the moment. */
  readonly delay?: Duration
  /** Only rows from before the moment, not one of the moment itself. */
  readonly before?: boolean
}

/** Options with something in place of a value that is not there, told to the compiler. */
type Or<Options, Other> = Options & { readonly otherwise?: Other }
type With<Other> = [Other] extends [undefined] ? object : WithOtherwise<Other>
type OtherNumber = number | undefined

type NumberMaker<Name extends string, J> = <const Other extends OtherNumber = undefined>(
  column: Name,
  options?: Or<object, Other>,
) => WindowFeature<number> & With<NoInfer<Other>> & Joined<J>

/** Values over some rows of a group. */
export interface WindowMakers<C extends Columns, J = unknown> {
  /** How many values are known. */
  readonly count: NumberMaker<keyof C & string, J>
  /** How many different values there are. */
  readonly distinct: NumberMaker<keyof C & string, J>
  readonly sum: NumberMaker<NameOf<C, number | boolean>, J>
  /** Of truths, the share that is true. */
  readonly mean: NumberMaker<NameOf<C, number | boolean>, J>
  readonly deviation: NumberMaker<NameOf<C, number>, J>
  readonly min: NumberMaker<NameOf<C, number>, J>
  readonly max: NumberMaker<NameOf<C, number>, J>
  /** The value that a share of the values lies below: `quantile('height', 0.9)`. */
  readonly quantile: <const Other extends OtherNumber = undefined>(
    column: NameOf<C, number>,
    share: number,
    options?: Or<object, Other>,
  ) => WindowFeature<number> & With<NoInfer<Other>> & Joined<J>
  /** A mean in which a value counts half for each `halfLife` that it is older than the newest. */
  readonly fadingMean: <const Other extends OtherNumber = undefined>(
    column: NameOf<C, number>,
    options: Or<{ readonly halfLife: Duration }, Other>,
  ) => WindowFeature<number> & With<NoInfer<Other>> & Joined<J>
  readonly first: ValueMaker<C, J>
  readonly last: ValueMaker<C, J>
  /** Of equally frequent ones the one that came first. */
  readonly mostFrequent: ValueMaker<C, J>
}

type ValueMaker<C extends Columns, J> = <
  Name extends NameOf<C, number | string | boolean>,
  const Other extends OtherwiseOf<ColumnValue<C, Name>> | undefined = undefined,
>(
  column: Name,
  options?: Or<object, Other>,
) => WindowFeature<ColumnValue<C, Name> | undefined> & With<NoInfer<Other>> & Joined<J>

type LatestMaker<C extends Columns, J, Options> = <
  Name extends keyof C & string,
  const Other extends OtherwiseOf<ColumnValue<C, Name>> | undefined = undefined,
>(
  name: Name,
  options?: Or<Options, Other>,
) => LatestFeature<ColumnValue<C, Name>> & With<NoInfer<Other>> & Joined<J>

/** What makes features of the rows of a group that are found by a key; `J` says by which names. */
export interface RowMakers<C extends Columns, J = unknown> {
  /** The value of the newest row that was true and known at the moment. */
  readonly latest: LatestMaker<C, J, RowOptions<C> & { readonly within?: Duration }>
  /** The value of the row before the newest, or `back` rows before it. */
  readonly previous: LatestMaker<
    C,
    J,
    RowOptions<C> & { readonly within?: Duration; readonly back?: number }
  >
  /** The value of the newest row that was known at the moment, whenever it is true: of a profile. */
  readonly current: LatestMaker<C, J, Omit<RowOptions<C>, 'before'>>
  /** How much the newest row's value is above that of the row before it, or `back` rows before it. */
  readonly difference: <const Other extends OtherNumber = undefined>(
    name: NameOf<C, number>,
    options?: Or<RowOptions<C> & { readonly back?: number }, Other>,
  ) => WindowFeature<number> & With<NoInfer<Other>> & Joined<J>
  /** Seconds since the newest row. */
  readonly sinceLast: <const Other extends OtherNumber = undefined>(
    options?: Or<RowOptions<C>, Other>,
  ) => WindowFeature<number> & With<NoInfer<Other>> & Joined<J>
  /** Values over the rows of the last so long: `swells.window('3d').mean('height')`. */
  readonly window: (length: Duration, options?: RowOptions<C>) => WindowMakers<C, J>
  /** Values over the last so many rows: `swells.last(5).mean('height')`. */
  readonly last: (rows: number, options?: RowOptions<C>) => WindowMakers<C, J>
}

/** What makes labels and features of a group's columns. */
export interface FeatureMakers<C extends Columns, Key extends keyof C & string> extends RowMakers<
  C,
  OwnJoins<C, Key>
> {
  /** What is to be predicted. */
  readonly column: <Name extends NameOf<C, number>>(name: Name) => Label<C, Key, Name>
  /** What is to be predicted: what comes of the rows after the moment, up to so long after it. */
  readonly next: (length: Duration) => {
    readonly [Own in AheadFunction]: <Name extends NameOf<C, number>>(
      name: Name,
    ) => Label<C, Key, Name>
  }
  /** A column of the key, as a feature. */
  readonly keyColumn: <Name extends Key>(name: Name) => KeyFeature<ColumnValue<C, Name>>
  /**
   * The same features of rows that are found otherwise than by columns of the same names: for each
   * column of the key a name in the labels' key or the request, or what another group tells (`through`).
   */
  readonly on: <
    const On extends {
      readonly [Name in Key]: string | LatestFeature<ColumnValue<C, Name> | undefined>
    },
  >(
    join: On,
  ) => RowMakers<C, JoinsOn<C, Key, On>>
}

/** A column of another group that tells the key: `customers.on({ customerId: through(cards, 'customerId') })`. */
export function through<C extends Columns, J, Name extends keyof C & string>(
  group: Pick<RowMakers<C, J>, 'latest'>,
  column: Name,
): LatestFeature<ColumnValue<C, Name>> & Joined<J> {
  return group.latest(column)
}

export function featureMakers<C extends Columns, Key extends keyof C & string>(
  group: Group<C> & { readonly key: readonly Key[] },
): FeatureMakers<C, Key> {
  const label = (name: string, ahead?: Label['ahead']) => {
    columnOf(group, name)
    return Object.freeze({ kind: 'label', group, column: name, ...(ahead && { ahead }) })
  }
  const makers: Makers = {
    ...rowMakers(group, {}),
    column: (name) => label(name),
    next: (length) => {
      parseDuration(length)
      const made = aheadFunctions.map((own) => [
        own,
        (name: string) => label(name, { length, function: own }),
      ])
      return Object.fromEntries(made) as Record<string, (name: string) => unknown>
    },
    keyColumn: (column) =>
      Object.freeze({ kind: 'key', column, ...aboutColumn(columnOf(group, column)) }),
    on: (join) => rowMakers(group, { on: checkJoin(group, join) }),
  }
  // Names and values were checked by the interface; inside they are any.
  return makers as unknown as FeatureMakers<C, Key>
}

interface Makers extends Readonly<Record<string, unknown>> {
  readonly column: (name: string) => unknown
  readonly next: (length: Duration) => Readonly<Record<string, (name: string) => unknown>>
  readonly keyColumn: (name: string) => unknown
  readonly on: (join: Join) => unknown
}

function checkJoin(group: Group, join: Join): Join {
  const named = Object.keys(join)
  for (const column of named) columnOf(group, column)
  return Object.freeze({ ...join })
}

interface AnyOptions extends RowChoice {
  readonly otherwise?: number | string
  readonly within?: Duration
  readonly back?: number
  readonly halfLife?: Duration
}

interface Found {
  readonly on?: Join
}

function rowMakers(group: Group, found: Found) {
  const latest = (column: string, options: AnyOptions, extra: object = {}) =>
    Object.freeze({
      kind: 'latest',
      group,
      column,
      ...aboutColumn(columnOf(group, column)),
      ...found,
      ...checkOptions(group, options),
      ...extra,
    })
  return {
    latest: (column: string, options: AnyOptions = {}) => latest(column, options),
    previous: (column: string, { back = 1, ...options }: AnyOptions = {}) => {
      checkWhole(`previous ${column}`, 'back', back)
      return latest(column, options, { back })
    },
    current: (column: string, options: AnyOptions = {}) =>
      latest(column, options, { current: true }),
    difference: (column: string, { back = 1, ...options }: AnyOptions = {}) => {
      checkWhole(`the difference of ${column}`, 'back', back)
      const span = { rows: back + 1, ...found, ...checkOptions(group, options) }
      return windowFeature(group, column, 'difference', span)
    },
    sinceLast: (options: AnyOptions = {}) =>
      windowFeature(group, group.time, 'age', {
        rows: 1,
        ...found,
        ...checkOptions(group, options),
      }),
    window: (length: Duration, options: AnyOptions = {}) => {
      parseDuration(length)
      return windowMakers(group, { length, ...found, ...checkOptions(group, options) })
    },
    last: (rows: number, options: AnyOptions = {}) => {
      checkWhole('a window over the last rows', 'rows', rows)
      return windowMakers(group, { rows, ...found, ...checkOptions(group, options) })
    },
  }
}

function checkOptions(group: Group, options: AnyOptions): AnyOptions {
  const { where, delay, within } = options
  if (delay !== undefined) parseDuration(delay)
  if (within !== undefined) parseDuration(within)
  if (where !== undefined) checkConditions(group, where)
  // What says nothing is left out: equal features are to be of one name.
  const { before = false, ...rest } = options
  return before ? { ...rest, before } : rest
}

function checkWhole(feature: string, setting: string, value: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= 10_000) return
  const range = 'a whole number from 1 to 10000'
  throw featuresErrors.settingOutOfRange({ feature, setting, value, range })
}

type Span = Pick<WindowFeature, 'length' | 'rows' | 'on' | 'otherwise' | keyof RowChoice>

function windowMakers(group: Group, span: Span) {
  const simple =
    (own: WindowFunction) =>
    (column: string, options: AnyOptions = {}) =>
      windowFeature(group, column, own, { ...span, ...options })
  return {
    count: simple('count'),
    distinct: simple('distinct'),
    sum: simple('sum'),
    mean: simple('mean'),
    deviation: simple('deviation'),
    min: simple('min'),
    max: simple('max'),
    first: simple('first'),
    last: simple('last'),
    mostFrequent: simple('mostFrequent'),
    quantile: (column: string, share: number, options: AnyOptions = {}) => {
      if (!(share >= 0 && share <= 1)) {
        const feature = `A quantile of ${column}`
        throw featuresErrors.settingOutOfRange({
          feature,
          setting: 'share',
          value: share,
          range: 'from 0 to 1',
        })
      }
      return windowFeature(group, column, 'quantile', { ...span, ...options, share })
    },
    fadingMean: (column: string, options: AnyOptions & { readonly halfLife: Duration }) => {
      parseDuration(options.halfLife)
      return windowFeature(group, column, 'fadingMean', { ...span, ...options })
    },
  }
}

const needs: Partial<Readonly<Record<WindowFunction, readonly string[]>>> = {
  count: ['float', 'integer', 'boolean', 'text', 'timestamp'],
  distinct: ['float', 'integer', 'boolean', 'text', 'timestamp'],
  first: ['float', 'integer', 'boolean', 'text'],
  last: ['float', 'integer', 'boolean', 'text'],
  mostFrequent: ['float', 'integer', 'boolean', 'text'],
  sum: ['float', 'integer', 'boolean'],
  mean: ['float', 'integer', 'boolean'],
  age: ['timestamp'],
}

function windowFeature(
  group: Group,
  column: string,
  own: WindowFunction,
  options: Partial<WindowFeature>,
): WindowFeature {
  const { type, unit } = columnOf(group, column)
  const wanted = needs[own] ?? ['float', 'integer']
  if (!wanted.includes(type)) {
    throw featuresErrors.columnUnfit({
      group: group.name,
      column,
      type,
      function: own,
      needs: wanted.join(' or '),
    })
  }
  const isValue = own === 'first' || own === 'last' || own === 'mostFrequent'
  const isCount = own === 'count' || own === 'distinct'
  const ownUnit = own === 'age' ? 's' : isCount ? undefined : unit
  return Object.freeze({
    kind: 'window',
    group,
    column,
    function: own,
    type: isValue ? type : 'float',
    ...(ownUnit === undefined ? {} : { unit: ownUnit }),
    ...options,
  })
}
