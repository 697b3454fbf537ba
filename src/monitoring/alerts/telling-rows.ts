import { formatDuration } from '../../base/index.ts'
import { trueRows } from '../../features/index.ts'
import { ident, joinSql, sql, type EngineRow, type Sql } from '../../table/index.ts'
import type { MeasureDeps } from '../monitors/measure-deps.ts'
import { weightColumn } from '../monitors/journaled-table.ts'
import type { MonitorRun } from '../monitors/monitor-run.ts'
import type { Monitor } from '../monitors/monitor.ts'
import { outcomeQuery } from '../monitors/outcome-rows.ts'
import {
  inputName,
  predictionQuery,
  withPredictions,
  type WatchedModel,
} from '../monitors/prediction-rows.ts'
import { readyToMeasure } from '../monitors/watched-forecast.ts'
import type { Alert } from './alert.ts'

/** Nobody reads more. */
const rowsShown = 10

/** What only the measuring wants. */
const untold = new Set([weightColumn, 'leadMs', 'valueCount'])

/**
 * Some rows of the window in which a rule was not kept, those that tell most first: the largest errors, missing
 * values, the values farthest from the middle. None of a dataset or of the load of a service.
 */
export async function tellingRows(
  deps: MeasureDeps,
  monitor: Monitor,
  run: Pick<MonitorRun, 'since' | 'until' | 'rowCount'>,
  { series }: Pick<Alert, 'series'>,
): Promise<EngineRow[]> {
  const { watch } = monitor
  const column = / of (.+)$/.exec(series)?.[1]
  if (watch.kind === 'model') {
    return modelRows(deps, monitor, watch, run, { series, column })
  }
  if (watch.kind !== 'group' || run.since === undefined) return []
  const { group } = watch
  const { relation } = await trueRows(deps, group, { eventsFrom: run.since, eventsTo: run.until })
  const time = ident(group.time)
  const order =
    column !== undefined && Object.hasOwn(group.columns, column)
      ? [farthest(series, ident(column), group.columns[column]?.type ?? 'text')]
      : []
  const [first = sql`${time} desc`] = order
  return deps.engine.rows(sql`
    select ${joinSql(Object.keys(group.columns).map(ident), ', ')} from ${relation}
    where ${time} >= ${run.since} and ${time} < ${run.until}
    order by ${first} limit ${rowsShown}`)
}

async function modelRows(
  deps: MeasureDeps,
  monitor: Monitor,
  watch: WatchedModel,
  { since, until, rowCount }: Pick<MonitorRun, 'since' | 'until' | 'rowCount'>,
  { series, column }: { readonly series: string; readonly column: string | undefined },
): Promise<EngineRow[]> {
  const range = {
    sinceMs: since?.getTime(),
    untilMs: until.getTime(),
    ...(since === undefined ? { rows: Math.max(1, rowCount) } : {}),
  }
  const ready = await readyToMeasure(deps, monitor, watch)
  const feature = column === undefined ? undefined : ready.model.view.features[column]
  return withPredictions(deps, ready, async (relation) => {
    const isMetric = watch.model.measure.some(({ name }) => name === series)
    if (isMetric) {
      const query = await outcomeQuery(deps, ready, relation, range)
      return tidy(
        await deps.engine.rows(sql`
          select * from (${query}) where truth is not null
          order by abs(predicted - truth) desc limit ${rowsShown}`),
      )
    }
    const query = predictionQuery(monitor, ready, relation, range)
    const place = column === undefined ? undefined : ident(inputName(column))
    const order =
      place === undefined || feature === undefined
        ? sql`_t desc`
        : farthest(series, place, feature.type)
    return tidy(
      await deps.engine.rows(sql`select * from (${query}) order by ${order} limit ${rowsShown}`),
    )
  })
}

function farthest(series: string, column: Sql, type: string): Sql {
  if (series.startsWith('missing of ')) return sql`(${column} is null) desc`
  if (type !== 'float' && type !== 'integer') return sql`count(*) over (partition by ${column})`
  return sql`abs(${column} - median(${column}) over ()) desc nulls last`
}

/** Names as people know them, without what was never there. */
function tidy(rows: readonly EngineRow[]): EngineRow[] {
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([name, value]) => {
        if (value === undefined || untold.has(name)) return []
        if (name === '_t') return [['at', new Date(Number(value))]]
        if (name === 'delayMs') return [['known after', formatDuration(Number(value))]]
        return [[name.replace(/^f:/, ''), value]]
      }),
    ),
  )
}
