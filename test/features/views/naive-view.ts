import { parseDuration } from '../../../src/base/index.ts'
import type { Feature, Features, View } from '../../../src/features/index.ts'
import type { LatestFeature, WindowFeature } from '../../../src/features/views/feature.ts'

/** A row as it was told: when it was known, and whether it says that there is none any more. */
export interface Told {
  readonly row: Readonly<Record<string, unknown>>
  readonly knownAt: Date
  readonly isDeleted: boolean
}

/** What was told of each group, in the order in which it was told. */
export type History = Readonly<Record<string, readonly Told[]>>

export interface Asked {
  readonly key: Readonly<Record<string, unknown>>
  readonly at: Date
  readonly request: Readonly<Record<string, unknown>>
  /** What was known by then counts. */
  readonly knownBy: Date
}

/**
 * The features of a view as one would say them, row by row, in no hurry: the judge of the query and of
 * the online features. Nothing here is shared with them.
 */
export function naiveFeatures(view: View, history: History, asked: Asked): Record<string, unknown> {
  return naiveValues(view.features, history, asked)
}

function naiveValues(features: Features, history: History, asked: Asked): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(features).map(([name, feature]) => {
      const raw = toNumber(feature, naiveValue(feature, history, asked))
      const isKnown = raw !== undefined && !Number.isNaN(raw)
      return [name, isKnown ? raw : (feature.otherwise ?? raw)]
    }),
  )
}

function toNumber({ type }: Feature, value: unknown): unknown {
  if (type === 'text') return value ?? undefined
  if (value === undefined || value === null) return NaN
  const number = Number(value)
  return Number.isFinite(number) ? number : NaN
}

function naiveValue(feature: Feature, history: History, asked: Asked): unknown {
  switch (feature.kind) {
    case 'key':
      return asked.key[feature.column]
    case 'request':
      return asked.request[feature.column]
    case 'derived':
      return feature.compute(naiveValues(feature.inputs, history, asked) as never)
    case 'latest':
      return naiveLatest(feature, naiveRows(feature, history, asked), asked.at)
    case 'window':
      return naiveWindow(feature, naiveRows(feature, history, asked), asked.at)
  }
}

interface Row {
  readonly time: number
  readonly values: Readonly<Record<string, unknown>>
}

/** The rows that a feature sees: of its key, true and known by then, as told last, oldest first. */
function naiveRows(
  feature: LatestFeature | WindowFeature,
  history: History,
  asked: Asked,
): readonly Row[] {
  const { group, on = {}, before = false, delay = '0ms', where = {} } = feature
  const isCurrent = feature.kind === 'latest' && feature.current === true
  const wanted = group.key.map((column) => {
    const from = on[column] ?? column
    if (typeof from !== 'string') return naiveValue(from, history, asked)
    return asked.key[from] ?? asked.request[from]
  })
  const knownBy = asked.knownBy.getTime() - parseDuration(delay)
  const byTime = new Map<number, Told>()
  for (const told of history[group.name] ?? []) {
    const time = (told.row[group.time] as Date).getTime()
    const isOfKey = group.key.every((column, at) => told.row[column] === wanted[at])
    const isPast = before ? time < asked.at.getTime() : time <= asked.at.getTime()
    if (!isOfKey || told.knownAt.getTime() > knownBy || !(isPast || isCurrent)) continue
    const before_ = byTime.get(time)
    if (before_ === undefined || before_.knownAt <= told.knownAt) byTime.set(time, told)
  }
  return [...byTime]
    .filter(([, told]) => !told.isDeleted && naiveMeets(where, told.row))
    .map(([time, told]) => ({ time, values: told.row }))
    .toSorted((a, b) => a.time - b.time)
}

function naiveMeets(
  where: Readonly<Record<string, unknown>>,
  row: Readonly<Record<string, unknown>>,
): boolean {
  return Object.entries(where).every(([column, condition]) => {
    const value = row[column]
    const rules = (typeof condition === 'object' ? condition : { is: condition }) as Readonly<
      Record<string, unknown>
    >
    return Object.entries(rules).every(([word, wanted]) => {
      if (word === 'known') return (value !== undefined) === wanted
      if (value === undefined) return false
      if (word === 'is') return value === wanted
      if (word === 'not') return value !== wanted
      if (word === 'oneOf') return (wanted as readonly unknown[]).includes(value)
      const [a, b] = [Number(value), Number(wanted)]
      if (word === 'atLeast') return a >= b
      if (word === 'atMost') return a <= b
      return word === 'above' ? a > b : a < b
    })
  })
}

