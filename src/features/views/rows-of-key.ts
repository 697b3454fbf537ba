import { aggregate, exactAggregates, type ExactAggregates } from './exact-aggregates.ts'

/** The rows of one key that a feature may look at, as they are known last, oldest first. */
export interface RowsOfKey {
  readonly times: ArrayLike<number>
  /** The values of a row, by column. They don't change: what is made of them is held. */
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

/** Values that are known, oldest first, and when they were true. */
export interface KnownValues<Value = unknown> {
  readonly times: ArrayLike<number>
  readonly values: ArrayLike<Value>
}

/** A column laid out. */
interface HeldColumn {
  /** How many known values the rows before each row have. */
  readonly before: Uint32Array
  readonly times: Float64Array
  readonly values: readonly unknown[]
  numbers?: Float64Array
  aggregates?: ExactAggregates
}

/** So many rows are laid out by column, once for as long as they stay as they are. */
const manyRows = 256

const heldColumns = new WeakMap<RowsOfKey['rows'], Map<string, HeldColumn>>()

/** How many values the rows from `from` and before `to` have. */
export function countKnown(own: RowsOfKey, column: string, from: number, to: number): number {
  if (to - from < manyRows) return gather(own, column, from, to).values.length
  const { before } = hold(own, column)
  return (before[to] ?? 0) - (before[from] ?? 0)
}

/** The first and the last value of the rows from `from` and before `to`. */
export function knownEnds(
  own: RowsOfKey,
  column: string,
  from: number,
  to: number,
): { readonly first: unknown; readonly last: unknown } {
  if (to - from < manyRows) {
    const { values } = gather(own, column, from, to)
    return { first: values[0], last: values.at(-1) }
  }
  const { before, values } = hold(own, column)
  const [start, end] = [before[from] ?? 0, before[to] ?? 0]
  return start === end
    ? { first: undefined, last: undefined }
    : { first: values[start], last: values[end - 1] }
}

/** Sum, least and most of the rows from `from` and before `to`, of which at least one has a value. */
export function knownAggregate(
  own: RowsOfKey,
  column: string,
  kind: keyof ExactAggregates,
  { from, to }: { readonly from: number; readonly to: number },
): number | undefined {
  if (to - from < manyRows) {
    const numbers = Float64Array.from(gather(own, column, from, to).values, Number)
    return numbers.length === 0 ? undefined : aggregate(kind, numbers)
  }
  const held = hold(own, column)
  const [start, end] = [held.before[from] ?? 0, held.before[to] ?? 0]
  held.aggregates ??= exactAggregates(numbersOf(held))
  return start === end ? undefined : held.aggregates[kind](start, end)
}

/** The values of the rows from `from` and before `to`. */
export function knownValues(
  own: RowsOfKey,
  column: string,
  from: number,
  to: number,
): KnownValues & { readonly values: readonly unknown[] } {
  if (to - from < manyRows) return gather(own, column, from, to)
  const { before, times, values } = hold(own, column)
  const [start, end] = [before[from] ?? 0, before[to] ?? 0]
  return { times: times.subarray(start, end), values: values.slice(start, end) }
}

/** The same as numbers. */
export function knownNumbers(
  own: RowsOfKey,
  column: string,
  from: number,
  to: number,
): KnownValues<number> {
  if (to - from < manyRows) {
    const { times, values } = gather(own, column, from, to)
    return { times, values: values.map(Number) }
  }
  const held = hold(own, column)
  const [start, end] = [held.before[from] ?? 0, held.before[to] ?? 0]
  return { times: held.times.subarray(start, end), values: numbersOf(held).subarray(start, end) }
}

function numbersOf(held: HeldColumn): Float64Array {
  held.numbers ??= Float64Array.from(held.values, Number)
  return held.numbers
}

function gather({ times, rows }: RowsOfKey, column: string, from: number, to: number) {
  const found: { times: number[]; values: unknown[] } = { times: [], values: [] }
  for (let place = from; place < to; place += 1) {
    const value = rows[place]?.[column]
    if (value === undefined || value === null) continue
    found.times.push(times[place] ?? 0)
    found.values.push(value)
  }
  return found
}

function hold(own: RowsOfKey, column: string): HeldColumn {
  const columns = heldColumns.get(own.rows) ?? new Map<string, HeldColumn>()
  heldColumns.set(own.rows, columns)
  const held = columns.get(column) ?? layOut(own, column)
  columns.set(column, held)
  return held
}

function layOut(own: RowsOfKey, column: string): HeldColumn {
  const { times, values } = gather(own, column, 0, own.rows.length)
  const before = new Uint32Array(own.rows.length + 1)
  for (const [place, row] of own.rows.entries()) {
    const isKnown = row[column] !== undefined && row[column] !== null
    before[place + 1] = (before[place] ?? 0) + (isKnown ? 1 : 0)
  }
  return { before, times: Float64Array.from(times), values }
}

/** The place of the last time that is not after `time`; −1 where there is none. */
export function lastAtOrBefore(times: ArrayLike<number>, time: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? Infinity) <= time) low = middle + 1
    else high = middle
  }
  return low - 1
}
