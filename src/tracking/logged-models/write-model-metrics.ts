import { sql } from 'kysely'
import type { Queries } from '../../storage/index.ts'
import { isLater, type LoggedPoint } from '../experiments/metric-chunk.ts'

/** Of points that tell of a model, lets the newest be found with the model. */
export async function writeModelMetrics(
  queries: Queries,
  runId: string,
  points: readonly LoggedPoint[],
): Promise<void> {
  const latest = new Map<string, LoggedPoint>()
  for (const point of points) {
    const { modelId = '', datasetName = '', datasetDigest = '' } = point.origin ?? {}
    if (modelId === '') continue
    const place = JSON.stringify([modelId, point.key, datasetName, datasetDigest])
    const before = latest.get(place)
    if (before === undefined || isLater(point, before)) latest.set(place, point)
  }
  for (const point of latest.values()) await writePoint(queries, runId, point)
}

async function writePoint(
  queries: Queries,
  runId: string,
  { key, step, atMs, value, origin }: LoggedPoint,
): Promise<void> {
  const { modelId = '', datasetName = '', datasetDigest = '' } = origin ?? {}
  const isNan = Number.isNaN(value)
  await sql`
    insert into logged_model_metrics
      (model_id, key, dataset_name, dataset_digest, run_id, step, at_ms, value, is_nan)
    values (${modelId}, ${key}, ${datasetName}, ${datasetDigest}, ${runId}, ${step}, ${atMs},
      ${isNan ? 0 : value}, ${isNan ? 1 : 0})
    on conflict (model_id, key, dataset_name, dataset_digest, run_id) do update set
      step = excluded.step, at_ms = excluded.at_ms, value = excluded.value, is_nan = excluded.is_nan
    where (excluded.step, excluded.at_ms) >= (logged_model_metrics.step, logged_model_metrics.at_ms)
  `.execute(queries)
}
