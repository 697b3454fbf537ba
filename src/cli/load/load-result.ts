/** Latencies in milliseconds. NaN where nothing was answered. */
export interface Latency {
  readonly mean: number
  readonly p50: number
  readonly p90: number
  readonly p95: number
  readonly p99: number
  readonly p999: number
  readonly max: number
}

/** One second of a load test, counted by when the requests were due. */
export interface LoadSecond {
  readonly second: number
  readonly dueCount: number
  readonly failedCount: number
  readonly p50: number
  readonly p99: number
}

export interface LoadResult {
  readonly tookMs: number
  readonly dueCount: number
  readonly answeredCount: number
  readonly failedCount: number
  /** Of those that were due. */
  readonly errorShare: number
  readonly answeredPerSecond: number
  readonly latency: Latency
  /** How often each status or failure came. */
  readonly outcomes: Readonly<Record<string, number>>
  readonly seconds: readonly LoadSecond[]
}

/** Takes down what became of each request. */
export interface LoadTally {
  /** `ok`: it was answered as it should be. */
  add(request: {
    readonly dueMs: number
    readonly latencyMs: number
    readonly outcome: string
    readonly ok: boolean
  }): void
  finish(tookMs: number): LoadResult
}

export function loadTally(): LoadTally {
  const latencies: number[] = []
  const outcomes = new Map<string, number>()
  const seconds = new Map<number, { latencies: number[]; dueCount: number; failedCount: number }>()
  let dueCount = 0
  let failedCount = 0
  return {
    add({ dueMs, latencyMs, outcome, ok }) {
      const second = Math.floor(dueMs / 1000)
      const one = seconds.get(second) ?? { latencies: [], dueCount: 0, failedCount: 0 }
      seconds.set(second, one)
      outcomes.set(outcome, (outcomes.get(outcome) ?? 0) + 1)
      dueCount += 1
      one.dueCount += 1
      if (ok) {
        latencies.push(latencyMs)
        one.latencies.push(latencyMs)
      } else {
        failedCount += 1
        one.failedCount += 1
      }
    },

    finish: (tookMs) => ({
      tookMs,
      dueCount,
      answeredCount: latencies.length,
      failedCount,
      errorShare: dueCount === 0 ? 0 : failedCount / dueCount,
      answeredPerSecond: tookMs === 0 ? 0 : (1000 * latencies.length) / tookMs,
      latency: latencyOf(latencies),
      outcomes: Object.fromEntries([...outcomes].toSorted(([, a], [, b]) => b - a)),
      seconds: [...seconds]
        .toSorted(([a], [b]) => a - b)
        .map(([second, { latencies: own, ...counts }]) => {
          const { p50, p99 } = latencyOf(own)
          return { second, ...counts, p50, p99 }
        }),
    }),
  }
}

function latencyOf(latencies: readonly number[]): Latency {
  const sorted = Float64Array.from(latencies).toSorted()
  const at = (share: number) => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN
  const sum = sorted.reduce((total, value) => total + value, 0)
  return {
    mean: sum / sorted.length,
    p50: at(0.5),
    p90: at(0.9),
    p95: at(0.95),
    p99: at(0.99),
    p999: at(0.999),
    max: at(1),
  }
}
