import { seededRandom } from '../base/index.ts'
import { learnErrors } from './errors.ts'
import { measureRows, pickJudged, rowDrawer } from './judged-rows.ts'
import type { Metric, RowsBeside } from './metric.ts'
import { quantileOf } from './statistics/quantile-of.ts'

export interface BootstrapOptions {
  readonly seed: number | string
  /** How sure the interval is; 0.95 when left out. */
  readonly confidence?: number
  /** How often rows are drawn anew; 1000 when left out. */
  readonly repeats?: number
}

export interface Interval {
  readonly value: number
  readonly low: number
  readonly high: number
  readonly confidence: number
}

/**
 * The percentile interval of a metric: rows are drawn with replacement, as many as there are (Efron 1979), or the
 * groups that they stand in.
 */
export function bootstrapInterval(
  metric: Metric,
  truth: Float64Array,
  predicted: Float64Array,
  options: BootstrapOptions & RowsBeside,
): Interval {
  const { seed, confidence = 0.95, repeats = 1000 } = options
  if (truth.length === 0) throw learnErrors.noData({ what: 'predictions' })
  const random = seededRandom(seed)
  const { groups, shares } = options
  const rows = {
    truth,
    said: predicted,
    ...(groups === undefined ? {} : { groups }),
    ...(shares === undefined ? {} : { shares }),
  }
  const draw = rowDrawer(truth.length, rows)
  const found = new Float64Array(repeats)
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    found[repeat] = measureRows(metric, pickJudged(rows, draw(random)))
  }
  found.sort()
  return {
    value: measureRows(metric, rows),
    low: quantileOf(found, (1 - confidence) / 2),
    high: quantileOf(found, (1 + confidence) / 2),
    confidence,
  }
}
