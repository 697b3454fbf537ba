import { seededRandom } from '../base/index.ts'
import { learnErrors } from './errors.ts'

/** How rows are parted into those to learn from and those to test on, as plain data. */
export type Split = SplitByTime | RandomSplit

export interface SplitByTime {
  readonly kind: 'byTime'
  /** The share of rows, the newest ones, to test on. */
  readonly test: number
}

export interface RandomSplit {
  readonly kind: 'random'
  readonly test: number
  readonly seed: number | string
}

/** Numbers of rows, in ascending order. */
export interface SplitRows {
  readonly train: Uint32Array
  readonly test: Uint32Array
}

/** Learns from the past and tests on what came after it, as the model will be used. */
export function byTime(options: { readonly test: number }): SplitByTime {
  checkShare('byTime', options.test)
  return { kind: 'byTime', test: options.test }
}

/** Draws moments by seed. Rows near in time are alike, so tests come out better than life will. */
export function random(options: {
  readonly test: number
  readonly seed: number | string
}): RandomSplit {
  checkShare('random', options.test)
  return { kind: 'random', test: options.test, seed: options.seed }
}

/**
 * Parts rows so that the share of test rows is as near as it can be to the one wanted, while rows of
 * one moment stay together and neither side is empty. Throws `learn.cannotSplit`.
 */
export function splitRows(split: Split, rows: { readonly times: Float64Array }): SplitRows {
  const { times } = rows
  const row = times.findIndex((time) => !Number.isFinite(time))
  if (row >= 0) {
    const found = times[row] ?? Number.NaN
    throw learnErrors.wrongNumber({ what: 'The times', row, found, wanted: 'a moment' })
  }
  const tested = takeMoments(orderMoments(split, times), split.test * times.length)
  const all = Uint32Array.from(times.keys())
  const isTest = (own: number) => tested.has(times[own] ?? 0)
  return { train: all.filter((own) => !isTest(own)), test: all.filter(isTest) }
}

interface Moment {
  readonly time: number
  readonly rowCount: number
}

/** Those to be tested on come first. */
function orderMoments(split: Split, times: Float64Array): readonly Moment[] {
  const counts = new Map<number, number>()
  for (const time of times) counts.set(time, (counts.get(time) ?? 0) + 1)
  const moments = Array.from(counts, ([time, rowCount]) => ({ time, rowCount }))
  const newestFirst = moments.toSorted((a, b) => b.time - a.time)
  if (split.kind === 'byTime') return newestFirst
  const stream = seededRandom(split.seed)
  const drawn = newestFirst.map((moment) => ({ moment, place: stream.next() }))
  return drawn.toSorted((a, b) => a.place - b.place).map(({ moment }) => moment)
}

function takeMoments(moments: readonly Moment[], wanted: number): ReadonlySet<number> {
  if (moments.length < 2) throw learnErrors.cannotSplit({ momentCount: moments.length })
  const taken = new Set<number>()
  let rowCount = 0
  for (const moment of moments.slice(0, -1)) {
    const isNearer = Math.abs(rowCount + moment.rowCount - wanted) < Math.abs(rowCount - wanted)
    if (taken.size > 0 && !isNearer) break
    taken.add(moment.time)
    rowCount += moment.rowCount
  }
  return taken
}

function checkShare(owner: string, test: number): void {
  if (test > 0 && test < 1) return
  throw learnErrors.wrongSetting({ owner, setting: 'test', found: test, wanted: 'between 0 and 1' })
}
