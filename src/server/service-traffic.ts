import type { ServiceTrafficReply } from '../api/index.ts'

/** What services were asked in the last minutes, kept in memory of each process: for eyes, not for records. */
export interface ServiceTraffic {
  answered(service: string, asked: AnsweredAsk): void
  failed(service: string, version: string): void
  /** By service, oldest first. */
  spans(): ReadonlyMap<string, readonly TrafficSpan[]>
}

export interface AnsweredAsk {
  readonly version: string
  readonly rowCount: number
  readonly seconds: number
}

const spanMs = 5_000
const spanCount = 120

/** Bounds of latencies: each a tenth above the one before, from 0.05 ms to beyond a minute. */
const firstMs = 0.05
const growth = 1.1
const boundCount = 150

/** What was asked in some seconds. */
export interface TrafficSpan {
  readonly at: number
  rowCount: number
  readonly latencies: Uint32Array
  readonly answered: Map<string, number>
  readonly failed: Map<string, number>
}

export function serviceTraffic(nowMs: () => number): ServiceTraffic {
  const byService = new Map<string, TrafficSpan[]>()

  function current(service: string): TrafficSpan {
    const at = Math.floor(nowMs() / spanMs) * spanMs
    const spans = byService.get(service) ?? []
    const last = spans.at(-1)
    if (last?.at === at) return last
    const span = emptySpan(at)
    spans.push(span)
    while ((spans[0]?.at ?? at) <= at - spanCount * spanMs) spans.shift()
    byService.set(service, spans)
    return span
  }

  return {
    answered(service, { version, rowCount, seconds }) {
      const span = current(service)
      span.rowCount += rowCount
      const bin = latencyBin(seconds * 1000)
      span.latencies[bin] = (span.latencies[bin] ?? 0) + 1
      add(span.answered, version, 1)
    },

    failed(service, version) {
      add(current(service).failed, version, 1)
    },

    spans() {
      const oldest = nowMs() - spanCount * spanMs
      const young = (spans: readonly TrafficSpan[]) => spans.filter(({ at }) => at > oldest)
      return new Map([...byService].map(([service, spans]) => [service, young(spans)]))
    },
  }
}

/** What a service was asked, of all processes together. */
export function toTrafficReply(
  all: readonly ReturnType<ServiceTraffic['spans']>[],
  service: string,
): ServiceTrafficReply {
  const spans = all.flatMap((spansOf) => spansOf.get(service) ?? [])
  const together = [...Map.groupBy(spans, ({ at }) => at)].toSorted(([one], [other]) => one - other)
  return { spanMs, spanCount, points: together.map(([at, same]) => toPoint(joinSpans(at, same))) }
}

function joinSpans(at: number, spans: readonly TrafficSpan[]): TrafficSpan {
  const joined = emptySpan(at)
  for (const { rowCount, latencies, answered, failed } of spans) {
    joined.rowCount += rowCount
    for (const [bin, count] of latencies.entries()) {
      joined.latencies[bin] = (joined.latencies[bin] ?? 0) + count
    }
    for (const [version, count] of answered) add(joined.answered, version, count)
    for (const [version, count] of failed) add(joined.failed, version, count)
  }
  return joined
}

function emptySpan(at: number): TrafficSpan {
  const latencies = new Uint32Array(boundCount)
  return { at, rowCount: 0, latencies, answered: new Map(), failed: new Map() }
}

function add(counts: Map<string, number>, version: string, count: number): void {
  counts.set(version, (counts.get(version) ?? 0) + count)
}

function latencyBin(ms: number): number {
  const bin = Math.ceil(Math.log(ms / firstMs) / Math.log(growth))
  return Math.min(boundCount - 1, Math.max(0, bin))
}

function toPoint({ at, rowCount, latencies, answered, failed }: TrafficSpan) {
  return {
    at: new Date(at).toISOString(),
    requestCount: sum(answered.values()),
    failureCount: sum(failed.values()),
    rowCount,
    medianMs: quantileOf(latencies, 0.5),
    p95Ms: quantileOf(latencies, 0.95),
    p99Ms: quantileOf(latencies, 0.99),
    versions: [...answered].map(([version, requestCount]) => ({ version, requestCount })),
  }
}

function sum(counts: Iterable<number>): number {
  return [...counts].reduce((one, other) => one + other, 0)
}

/** The upper bound of the bin that so many are within; null where there are none. */
function quantileOf(latencies: Uint32Array, share: number): number | null {
  const wanted = sum(latencies) * share
  if (wanted === 0) return null
  let seen = 0
  for (const [bin, count] of latencies.entries()) {
    seen += count
    if (seen >= wanted) return firstMs * growth ** bin
  }
  return null
}
