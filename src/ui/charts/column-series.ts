import type { ColumnStatisticsReply, CommitReply, WindowStatisticsReply } from '../../api/index.ts'
import { formatDay } from '../format.ts'

/** What one column held in one commit, or of one stretch of time. */
export interface ColumnPoint {
  /** The middle of a stretch, the moment of a commit. */
  readonly at: Date
  /** Which commit or stretch. */
  readonly of: string
  readonly rowCount: number
  readonly missingShare: number
  readonly distinct: number | null
  readonly mean: number | null
  readonly median: number | null
  readonly deviation: number | null
  readonly min: number | null
  readonly max: number | null
}

export interface ColumnSeries {
  readonly column: string
  /** Whether it has numbers; of other columns only counts are known. */
  readonly isNumber: boolean
  /** Oldest first. */
  readonly points: readonly ColumnPoint[]
  /** Of the time before. */
  readonly reference: ColumnPoint | undefined
}

type Snapshot = Pick<ColumnPoint, 'at' | 'of'> & {
  readonly columns: readonly ColumnStatisticsReply[]
}

/** A series for each column, of commits in which there are rows. */
export function seriesOfCommits(commits: readonly CommitReply[]): ColumnSeries[] {
  const snapshots = commits
    .filter(({ kind }) => kind !== 'delete')
    .map(({ committedAt, sequence, statistics }) => ({
      at: new Date(committedAt),
      of: `commit #${sequence}`,
      columns: statistics,
    }))
  return seriesOf(snapshots, undefined)
}

/** A series for each column, of stretches of event time; one without rows is a gap. */
export function seriesOfWindows(
  windows: readonly WindowStatisticsReply[],
  reference: WindowStatisticsReply | null,
): ColumnSeries[] {
  return seriesOf(
    windows.map(toSnapshot),
    reference === null || reference.rowCount === 0 ? undefined : toSnapshot(reference),
  )
}

function toSnapshot({ since, until, columns }: WindowStatisticsReply): Snapshot {
  const [from, to] = [Date.parse(since ?? until ?? ''), Date.parse(until ?? since ?? '')]
  return {
    at: new Date((from + to) / 2),
    of: since === null || until === null ? 'all' : `${formatDay(since)} – ${formatDay(until)}`,
    columns,
  }
}

function seriesOf(
  newestFirst: readonly Snapshot[],
  reference: Snapshot | undefined,
): ColumnSeries[] {
  const snapshots = newestFirst.toReversed()
  const names = new Set(newestFirst.flatMap(({ columns }) => columns.map(({ column }) => column)))
  return [...names].map((column) => {
    const points = snapshots.flatMap((snapshot) => toPoint(snapshot, column) ?? [])
    return {
      column,
      isNumber: points.some(({ mean }) => mean !== null),
      points,
      reference: reference === undefined ? undefined : toPoint(reference, column),
    }
  })
}

function toPoint({ at, of, columns }: Snapshot, name: string): ColumnPoint | undefined {
  const found = columns.find(({ column }) => column === name)
  if (found === undefined) return undefined
  const { count, missing, distinct, mean, median, deviation, min, max } = found
  return {
    at,
    of,
    rowCount: count,
    missingShare: count === 0 ? 0 : missing / count,
    distinct: count === 0 ? null : distinct,
    mean,
    median,
    deviation,
    min: typeof min === 'number' ? min : null,
    max: typeof max === 'number' ? max : null,
  }
}

/** Whether a column without numbers was the same throughout: as many different values, and as few missing. */
export function isSteady({ isNumber, points }: ColumnSeries): boolean {
  const told = points.filter(({ rowCount }) => rowCount > 0)
  const [first] = told
  return (
    !isNumber &&
    told.every(
      ({ distinct, missingShare }) =>
        distinct === first?.distinct && missingShare === first.missingShare,
    )
  )
}

/** How far the newest mean lies from the reference's, in deviations of that; undefined where unknown. */
export function shiftOf({ points, reference }: ColumnSeries): number | undefined {
  const mean = points.findLast((point) => point.mean !== null)?.mean ?? undefined
  const { mean: before = null, deviation = null } = reference ?? {}
  if (mean === undefined || before === null || deviation === null || deviation === 0) {
    return undefined
  }
  return (mean - before) / deviation
}