function naiveLatest(feature: LatestFeature, rows: readonly Row[], at: Date): unknown {
  const row = rows[rows.length - 1 - (feature.back ?? 0)]
  if (row === undefined) return undefined
  const isTooOld =
    feature.within !== undefined && at.getTime() - row.time > parseDuration(feature.within)
  return isTooOld ? undefined : row.values[feature.column]
}

function naiveWindow(feature: WindowFeature, rows: readonly Row[], at: Date): unknown {
  const { length, rows: count = 1, before = false, column } = feature
  const inside = rows.filter(({ time }, place) => {
    if (length === undefined) return place >= rows.length - count
    const age = at.getTime() - time
    return before ? age <= parseDuration(length) : age < parseDuration(length)
  })
  if (feature.function === 'age') {
    const newest = inside.at(-1)
    return newest === undefined ? undefined : (at.getTime() - newest.time) / 1000
  }
  if (feature.function === 'difference') {
    const [newest, oldest] = [inside.at(-1)?.values[column], inside[0]?.values[column]]
    const isWhole = inside.length === count && newest !== undefined && oldest !== undefined
    return isWhole ? Number(newest) - Number(oldest) : undefined
  }
  const known = inside.filter(({ values }) => values[column] !== undefined)
  return naiveFunction(feature, known)
}

function naiveFunction(feature: WindowFeature, known: readonly Row[]): unknown {
  const values = known.map(({ values: own }) => own[feature.column])
  if (feature.function === 'count') return values.length
  if (feature.function === 'distinct') return new Set(values.map(String)).size
  if (feature.function === 'first') return values[0]
  if (feature.function === 'last') return values.at(-1)
  if (feature.function === 'mostFrequent') {
    const counts = values.map((value) => values.filter((other) => other === value).length)
    return values[counts.indexOf(Math.max(...counts))]
  }
  if (feature.function === 'fadingMean') return naiveFadingMean(feature, known)
  return values.length === 0
    ? undefined
    : naiveNumber(
        feature,
        values.map(Number).toSorted((a, b) => a - b),
      )
}

function naiveNumber(feature: WindowFeature, numbers: readonly number[]): number | undefined {
  const mean = total(numbers) / numbers.length
  switch (feature.function) {
    case 'sum':
      return total(numbers)
    case 'mean':
      return mean
    case 'deviation': {
      const squares = numbers.map((value) => (value - mean) ** 2)
      return squares.length < 2 ? undefined : Math.sqrt(total(squares) / (squares.length - 1))
    }
    case 'min':
      return numbers[0]
    case 'max':
      return numbers.at(-1)
    default: {
      const place = (numbers.length - 1) * (feature.share ?? 0.5)
      const low = numbers[Math.floor(place)] ?? NaN
      const high = numbers[Math.ceil(place)] ?? NaN
      return low + (high - low) * (place - Math.floor(place))
    }
  }
}

function naiveFadingMean(feature: WindowFeature, known: readonly Row[]): number {
  const newest = known.at(-1)?.time ?? 0
  const halfLife = parseDuration(feature.halfLife ?? '1d')
  const weights = known.map(({ time }) => 0.5 ** ((newest - time) / halfLife))
  const weighted = known.map(
    ({ values: own }, at) => Number(own[feature.column]) * (weights[at] ?? 0),
  )
  return total(weighted) / total(weights)
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0)
}

/** The label of a window ahead, from all that is known by `asOf`; undefined while it is still open. */
export function naiveLabelAhead(
  view: View,
  history: History,
  asked: Pick<Asked, 'key' | 'at'> & { readonly asOf: Date },
): number | undefined {
  const { group, column, ahead } = view.label
  if (ahead === undefined) return undefined
  const lengthMs = parseDuration(ahead.length)
  if (asked.at.getTime() + lengthMs > asked.asOf.getTime()) return undefined
  const end = new Date(asked.at.getTime() + lengthMs)
  const read = { kind: 'latest', group, column, type: 'float' } as const
  const ask = { key: asked.key, at: end, request: {}, knownBy: asked.asOf }
  const rows = naiveRows(read, history, ask).filter(({ time }) => time > asked.at.getTime())
  const window = { ...read, kind: 'window', function: ahead.function } as const
  const known = rows.filter(({ values }) => values[column] !== undefined)
  const value = naiveFunction(window, known)
  return value === undefined ? undefined : Number(value)
}
