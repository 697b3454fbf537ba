import { quantileOf, type RawRow } from '../../learn/index.ts'
import type { ReportedLatency } from '../../registry/index.ts'

const warmUpCount = 20
const timedCount = 300
const batchCount = 2000

/** What a prediction takes, one after the other, and how many are made in a second when they are asked for together. */
export async function measureLatency(
  stopwatch: () => number,
  predict: (rows: readonly RawRow[]) => Promise<Float64Array>,
  rows: readonly RawRow[],
): Promise<ReportedLatency | undefined> {
  if (rows.length === 0) return undefined
  const rowAt = (place: number) => rows[place % rows.length] ?? {}
  for (let place = 0; place < warmUpCount; place += 1) await predict([rowAt(place)])
  const times = new Float64Array(timedCount)
  for (let place = 0; place < timedCount; place += 1) {
    const before = stopwatch()
    await predict([rowAt(place)])
    times[place] = stopwatch() - before
  }
  const batch = Array.from({ length: batchCount }, (_, place) => rowAt(place))
  const before = stopwatch()
  await predict(batch)
  const tookMs = Math.max(1e-6, stopwatch() - before)
  times.sort()
  return {
    predictionCount: timedCount,
    p50Ms: quantileOf(times, 0.5),
    p90Ms: quantileOf(times, 0.9),
    p99Ms: quantileOf(times, 0.99),
    rowsPerSecond: (1000 * batchCount) / tookMs,
  }
}
