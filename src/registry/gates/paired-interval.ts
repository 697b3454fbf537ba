import { seededRandom } from '../../base/index.ts'
import {
  measureRows,
  pickJudged,
  quantileOf,
  rowDrawer,
  type JudgedRows,
  type Metric,
  type RowsBeside,
} from '../../learn/index.ts'

/** What was so, and what both say of the same rows. */
export interface PairedRows {
  readonly truth: Float64Array
  readonly candidate: Float64Array
  readonly champion: Float64Array
  readonly groups?: NonNullable<RowsBeside['groups']>
  /** How likely each holds the classes to be. */
  readonly candidateShares?: NonNullable<RowsBeside['shares']>
  readonly championShares?: NonNullable<RowsBeside['shares']>
}

export interface PairedInterval {
  /** How much better the candidate is, whichever way the metric is better. */
  readonly value: number
  readonly low: number
  readonly high: number
  /** The champion's own value. */
  readonly champion: number
}

/** Rows drawn in all are bounded: with more rows an interval is narrower, and needs fewer repeats. */
const mostDrawn = 100_000_000
const usualRepeats = 1000
const leastRepeats = 100

/**
 * The percentile interval of the difference of a metric between two that predict the same rows: rows, or the groups
 * that they stand in, are drawn with replacement, the same ones for both (Efron 1979). The same rows give the same
 * interval.
 */
export function pairedInterval(
  { better, of }: Pick<Metric, 'better' | 'of'>,
  rows: PairedRows,
  { confidence, seed = 1 }: { readonly confidence: number; readonly seed?: number | string },
): PairedInterval {
  const { truth } = rows
  const toValue = (value: number) => (better === 'zero' ? Math.abs(value) : value)
  const sign = better === 'higher' ? 1 : -1
  const sides = [sideOf(rows, 'candidate'), sideOf(rows, 'champion')] as const
  const gain = ([candidate, champion]: readonly [JudgedRows, JudgedRows]) =>
    sign * (toValue(measureRows({ of }, candidate)) - toValue(measureRows({ of }, champion)))
  const repeats = Math.max(
    leastRepeats,
    Math.min(usualRepeats, Math.floor(mostDrawn / Math.max(1, truth.length))),
  )
  const random = seededRandom(seed)
  const draw = rowDrawer(truth.length, rows)
  const found = new Float64Array(repeats)
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const drawn = draw(random)
    found[repeat] = gain([pickJudged(sides[0], drawn), pickJudged(sides[1], drawn)])
  }
  // A draw on which the metric can't be measured, as of one class only, tells nothing.
  const told = found.filter((value) => !Number.isNaN(value)).toSorted()
  return {
    value: gain(sides),
    low: quantileOf(told, (1 - confidence) / 2),
    high: quantileOf(told, (1 + confidence) / 2),
    champion: toValue(measureRows({ of }, sides[1])),
  }
}

/** What one of both is judged on. */
export function sideOf(rows: PairedRows, side: 'candidate' | 'champion'): JudgedRows {
  const { truth, groups } = rows
  const shares = rows[`${side}Shares`]
  return {
    truth,
    said: rows[side],
    ...(groups === undefined ? {} : { groups }),
    ...(shares === undefined ? {} : { shares }),
  }
}
