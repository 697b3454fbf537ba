import type { DatabaseSession, MonitorRunsTable, MonitorValuesTable } from '../../storage/index.ts'
import type {
  FullMonitorRun,
  MonitorRun,
  MonitorRunId,
  MonitorState,
  MonitorValue,
} from './monitor-run.ts'
import type { MonitorStore, SeriesPoint } from './monitor-store.ts'

/** How many rows one statement may insert: databases bound the number of parameters. */
const rowsAtOnce = 100

const summaryColumns = [
  'run_id',
  'monitor',
  'due_at',
  'since',
  'until',
  'measured_at',
  'reason',
  'state',
  'row_count',
  'bad_count',
  'position',
  'problem',
] as const

export function sqlMonitorStore(database: DatabaseSession): MonitorStore {
  const { queries } = database
  return {
    put: (runs) => database.transaction((session) => putRuns(session, runs)),

    async list(monitor, { from, to, limit }) {
      let query = queries
        .selectFrom('monitor_runs')
        .select(summaryColumns)
        .where('monitor', '=', monitor)
      if (from !== undefined) query = query.where('until', '>=', from.toISOString())
      if (to !== undefined) query = query.where('until', '<=', to.toISOString())
      const rows = await query
        .orderBy('until', 'desc')
        .orderBy('due_at', 'desc')
        .limit(limit)
        .execute()
      return rows.map(toRun)
    },

    async find(monitor, id) {
      const row = await queries
        .selectFrom('monitor_runs')
        .selectAll()
        .where('monitor', '=', monitor)
        .where('run_id', '=', id)
        .executeTakeFirst()
      if (row === undefined) return undefined
      const values = await queries
        .selectFrom('monitor_values')
        .selectAll()
        .where('run_id', '=', id)
        .execute()
      const details = JSON.parse(row.details) as Details
      return {
        ...toRun(row),
        ...details,
        confusion: details.confusion,
        values: inOrder(details.order, values).map(toValue),
      }
    },

    async findNewest(monitor) {
      const row = await queries
        .selectFrom('monitor_runs')
        .select(summaryColumns)
        .where('monitor', '=', monitor)
        .orderBy('until', 'desc')
        .orderBy('due_at', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? undefined : toRun(row)
    },

    async listSeries(monitor, { series, slice, from, to, limit }) {
      let query = queries.selectFrom('monitor_values').selectAll().where('monitor', '=', monitor)
      if (series !== undefined) query = query.where('series', '=', series)
      if (slice !== undefined) query = query.where('slice', '=', slice)
      if (from !== undefined) query = query.where('until', '>=', from.toISOString())
      if (to !== undefined) query = query.where('until', '<=', to.toISOString())
      const rows = await query.orderBy('series').orderBy('slice').orderBy('until').execute()
      const byName = Map.groupBy(rows, (row) => `${row.series}\n${row.slice}`)
      return [...byName.values()].flatMap((own) => {
        const [first] = own
        if (first === undefined) return []
        const points = own.slice(-limit).map(toPoint)
        return [{ series: first.series, slice: first.slice, points }]
      })
    },

    listNames: (monitor) =>
      queries
        .selectFrom('monitor_values')
        .select(['series', 'slice'])
        .distinct()
        .where('monitor', '=', monitor)
        .orderBy('series')
        .orderBy('slice')
        .execute(),

    forgetAfter: (monitor, moment) =>
      database.transaction(async (session) => {
        const ahead = await session.queries
          .selectFrom('monitor_runs')
          .select('run_id')
          .where('monitor', '=', monitor)
          .where('due_at', '>', moment.toISOString())
          .execute()
        for (const { run_id } of ahead) await deleteRun(session, run_id)
        return ahead.length
      }),
  }
}

type Details = Pick<FullMonitorRun, 'verdicts' | 'drift' | 'notes'> & {
  readonly confusion?: FullMonitorRun['confusion']
  /** The order in which the values were measured. */
  readonly order: readonly string[]
}

async function putRuns(session: DatabaseSession, runs: readonly FullMonitorRun[]): Promise<void> {
  for (const run of runs) {
    const earlier = await session.queries
      .selectFrom('monitor_runs')
      .select('run_id')
      .where('monitor', '=', run.monitor)
      .where('due_at', '=', run.dueAt.toISOString())
      .executeTakeFirst()
    if (earlier !== undefined) await deleteRun(session, earlier.run_id)
    await session.queries.insertInto('monitor_runs').values(toRow(run)).execute()
    const values = run.values.map((value) => toValueRow(run, value))
    for (let place = 0; place < values.length; place += rowsAtOnce) {
      const some = values.slice(place, place + rowsAtOnce)
      await session.queries.insertInto('monitor_values').values(some).execute()
    }
  }
}

async function deleteRun({ queries }: DatabaseSession, id: string): Promise<void> {
  await queries.deleteFrom('monitor_values').where('run_id', '=', id).execute()
  await queries.deleteFrom('monitor_runs').where('run_id', '=', id).execute()
}

function toRow(run: FullMonitorRun): MonitorRunsTable {
  const { values, verdicts, drift, confusion, notes } = run
  const details: Details = {
    verdicts,
    drift,
    notes,
    ...(confusion === undefined ? {} : { confusion }),
    order: values.map(nameOf),
  }
  return {
    run_id: run.id,
    monitor: run.monitor,
    due_at: run.dueAt.toISOString(),
    since: run.since?.toISOString() ?? null,
    until: run.until.toISOString(),
    measured_at: run.measuredAt.toISOString(),
    reason: run.reason,
    state: run.state,
    row_count: run.rowCount,
    bad_count: run.badCount,
    position: run.position ?? null,
    problem: run.problem ?? null,
    details: JSON.stringify(details),
  }
}

function toRun(row: Omit<MonitorRunsTable, 'details'>): MonitorRun {
  return {
    id: row.run_id as MonitorRunId,
    monitor: row.monitor,
    dueAt: new Date(row.due_at),
    since: row.since === null ? undefined : new Date(row.since),
    until: new Date(row.until),
    measuredAt: new Date(row.measured_at),
    reason: row.reason,
    state: row.state as MonitorState,
    rowCount: row.row_count,
    badCount: row.bad_count,
    position: row.position ?? undefined,
    problem: row.problem ?? undefined,
  }
}

/** Not every engine can hold what is no number. */
function toValueRow(run: FullMonitorRun, value: MonitorValue): MonitorValuesTable {
  return {
    run_id: run.id,
    monitor: run.monitor,
    series: value.series,
    slice: value.slice,
    until: run.until.toISOString(),
    value: finite(value.value),
    lower: finite(value.lower),
    upper: finite(value.upper),
    row_count: value.rowCount ?? null,
  }
}

function finite(value: number | undefined): number | null {
  return value === undefined || !Number.isFinite(value) ? null : value
}

function toValue(row: MonitorValuesTable): MonitorValue {
  return {
    series: row.series,
    slice: row.slice,
    value: row.value ?? Number.NaN,
    ...(row.lower === null ? {} : { lower: row.lower }),
    ...(row.upper === null ? {} : { upper: row.upper }),
    ...(row.row_count === null ? {} : { rowCount: row.row_count }),
  }
}

function toPoint(row: MonitorValuesTable): SeriesPoint {
  return {
    runId: row.run_id,
    until: new Date(row.until),
    value: row.value ?? Number.NaN,
    lower: row.lower ?? undefined,
    upper: row.upper ?? undefined,
    rowCount: row.row_count ?? undefined,
  }
}

function nameOf({ series, slice }: { readonly series: string; readonly slice: string }): string {
  return `${series}\n${slice}`
}

function inOrder(
  order: readonly string[],
  rows: readonly MonitorValuesTable[],
): MonitorValuesTable[] {
  const byName = new Map(rows.map((row) => [nameOf(row), row]))
  return order.flatMap((name) => byName.get(name) ?? [])
}
