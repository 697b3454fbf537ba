import { cliErrors } from '../errors.ts'
import type { LoadResult } from './load-result.ts'

/** What must hold of a load test: `p99<20ms`, `errors<1%`, `rate>1000`. */
export interface LoadThreshold {
  readonly text: string
  readonly measure: keyof typeof measures
  readonly relation: '<' | '>'
  /** In milliseconds, in parts of one, or in requests a second. */
  readonly limit: number
}

export interface JudgedThreshold {
  readonly text: string
  readonly found: number
  readonly holds: boolean
}

const measures = {
  p50: ({ latency }: LoadResult) => latency.p50,
  p90: ({ latency }: LoadResult) => latency.p90,
  p95: ({ latency }: LoadResult) => latency.p95,
  p99: ({ latency }: LoadResult) => latency.p99,
  p999: ({ latency }: LoadResult) => latency.p999,
  max: ({ latency }: LoadResult) => latency.max,
  mean: ({ latency }: LoadResult) => latency.mean,
  errors: ({ errorShare }: LoadResult) => errorShare,
  rate: ({ answeredPerSecond }: LoadResult) => answeredPerSecond,
} as const

const form = /^(\w+)\s*([<>])\s*([\d.]+)\s*(ms|s|%|)$/

/** Throws `loadThresholdWrong`. */
export function parseThreshold(text: string): LoadThreshold {
  const [, name = '', relation, number = '', unit = ''] = form.exec(text.trim()) ?? []
  const limit = Number(number) * (scales[unit] ?? 1)
  if (!isMeasure(name) || relation === undefined || number === '' || !Number.isFinite(limit)) {
    throw cliErrors.loadThresholdWrong({ found: text, names: Object.keys(measures).join(', ') })
  }
  return { text: text.trim(), measure: name, relation: relation === '<' ? '<' : '>', limit }
}

const scales: Readonly<Record<string, number>> = { ms: 1, s: 1000, '%': 0.01 }

function isMeasure(name: string): name is keyof typeof measures {
  return Object.hasOwn(measures, name)
}

/** A measure that there is none of, since nothing was answered, holds nothing. */
export function judgeThreshold(threshold: LoadThreshold, result: LoadResult): JudgedThreshold {
  const { text, measure, relation, limit } = threshold
  const found = measures[measure](result)
  return { text, found, holds: relation === '<' ? found < limit : found > limit }
}
