import { parseDuration } from '../../base/index.ts'
import { sqlCheckReportStore, type RecordedReport } from '../../data/index.ts'
import {
  keepWindows,
  trueRows,
  type Commit,
  type Group,
  type WindowColumn,
} from '../../features/index.ts'
import type { InputColumn } from '../../learn/index.ts'
import { describeColumns, ident, joinSql, sql, type Columns, type Sql } from '../../table/index.ts'
import { lookBackMs } from './find-reference.ts'
import { measureColumns } from './measure-columns.ts'
import type { MeasureDeps } from './measure-deps.ts'
import type { MeasuredWindow, Measurement } from './measurement.ts'
import type { MonitorValue } from './monitor-run.ts'
import type { Monitor } from './monitor.ts'
import { pickColumn, sliceName, sliceRows } from './slice-rows.ts'
import type { WindowRange } from './window.ts'

/** Rows that are compared at most; of more, so many are drawn. */
const mostCompared = 100_000

/** What happened to a group, to be counted by window. */
interface GroupHistory {
  readonly commits: readonly Commit[]
  readonly reports: readonly RecordedReport[]
  readonly deliveries: readonly {
    readonly readAt: Date
    readonly status: string
    readonly reason: { readonly lines?: readonly unknown[] } | undefined
  }[]
}

/**
 * Measures the rows of a group, window by window of their event time, by the statistics that are kept of those, and
 * what came in meanwhile by its commits. Only drift reads rows.
 */
export async function* measureGroup(
  deps: MeasureDeps,
  monitor: Monitor,
  group: Group,
  windows: readonly WindowRange[],
): AsyncGenerator<MeasuredWindow> {
  const history: GroupHistory = {
    commits: await deps.commits.list(group.name),
    deliveries: await deps.deliveries.list({ group: group.name, limit: 100_000 }),
    reports: await sqlCheckReportStore(deps.database).list({
      kind: 'group',
      name: group.name,
      limit: 10_000,
    }),
  }
  const ranges = windows.flatMap(({ since, until }) =>
    since === undefined ? [] : [{ since, until }],
  )
  const kept = ranges.length === 0 ? [] : await keepWindows(deps, group, ranges)
  for (const window of windows) {
    const found = kept.find(
      ({ since, until }) =>
        since.getTime() === window.since?.getTime() && until.getTime() === window.until.getTime(),
    )
    const rows = await rowsOf(deps, group, window)
    const columns =
      found?.columns ?? (await describeColumns(deps.engine, rows.current, group.columns))
    const rowCount = found?.rowCount ?? window.rows ?? 0
    const drift = await measureRows(deps, monitor, group, rows)
    const measurement: Measurement = {
      rowCount,
      values: [
        { series: 'rowCount', slice: '', value: rowCount, rowCount },
        ...(rowCount === 0 ? [] : columns.flatMap((column) => columnValues(column, rowCount))),
        ...drift.values,
        ...arrivals(history, window),
      ],
      drift: drift.drift,
      confusion: undefined,
      notes: drift.notes,
    }
    yield { window, measurement }
  }
}

/** The rows of a window, and those before it that it is compared with. */
async function rowsOf(
  deps: MeasureDeps,
  group: Group,
  window: WindowRange,
): Promise<{ readonly current: Sql; readonly between: (from: Date, to: Date) => Promise<Sql> }> {
  const time = sql`epoch_ms(${ident(group.time)})`
  const between = async (from: Date, to: Date) => {
    const { relation } = await trueRows(deps, group, { eventsFrom: from, eventsTo: to })
    return sql`(select * from ${relation} where ${time} >= ${from.getTime()} and ${time} < ${to.getTime()})`
  }
  if (window.since !== undefined)
    return { current: await between(window.since, window.until), between }
  const { relation } = await trueRows(deps, group, { eventsTo: window.until })
  const newest = sql`(select * from ${relation} where ${time} < ${window.until.getTime()}
    order by ${ident(group.time)} desc limit ${window.rows})`
  return { current: newest, between }
}

async function measureRows(
  deps: MeasureDeps,
  monitor: Monitor,
  group: Group,
  { current, between }: Awaited<ReturnType<typeof rowsOf>>,
): Promise<Pick<Measurement, 'values' | 'drift' | 'notes'>> {
  const compared = comparedColumns(group.columns, [...group.key, group.time])
  const [found] = await deps.engine.rows(
    sql`select min(${ident(group.time)}) as since from ${current}`,
  )
  const since = found?.['since']
  const backMs = lookBackMs(monitor)
  if (!(since instanceof Date)) return { values: [], drift: [], notes: ['there are no rows'] }
  const earlier = await between(new Date(since.getTime() - backMs), since)
  const past = await readColumns(deps, earlier, compared, monitor.slices)
  const reference = past.filter(({ name }) => compared[name] !== undefined)
  const rows = await readColumns(deps, current, compared, monitor.slices)
  const own = rows.filter(({ name }) => compared[name] !== undefined)
  const isEmpty = reference.every(({ values }) => values.length === 0)
  const against = isEmpty ? 'there are no rows before' : 'the rows before'
  const measure = (
    columns: readonly InputColumn[],
    before: readonly InputColumn[],
    slice: string,
  ) => {
    const side = isEmpty ? undefined : { columns: before }
    return measureColumns(
      monitor,
      { of: 'rows', columns, reference: side, against, rows: side?.columns },
      slice,
    )
  }
  const { slices, notes } = sliceRows(
    monitor.slices.flatMap((name) => {
      const column = rows.find((one) => one.name === name)
      return column === undefined ? [] : [{ name, values: column.values }]
    }),
  )
  const all = await measure(own, reference, '')
  const apart = slices.map(async ({ name, places }) => {
    const [column = ''] = name.split('=', 1)
    const kinds = past.find((one) => one.name === column)?.values ?? []
    const earlierPlaces = [...kinds.keys()].filter((row) => sliceName(column, kinds[row]) === name)
    const pick = (columns: readonly InputColumn[], chosen: readonly number[]) =>
      columns.map((one) => pickColumn(one, chosen))
    return [
      { series: 'rowCount', slice: name, value: places.length, rowCount: places.length },
      ...(await measure(pick(own, places), pick(reference, earlierPlaces), name)).values,
    ]
  })
  // Missing values and means of the whole are known from what is kept.
  const values = all.values.filter(({ series }) => !/^(?:missing|mean) of /.test(series))
  const apartValues = (await Promise.all(apart)).flat()
  return { values: [...values, ...apartValues], drift: all.drift, notes: [...all.notes, ...notes] }
}

