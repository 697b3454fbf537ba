import {
  describeColumnsBy,
  ident,
  joinSql,
  sql,
  type DescribedRows,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import type { GroupDeps } from './group-relation.ts'
import type { Group } from './group.ts'
import type { TimeRange } from './plan-ranges.ts'
import { trueRows } from './true-rows.ts'
import type { ValueShare, WindowColumn, WindowStatistics } from './window-store.ts'

type MeasureDeps = GroupDeps & { readonly engine: TableEngine }

/** A window, and the number of the last commit that it was measured through. */
export type MeasuredWindow = WindowStatistics & TimeRange & { readonly throughSequence: number }

/**
 * Measures stretches of event time that don't overlap, in as many passes over their rows whatever their
 * number. One without rows has none.
 */
export async function measureWindows(
  deps: MeasureDeps,
  group: Group,
  windows: readonly TimeRange[],
  options: { readonly until?: Date } = {},
): Promise<MeasuredWindow[]> {
  if (windows.length === 0) return []
  const eventsFrom = new Date(Math.min(...windows.map(({ since }) => since.getTime())))
  const eventsTo = new Date(Math.max(...windows.map(({ until }) => until.getTime())))
  const { relation, commits } = await trueRows(deps, group, { ...options, eventsFrom, eventsTo })
  const time = sql`epoch_ms(${ident(group.time)})`
  const cases = windows.map(
    ({ since, until }, at) =>
      sql`when ${time} >= ${since.getTime()} and ${time} < ${until.getTime()} then ${at}`,
  )
  const rows = sql`(select *, case ${joinSql(cases, ' ')} end as _window from ${relation}
    where ${time} >= ${eventsFrom.getTime()} and ${time} < ${eventsTo.getTime()})`
  const told = sql`(select * from ${rows} where _window is not null)`
  const described = await describeColumnsBy(deps.engine, told, group.columns, sql`_window`)
  const spread = await measureSpread(deps.engine, group, told, described)
  const throughSequence = commits.at(-1)?.sequence ?? 0
  return windows.map(({ since, until }, at) => {
    const { rowCount, columns } = described.get(at) ?? empty(group)
    const own = columns.map((column) => ({ ...column, ...spread.get(`${at} ${column.name}`) }))
    return { since, until, throughSequence, rowCount, columns: own }
  })
}

function empty({ columns }: Group): DescribedRows {
  const names = Object.keys(columns)
  return {
    rowCount: 0,
    columns: names.map((name) => ({ name, missingCount: 0, distinctCount: 0 })),
  }
}

type Spread = Pick<WindowColumn, 'deciles' | 'commonest'>

/** Columns of more different values than this have no commonest ones that would tell anything. */
const mostDistinct = 100
const commonestKept = 20

/** How the values lie, by window and column. */
async function measureSpread(
  engine: TableEngine,
  { columns, time }: Group,
  rows: Sql,
  described: ReadonlyMap<number, DescribedRows>,
): Promise<ReadonlyMap<string, Spread>> {
  const summaries = [...described.values()].flatMap((window) => window.columns)
  const parts = Object.entries(columns).flatMap(([name, { type }]) => {
    const distinct = summaries.filter((one) => one.name === name).map((one) => one.distinctCount)
    const isNumber = type === 'float' || type === 'integer'
    if (name === time) return []
    const isFew = Math.max(0, ...distinct) <= mostDistinct
    return [
      ...(isNumber ? [decilesOf(name, rows)] : []),
      ...(isFew ? [commonestOf(name, rows)] : []),
    ]
  })
  if (parts.length === 0) return new Map()
  const found = new Map<string, Spread>()
  for (const row of await engine.rows(joinSql(parts, ' union all '))) {
    const key = `${String(row['_window'])} ${String(row['_column'])}`
    const value = JSON.parse(String(row['_found'])) as number[] & ValueShare[]
    found.set(key, { ...found.get(key), [String(row['_kind'])]: value })
  }
  return found
}

function decilesOf(name: string, rows: Sql): Sql {
  const column = ident(name)
  return sql`select _window, ${name} as _column, 'deciles' as _kind,
    to_json(quantile_cont(${column}::double, [0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9]))::varchar as _found
    from ${rows} where ${column} is not null group by _window`
}

function commonestOf(name: string, rows: Sql): Sql {
  const column = ident(name)
  return sql`select _window, ${name} as _column, 'commonest' as _kind,
    to_json(list({ value: _value, count: _count } order by _count desc, _value)[1:${commonestKept}])::varchar as _found
    from (select _window, ${column}::varchar as _value, count(*) as _count
      from ${rows} where ${column} is not null group by all) group by _window`
}
