import { parseDuration, seededRandom } from '../../base/index.ts'
import { generatorErrors } from './errors.ts'
import { parseRow, type Columns, type RowOf } from '../../table/index.ts'
import type { Generator } from './generator.ts'
import { startMaker, type Moment } from './maker.ts'

export type GenerateOptions =
  | { readonly seed: number | string; readonly rows: number; readonly from?: Date }
  | { readonly seed: number | string; readonly from: Date; readonly to: Date }

/**
 * Makes up rows: so many, or one every so long from `from` until before `to`. The same seed makes the
 * same rows, more of them begin with fewer, and a column or key that is added changes no other. Rows
 * without a time of their own are all of the moment `from`. Throws `data.generatorSettingWrong` for a
 * parameter out of range, `data.columnsInCircle` for columns that need each other,
 * `table.valueOfWrongType` for a value that is not of its column's type.
 */
export function generate<C extends Columns>(
  generator: Generator<C>,
  options: GenerateOptions,
): Iterable<RowOf<C>> {
  return { [Symbol.iterator]: () => makeRows(generator, options) }
}

function* makeRows<C extends Columns>(
  generator: Generator<C>,
  options: GenerateOptions,
): IterableIterator<RowOf<C>> {
  const makers = combineKeys(generator.each).map((key) => rowMaker(generator, key, options.seed))
  const { time } = generator
  checkOptions(generator, options)
  const everyMs = stepOf(generator, options)
  let made = 0
  for (let index = 0; ; index += 1) {
    const at =
      options.from === undefined ? undefined : new Date(options.from.getTime() + index * everyMs)
    if ('to' in options && at !== undefined && at >= options.to) return
    for (const make of makers) {
      if ('rows' in options && made >= options.rows) return
      const row = make({ index, rowIndex: made, at }, time === undefined ? {} : { [time]: at })
      made += 1
      yield parseRow(generator.columns, row, made)
    }
    if (makers.length === 0) return
  }
}

/** Of what would not end, or have no moments. */
function checkOptions({ time }: Generator, options: GenerateOptions): void {
  const refuse = (setting: string, found: unknown, wanted: string) => {
    throw generatorErrors.generatorSettingWrong({ owner: 'generate', setting, found, wanted })
  }
  if (!('rows' in options || 'to' in options)) refuse('to', undefined, 'given, or how many rows')
  if ('rows' in options && !(Number.isInteger(options.rows) && options.rows >= 0)) {
    refuse('rows', options.rows, 'a whole number from 0')
  }
  if (time !== undefined && options.from === undefined) {
    refuse('from', undefined, `given, as the column ${time} is the time`)
  }
  if (Number.isNaN(options.from?.getTime())) refuse('from', options.from, 'a moment')
  if ('to' in options && Number.isNaN(options.to.getTime())) refuse('to', options.to, 'a moment')
}

/** The time from row to row of a key, in milliseconds. */
function stepOf({ time, every }: Generator, options: GenerateOptions): number {
  if (time === undefined && 'rows' in options) return 0
  const everyMs = every === undefined || time === undefined ? 0 : parseDuration(every)
  if (everyMs > 0) return everyMs
  const found = `${every}`
  const wanted = 'longer than nothing, beside a column that is the time'
  throw generatorErrors.generatorSettingWrong({
    owner: 'defineGenerator',
    setting: 'every',
    found,
    wanted,
  })
}

interface Place {
  readonly at: Date | undefined
  readonly index: number
  readonly rowIndex: number
}

type Row = Readonly<Record<string, unknown>>

function combineKeys(each: Generator['each']): readonly Row[] {
  return Object.entries(each).reduce<readonly Row[]>(
    (keys, [name, values]) =>
      keys.flatMap((key) => values.map((value) => ({ ...key, [name]: value }))),
    [{}],
  )
}

/** Makes the rows of one key, which has streams of random numbers and a state of its own. */
function rowMaker({ columns, makers }: Generator, key: Row, seed: number | string) {
  const stream = seededRandom(seed).fork(JSON.stringify(key))
  const values = new Map<string, unknown>()
  const open: string[] = []
  let place: Place = { at: undefined, index: 0, rowIndex: 0 }
  const started = new Map(
    Object.entries(makers).map(([name, maker]) => {
      const random = stream.fork(name)
      return [name, { make: startMaker(maker, random), moment: momentAt(() => place, random) }]
    }),
  )

  function valueOf(name: string): unknown {
    const maker = started.get(name)
    if (values.has(name) || maker === undefined) return values.get(name)
    if (open.includes(name)) throw generatorErrors.columnsInCircle({ columns: [...open, name] })
    open.push(name)
    const value = maker.make(row as never, maker.moment)
    open.pop()
    values.set(name, value)
    return value
  }

  // One for all rows, as making it takes longer than a row. Values are made when they are first read: a
  // column may need any other, and each has its own stream. A maker of no column is for others to read.
  const row: Row = {}
  for (const name of new Set([...Object.keys(columns), ...Object.keys(makers)])) {
    const enumerable = Object.hasOwn(columns, name)
    Object.defineProperty(row, name, { enumerable, get: () => valueOf(name) })
  }

  return (next: Place, given: Row): Row => {
    place = next
    values.clear()
    for (const [name, value] of Object.entries({ ...key, ...given })) values.set(name, value)
    return { ...row }
  }
}

function momentAt(placeNow: () => Place, random: Moment['random']): Moment {
  return {
    random,
    get index() {
      return placeNow().index
    },
    get rowIndex() {
      return placeNow().rowIndex
    },
    get at() {
      const { at } = placeNow()
      if (at !== undefined) return at
      const wanted = 'given, as a column hangs on time'
      throw generatorErrors.generatorSettingWrong({
        owner: 'generate',
        setting: 'from',
        found: at,
        wanted,
      })
    },
  }
}
