import { sql, type Sql, type TableEngine } from '../../../table/index.ts'
import { timeUnits, type TimeSlices, type TimeUnit } from '../profile.ts'
import type { ProfiledColumn } from './profiled-column.ts'
import { sliceTable } from './slice-table.ts'

const mostSlices = 60

const secondsOf: Readonly<Record<TimeUnit, number>> = {
  second: 1,
  minute: 60,
  hour: 3600,
  day: 86_400,
  week: 604_800,
  month: 2_629_800,
  quarter: 7_889_400,
  year: 31_557_600,
  decade: 315_576_000,
  century: 3_155_760_000,
  millennium: 31_557_600_000,
}

/**
 * A table by its event time, in the finest calendar unit that makes at most some 60 slices (of days, where
 * there are only days). Rows without a moment are in none. Undefined where no row has one.
 */
export async function sliceByTime(
  engine: TableEngine,
  relation: Sql,
  columns: readonly ProfiledColumn[],
  { time, isExact }: { readonly time: ProfiledColumn; readonly isExact: boolean },
): Promise<TimeSlices | undefined> {
  const moment = sql`case when isfinite(${time.value}) then ${time.value}::timestamp end`
  const [ends = {}] = await engine.rows(
    sql`select epoch_ms(min(${moment})) as first, epoch_ms(max(${moment})) as last,
      bool_and(${moment} is null or ${moment} = date_trunc('day', ${moment})) as is_daily
      from ${relation}`,
  )
  const { first, last } = ends
  if (typeof first !== 'number' || typeof last !== 'number') return undefined
  const finest = ends['is_daily'] === true ? timeUnits.indexOf('day') : 0
  const unit = unitOf((last - first) / 1000, timeUnits.slice(finest))
  const keys = await startsOf(engine, unit, { first, last })
  const slices = await sliceTable(
    engine,
    relation,
    columns.filter(({ name }) => name !== time.name),
    { key: sql`epoch_ms(date_trunc(${unit}, ${moment}))`, keys, isExact },
  )
  const starts = keys.map((start) => new Date(start).toISOString())
  return { column: time.name, unit, starts, ...slices }
}

function unitOf(seconds: number, units: readonly TimeUnit[]): TimeUnit {
  return units.find((unit) => seconds / secondsOf[unit] <= mostSlices) ?? 'millennium'
}

/** Of every slice from the first to the last, the empty ones too. */
async function startsOf(
  engine: TableEngine,
  unit: TimeUnit,
  { first, last }: { readonly first: number; readonly last: number },
): Promise<number[]> {
  const at = (ms: number): Sql => sql`date_trunc(${unit}, epoch_ms(${ms}::bigint))::timestamp`
  const step = sql`to_seconds(0) + ${stepOf(unit)}`
  const rows = await engine.rows(
    sql`select epoch_ms(start) as start
      from generate_series(${at(first)}, ${at(last)}, ${step}) as r(start)`,
  )
  return rows.map(({ start }) => Number(start))
}

function stepOf(unit: TimeUnit): Sql {
  return { strings: [`interval 1 ${unit}`], values: [] }
}
