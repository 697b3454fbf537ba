import { describeColumns, ident, sql, type ColumnSummary } from '../../table/index.ts'
import type { TableEngine } from '../../table/index.ts'
import type { Group } from './group.ts'
import { groupRelation, type GroupDeps } from './group-relation.ts'
import { newestTellings } from './newest-tellings.ts'

/** What a group holds of a stretch of event time. */
export interface WindowStatistics {
  readonly since: Date | undefined
  readonly until: Date | undefined
  readonly rowCount: number
  readonly columns: readonly ColumnSummary[]
}

export interface StatisticsOptions {
  /** How long a stretch is; all that there is where it is not told. */
  readonly windowMs?: number
  /** How many stretches, the newest ending with the newest event. */
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

/** Numbers of what is true of a group's rows, by stretches of event time, and of a reference before them. */
export async function groupStatistics(
  deps: GroupDeps & { readonly engine: TableEngine },
  group: Group,
  options: StatisticsOptions = {},
): Promise<GroupStatistics> {
  const { windowMs, count = 1, referenceMs, asOf } = options
  const { relation } = await groupRelation(deps, group, asOf === undefined ? {} : { until: asOf })
  const told = newestTellings(relation, group)
  const time = ident(group.time)
  const describe = async (since?: Date, until?: Date): Promise<WindowStatistics> => {
    const after = since === undefined ? sql`true` : sql`${time} > ${since}`
    const before = until === undefined ? sql`true` : sql`${time} <= ${until}`
    const rows = sql`(select * from ${told} where ${after} and ${before})`
    const [found] = await deps.engine.rows(sql`select count(*) as row_count from ${rows}`)
    const columns = await describeColumns(deps.engine, rows, group.columns)
    return { since, until, rowCount: Number(found?.['row_count']), columns }
  }
  if (windowMs === undefined) return { windows: [await describe()], reference: undefined }
  const [newest] = await deps.engine.rows(sql`select max(${time}) as newest from ${told}`)
  const end = newest?.['newest']
  if (!(end instanceof Date)) return { windows: [await describe()], reference: undefined }
  const back = (ms: number) => new Date(end.getTime() - ms)
  const windows: WindowStatistics[] = []
  for (let at = 0; at < count; at += 1) {
    windows.push(await describe(back((at + 1) * windowMs), back(at * windowMs)))
  }
  if (referenceMs === undefined) return { windows, reference: undefined }
  const from = count * windowMs
  return { windows, reference: await describe(back(from + referenceMs), back(from)) }
}