/** Numbers and texts of few kinds; what tells one row from another is different every time. */
export function comparedColumns(columns: Columns, leaveOut: readonly string[]): Columns {
  return Object.fromEntries(
    Object.entries(columns).filter(
      ([name, { type }]) => type !== 'timestamp' && !leaveOut.includes(name),
    ),
  )
}

/** Some columns of a relation, as they are compared. */
export async function readColumns(
  { engine }: Pick<MeasureDeps, 'engine'>,
  relation: Sql,
  compared: Columns,
  others: readonly string[],
): Promise<InputColumn[]> {
  const isNumber = (name: string) => /^(?:float|integer)$/.test(compared[name]?.type ?? 'text')
  const names = [...new Set([...Object.keys(compared), ...others])]
  if (names.length === 0) return []
  const wanted = names.map((name) =>
    isNumber(name)
      ? sql`${ident(name)}::double as ${ident(name)}`
      : sql`${ident(name)}::varchar as ${ident(name)}`,
  )
  const found = await engine.typedColumns(sql`
    select ${joinSql(wanted, ', ')} from ${relation}
    using sample reservoir(${{ strings: [String(mostCompared)], values: [] }} rows) repeatable (1)`)
  return names.map((name): InputColumn => {
    const values = found.get(name) ?? []
    return values instanceof Float64Array || isNumber(name)
      ? { name, kind: 'number', values: Float64Array.from(values as ArrayLike<number>) }
      : { name, kind: 'category', values: values as readonly (string | undefined)[] }
  })
}

export function columnValues(
  { name, missingCount, mean, min, max, distinctCount }: WindowColumn,
  rowCount: number,
): MonitorValue[] {
  const value = (what: string, found: number | undefined): MonitorValue[] =>
    found === undefined ? [] : [{ series: `${what} of ${name}`, slice: '', value: found, rowCount }]
  return [
    ...value('missing', missingCount / rowCount),
    ...value('mean', mean),
    ...value('least', min),
    ...value('largest', max),
    ...value('kinds', distinctCount),
  ]
}

function arrivals(history: GroupHistory, { since, until }: WindowRange): MonitorValue[] {
  const isIn = (at: Date) => at < until && (since === undefined || at >= since)
  const commits = history.commits.filter(({ committedAt }) => isIn(committedAt))
  const deliveries = history.deliveries.filter(({ readAt }) => isIn(readAt))
  const results = history.reports
    .filter(({ judgedAt }) => isIn(judgedAt))
    .flatMap((one) => one.results)
  const broken = results.filter(({ holds }) => !holds)
  const sum = (counts: readonly number[]) => counts.reduce((total, count) => total + count, 0)
  const newest = history.commits.findLast(({ committedAt }) => committedAt < until)
  const value = (series: string, found: number): MonitorValue => ({
    series,
    slice: '',
    value: found,
  })
  return [
    ...(newest === undefined
      ? []
      : [value('age', (until.getTime() - newest.committedAt.getTime()) / parseDuration('1h'))]),
    value('duplicates', sum(commits.map(({ tellings }) => tellings?.repeatedCount ?? 0))),
    value('late rows', sum(commits.map(({ arrival }) => arrival.lateCount))),
    value('corrected rows', sum(commits.map(({ arrival }) => arrival.correctionCount))),
    value(
      'quarantined rows',
      sum(broken.map(({ severity, failedCount }) => (severity === 'quarantine' ? failedCount : 0))),
    ),
    value('refused deliveries', deliveries.filter(({ status }) => status === 'refused').length),
    value('type surprises', sum(deliveries.map(({ reason }) => reason?.lines?.length ?? 0))),
    value('broken checks', broken.length),
    value('schema changes', schemaChanges(history.commits, isIn)),
  ]
}

function schemaChanges(commits: readonly Commit[], isIn: (at: Date) => boolean): number {
  const written = commits.map(({ columns, committedAt }) => ({
    committedAt,
    columns: JSON.stringify(Object.entries(columns).map(([name, { type }]) => [name, type])),
  }))
  return written.filter(
    ({ committedAt, columns }, at) =>
      isIn(committedAt) && at > 0 && written[at - 1]?.columns !== columns,
  ).length
}
