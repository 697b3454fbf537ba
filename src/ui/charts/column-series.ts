import type {
  ColumnStatisticsReply,
  CommitReply,
  WindowColumnReply,
  WindowStatisticsReply,
} from '../../api/index.ts'
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
  /** What a tenth and nine tenths of the values don't exceed; of stretches of time only. */
  readonly low: number | null
  readonly high: number | null
  /** Population stability index against the reference. */
  readonly stability: number | null
  /** By value, its share of all that are known; of columns with few different values. */
  readonly shares: ReadonlyMap<string, number> | null
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
  readonly columns: readonly (ColumnStatisticsReply & Partial<WindowColumnReply>)[]
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
  const { deciles, commonest, stability } = found
  const knownCount = count - missing
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
    low: deciles?.[0] ?? null,
    high: deciles?.at(-1) ?? null,
    stability: stability ?? null,
    shares: commonest ? new Map(commonest.map((one) => [one.value, one.count / knownCount])) : null,
  }
}

/** More lines than these can't be told apart by their names beside them. */
const mostValues = 4

/** The commonest values of a column through time, or none where they aren't known. */
export function commonValues({ isNumber, points }: ColumnSeries): string[] {
  if (isNumber) return []
  const totals = new Map<string, number>()
  for (const { shares } of points) {
    for (const [value, share] of shares ?? []) totals.set(value, (totals.get(value) ?? 0) + share)
  }
  const sorted = [...totals].toSorted(([, a], [, b]) => b - a)
  return sorted.slice(0, mostValues).map(([value]) => value)
}

/** How the newest stretch lies to the reference, by its stability; undefined where that is unknown. */
export function stabilityOf({ points }: ColumnSeries): number | undefined {
  return points.findLast(({ rowCount }) => rowCount > 0)?.stability ?? undefined
}

/** A share that moved by less is as good as the same. */
const steadyWithin = 0.1

/**
 * Whether a column without numbers was the same throughout: as many different values in about the same
 * shares, and as few missing.
 */
export function isSteady({ isNumber, points }: ColumnSeries): boolean {
  const told = points.filter(({ rowCount }) => rowCount > 0)
  const [first] = told
  return (
    !isNumber &&
    told.every(
      ({ distinct, missingShare, shares }) =>
        distinct === first?.distinct &&
        missingShare === first.missingShare &&
        areAlike(first.shares, shares),
    )
  )
}

function areAlike(first: ColumnPoint['shares'], other: ColumnPoint['shares']): boolean {
  if (first === null || other === null) return true
  const values = [...first.keys(), ...other.keys()]
  return values.every(
    (value) => Math.abs((first.get(value) ?? 0) - (other.get(value) ?? 0)) < steadyWithin,
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
