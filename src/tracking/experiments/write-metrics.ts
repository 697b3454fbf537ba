import { sql, type RawBuilder } from 'kysely'
import type { LatestMetricsTable, Queries } from '../../storage/index.ts'
import { chunksOf } from '../chunks-of.ts'
import { writeModelMetrics } from '../logged-models/write-model-metrics.ts'
import {
  isLater,
  originText,
  toMetricChunks,
  type IsLast,
  type LoggedPoint,
} from './metric-chunk.ts'

/** Adds points to the histories of their metrics, and lets the last of each be found at once. */
export async function writeMetrics(
  queries: Queries,
  runId: string,
  points: readonly LoggedPoint[],
): Promise<void> {
  if (points.length === 0) return
  await writeChunks(queries, runId, points)
  await writeLatest(queries, latestOf(runId, points, isLater))
  await writeModelMetrics(queries, runId, points)
}

async function writeChunks(
  queries: Queries,
  runId: string,
  points: readonly LoggedPoint[],
): Promise<void> {
  for (const chunk of toMetricChunks(points)) {
    const { key, digest, origin = null, pointCount, points: packed } = chunk
    await sql`
      insert into metric_chunks (run_id, key, chunk_no, digest, about, point_count, points)
      values (${runId}, ${key},
        (select coalesce(max(chunk_no), 0) + 1 from metric_chunks where run_id = ${runId} and key = ${key}),
        ${digest}, ${origin}, ${pointCount}, ${packed})
      on conflict (run_id, key, digest) do nothing`.execute(queries)
  }
}

/** Of points of one step, the one that is told last counts. */
export async function replaceMetrics(
  queries: Queries,
  runId: string,
  points: readonly LoggedPoint[],
): Promise<void> {
  if (points.length === 0) return
  await writeChunks(queries, runId, points)
  const rows = latestOf(runId, points, (point, before) => point.step >= before.step)
  for (const some of chunksOf(rows)) {
    await insertLatest(queries, some, sql<boolean>`excluded.step >= latest_metrics.step`)
  }
}

function latestOf(
  runId: string,
  points: readonly LoggedPoint[],
  isLast: IsLast,
): readonly LatestMetricsTable[] {
  const latest = new Map<string, LoggedPoint>()
  for (const point of points) {
    const before = latest.get(point.key)
    if (before === undefined || isLast(point, before)) latest.set(point.key, point)
  }
  return [...latest.values()].map(({ key, step, atMs, value, origin }) => ({
    run_id: runId,
    key,
    step,
    at_ms: atMs,
    value: Number.isNaN(value) ? 0 : value,
    is_nan: Number.isNaN(value) ? 1 : 0,
    about: origin === undefined ? null : originText(origin),
  }))
}

function writeLatest(queries: Queries, rows: readonly LatestMetricsTable[]): Promise<void> {
  return insertLatest(
    queries,
    rows,
    sql<boolean>`(excluded.step, excluded.at_ms, excluded.value) >=
      (latest_metrics.step, latest_metrics.at_ms, latest_metrics.value)`,
  )
}

async function insertLatest(
  queries: Queries,
  rows: readonly LatestMetricsTable[],
  takesPlace: RawBuilder<boolean>,
): Promise<void> {
  await queries
    .insertInto('latest_metrics')
    .values(rows)
    .onConflict((conflict) =>
      conflict
        .columns(['run_id', 'key'])
        .doUpdateSet((row) => ({
          step: row.ref('excluded.step'),
          at_ms: row.ref('excluded.at_ms'),
          value: row.ref('excluded.value'),
          is_nan: row.ref('excluded.is_nan'),
          about: row.ref('excluded.about'),
        }))
        .where(takesPlace),
    )
    .execute()
}
