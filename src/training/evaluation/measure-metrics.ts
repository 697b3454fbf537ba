import { seededRandom } from '../../base/index.ts'
import { quantileOf, type Metric } from '../../learn/index.ts'
import type { ReportedMetric } from '../../registry/index.ts'

export interface MetricsToMeasure {
  readonly metrics: readonly { readonly metric: Metric; readonly declared: boolean }[]
  readonly truth: Float64Array
  readonly said: Float64Array
  /** What naive models say of the same rows. */
  readonly baselines: readonly Float64Array[]
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
  const { truth, said, baselines, confidence } = asked
  const told = asked.metrics.filter(
    ({ metric, declared }) => declared || Number.isFinite(metric.of(truth, said)),
  )
  const repeats = Math.max(
    leastRepeats,
    Math.min(mostRepeats, Math.floor(mostDrawn / Math.max(1, truth.length))),
  )
  const drawn = told.map(() => new Float64Array(repeats))
  const random = seededRandom('evaluation')
  for (let repeat = 0; repeat < repeats; repeat += 1) {
    const rows = Uint32Array.from(truth, () => random.below(truth.length))
    const pick = (values: Float64Array) => Float64Array.from(rows, (row) => values[row] ?? 0)
    const [so, own] = [pick(truth), pick(said)]
    for (const [at, { metric }] of told.entries()) {
      const found = drawn[at]
      if (found !== undefined) found[repeat] = metric.of(so, own)
    }
  }
  return told.map(({ metric, declared }, at) => {
    // A draw on which the metric can't be measured, as of one class only, tells nothing.
    const sorted = drawn[at]?.filter((value) => !Number.isNaN(value)).toSorted() ?? []
    return {
      name: metric.name,
      better: metric.better,
      value: metric.of(truth, said),
      low: quantileOf(sorted, (1 - confidence) / 2),
      high: quantileOf(sorted, (1 + confidence) / 2),
      baselines: baselines.map((own) => metric.of(truth, own)),
      declared,
    }
  })
}
