import { trackingErrors } from '../errors.ts'
import type { KeyValue } from './experiment.ts'
import { longestParam, longestTag, parseLoggedKey } from './logged-key.ts'
import type { LoggedBatch, LoggedPoint } from './logged-run.ts'

const limits = { metrics: 1000, params: 100, tags: 100, all: 1000 } as const

/** Throws `batchTooLarge` where more is told at once than MLflow's clients would. */
export function assertBatchSize({ metrics = [], params = [], tags = [] }: LoggedBatch): void {
  const counts = [
    ['metrics', metrics.length, limits.metrics],
    ['params', params.length, limits.params],
    ['tags', tags.length, limits.tags],
    ['metrics, params, and tags', metrics.length + params.length + tags.length, limits.all],
  ] as const
  for (const [what, count, limit] of counts) {
    if (count > limit) throw trackingErrors.batchTooLarge({ what, limit, count })
  }
}

/** Throws `loggedValueMissing` or `loggedValueWrong`. Infinite values become the largest numbers. */
export function parsePoint(point: LoggedPoint, place: string): LoggedPoint {
  parseLoggedKey(point.key, `${place}name`)
  if (point.atMs < 0 || !Number.isSafeInteger(point.atMs)) {
    throw trackingErrors.loggedValueWrong({
      parameter: `${place}timestamp`,
      value: String(point.atMs),
      problem: `metric '${point.key}' (value=${point.value}). Timestamp must be a nonnegative long (64-bit integer)`,
    })
  }
  const value = Math.max(-Number.MAX_VALUE, Math.min(Number.MAX_VALUE, point.value))
  return Object.is(value, point.value) ? point : { ...point, value }
}

/** Cuts off what is too long. Throws `loggedValueMissing`, `loggedValueWrong` or `paramSaidTwice`. */
export function parseParams(params: readonly KeyValue[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const [at, { key, value }] of params.entries()) {
    parseLoggedKey(key, `params[${at}].key`)
    const kept = value.slice(0, longestParam)
    const before = found.get(key)
    if (before !== undefined && before !== kept) {
      throw trackingErrors.paramSaidTwice({ key, before, after: kept })
    }
    found.set(key, kept)
  }
  return found
}

/** Of a key that is told twice the last counts. Cuts off what is too long. */
export function parseTags(tags: readonly KeyValue[]): ReadonlyMap<string, string> {
  return new Map(
    tags.map(({ key, value }, at) => [
      parseLoggedKey(key, `tags[${at}].key`),
      value.slice(0, longestTag),
    ]),
  )
}
