import { parseDuration, type Duration } from '../../base/index.ts'

/** A stretch of time, `until` left out. */
export interface TimeRange {
  readonly since: Date
  readonly until: Date
}

/** How time is cut into parts, in UTC: every so long since 1970, or by calendar month. */
export type Partition = Duration | 'month'

/** Throws `base.notADuration`. */
export function assertPartition(partition: Partition): void {
  if (partition !== 'month') parseDuration(partition)
}

/** What is to be loaded: the wanted time without what is covered, cut at the parts' ends, oldest first. */
export function planRanges(
  wanted: TimeRange,
  partition: Partition | undefined,
  covered: readonly TimeRange[],
): TimeRange[] {
  return without(wanted, covered).flatMap((range) => [...cut(range, partition)])
}

function without(wanted: TimeRange, covered: readonly TimeRange[]): TimeRange[] {
  const left: TimeRange[] = []
  let { since } = wanted
  for (const range of covered.toSorted((a, b) => a.since.getTime() - b.since.getTime())) {
    if (range.until <= since) continue
    if (range.since >= wanted.until) break
    if (range.since > since) left.push({ since, until: range.since })
    since = range.until
  }
  return since < wanted.until ? [...left, { since, until: wanted.until }] : left
}

function* cut({ since, until }: TimeRange, partition: Partition | undefined): Iterable<TimeRange> {
  let from = since
  while (from < until) {
    const end = partition === undefined ? until : endOfPart(from, partition)
    const to = end < until ? end : until
    yield { since: from, until: to }
    from = to
  }
}

function endOfPart(moment: Date, partition: Partition): Date {
  if (partition === 'month') {
    return new Date(Date.UTC(moment.getUTCFullYear(), moment.getUTCMonth() + 1))
  }
  const length = parseDuration(partition)
  return new Date((Math.floor(moment.getTime() / length) + 1) * length)
}
