import { seededRandom } from '../../base/index.ts'
import {
  measureRows,
  pickJudged,
  quantileOf,
  rowDrawer,
  type JudgedRows,
  type Metric,
} from '../../learn/index.ts'
import type { ReportedMetric } from '../../registry/index.ts'

export interface MetricsToMeasure {
  readonly metrics: readonly { readonly metric: Metric; readonly declared: boolean }[]
  readonly rows: JudgedRows
  /** What naive models say of the same rows. */
  readonly baselines: readonly JudgedRows[]
  readonly confidence: number
}

/** Rows drawn in all are bounded: with more rows an interval is narrower, and needs fewer repeats. */
const mostDrawn = 3_000_000
const mostRepeats = 500
const leastRepeats = 100

/**
 * Each metric with its interval (bootstrap, percentiles), all over the same draws, beside the baselines. One that
 * can't be measured on these rows is left out, if the model doesn't declare it.
 */
export function measureMetrics(asked: MetricsToMeasure): readonly ReportedMetric[] {
  const { rows, baselines, confidence } = asked
  const rowCount = rows.truth.length
  const told = asked.metrics.filter(
    ({ metric, declared }) => declared || Number.isFinite(measureRows(metric, rows)),
  )
  const repeats = Math.max(
    leastRepeats,
    Math.min(mostRepeats, Math.floor(mostDrawn / Math.max(1, rowCount))),
  )
  const drawn = told.map(() => new Float64Array(repeats))
  const random = seededRandom('evaluation')
  const draw = rowDrawer(rowCount, rows)
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const picked = pickJudged(rows, draw(random))
    for (const [at, { metric }] of told.entries()) {
      const found = drawn[at]
      if (found !== undefined) found[repeat] = measureRows(metric, picked)
    }
  }
  return told.map(({ metric, declared }, at) => {
    // A draw on which the metric can't be measured, as of one class only, tells nothing.
    const sorted = drawn[at]?.filter((value) => !Number.isNaN(value)).toSorted() ?? []
    return {
      name: metric.name,
      better: metric.better,
      value: measureRows(metric, rows),
      low: quantileOf(sorted, (1 - confidence) / 2),
      high: quantileOf(sorted, (1 + confidence) / 2),
      baselines: baselines.map((own) => measureRows(metric, own)),
      declared,
    }
  })
}
