import { seededRandom } from '../../base/index.ts'
import { quantileOf, type Metric } from '../../learn/index.ts'

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
 * The percentile interval of the difference of a metric between two that predict the same rows: rows are drawn
 * with replacement, the same ones for both (Efron 1979). The same rows give the same interval.
 */
export function pairedInterval(
  { better, of }: Pick<Metric, 'better' | 'of'>,
  rows: Readonly<Record<'truth' | 'candidate' | 'champion', Float64Array>>,
  { confidence, seed = 1 }: { readonly confidence: number; readonly seed?: number | string },
): PairedInterval {
  const { truth, candidate, champion } = rows
  const toValue = (value: number) => (better === 'zero' ? Math.abs(value) : value)
  const sign = better === 'higher' ? 1 : -1
  const gain = (drawn: typeof rows) =>
    sign * (toValue(of(drawn.truth, drawn.candidate)) - toValue(of(drawn.truth, drawn.champion)))
  const repeats = Math.max(
    leastRepeats,
    Math.min(usualRepeats, Math.floor(mostDrawn / Math.max(1, truth.length))),
  )
  const random = seededRandom(seed)
  const found = new Float64Array(repeats)
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const drawn = Uint32Array.from(truth, () => random.below(truth.length))
    const pick = (values: Float64Array) => Float64Array.from(drawn, (row) => values[row] ?? 0)
    found[repeat] = gain({
      truth: pick(truth),
      candidate: pick(candidate),
      champion: pick(champion),
    })
  }
  // A draw on which the metric can't be measured, as of one class only, tells nothing.
  const told = found.filter((value) => !Number.isNaN(value)).toSorted()
  return {
    value: gain(rows),
    low: quantileOf(told, (1 - confidence) / 2),
    high: quantileOf(told, (1 + confidence) / 2),
    champion: toValue(of(truth, champion)),
  }
}
