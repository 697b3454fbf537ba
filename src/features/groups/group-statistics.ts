import { describeColumns, ident, sql, type TableEngine } from '../../table/index.ts'
import type { Clock } from '../../base/index.ts'
import type { Database } from '../../storage/index.ts'
import { alignedWindows } from './aligned-windows.ts'
import { keepWindows } from './keep-windows.ts'
import { measureWindows } from './measure-windows.ts'
import type { Group } from './group.ts'
import type { GroupDeps } from './group-relation.ts'
import type { TimeRange } from './plan-ranges.ts'
import { trueRows } from './true-rows.ts'
import type { WindowStatistics } from './window-store.ts'

export interface StatisticsOptions {
  /** How long a stretch is; all that there is where it is not told. */
  readonly windowMs?: number
  /** How many stretches, the newest holding the newest event. */
  readonly count?: number
  /** How long before the oldest of them a reference is taken. */
  readonly referenceMs?: number
  readonly asOf?: Date
}

export interface GroupStatistics {
  /** Newest first. */
  readonly windows: readonly WindowStatistics[]
  readonly reference: WindowStatistics | undefined
}

export interface StatisticsDeps extends GroupDeps {
  readonly engine: TableEngine
  readonly database: Database
  readonly now: Clock
}

/**
 * Numbers of what is true of a group's rows, by stretches of event time, and of a reference before them.
 * What was measured is kept and measured anew only where a commit has changed it since; as of a moment
 * nothing is kept.
 */
export async function groupStatistics(
  deps: StatisticsDeps,
  group: Group,
  options: StatisticsOptions = {},
): Promise<GroupStatistics> {
  const { windowMs, count = 1, referenceMs, asOf } = options
  const then = asOf === undefined ? {} : { until: asOf }
  const newest = windowMs === undefined ? undefined : await newestEvent(deps, group, then)
  if (windowMs === undefined || newest === undefined) {
    return { windows: [await describeAll(deps, group, then)], reference: undefined }
  }
  const measure = (ranges: readonly TimeRange[]) =>
    asOf === undefined
      ? keepWindows(deps, group, ranges)
      : measureWindows(deps, group, ranges, then)
  const ranges = alignedWindows(newest, windowMs, count)
  const windows = await measure(ranges)
  const until = ranges.at(-1)?.since
  if (referenceMs === undefined || until === undefined) return { windows, reference: undefined }
  const since = new Date(until.getTime() - referenceMs)
  const [reference] = await measure([{ since, until }])
  return { windows, reference }
}

async function newestEvent(
  deps: StatisticsDeps,
  group: Group,
  then: { readonly until?: Date },
): Promise<Date | undefined> {
  const commits = await deps.commits.list(group.name, then)
  // Rows that are no more may have been the newest.
  if (!commits.some(({ kind }) => kind === 'delete')) {
    const times = commits.map(({ newestEventAt }) => newestEventAt.getTime())
    return times.length === 0 ? undefined : new Date(Math.max(...times))
  }
  const { relation } = await trueRows(deps, group, then)
  const [found] = await deps.engine.rows(
    sql`select max(${ident(group.time)}) as newest from ${relation}`,
  )
  return found?.['newest'] instanceof Date ? found['newest'] : undefined
}

async function describeAll(
  deps: StatisticsDeps,
  group: Group,
  then: { readonly until?: Date },
): Promise<WindowStatistics> {
  const { relation } = await trueRows(deps, group, then)
  const [found] = await deps.engine.rows(sql`select count(*) as row_count from ${relation}`)
  const columns = await describeColumns(deps.engine, relation, group.columns)
  return { since: undefined, until: undefined, rowCount: Number(found?.['row_count']), columns }
}
