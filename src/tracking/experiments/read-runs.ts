import { sql } from 'kysely'
import type {
  LatestMetricsTable,
  LoggedDatasetsTable,
  Queries,
  Schema,
} from '../../storage/index.ts'
import { chunksOf } from '../chunks-of.ts'
import type { ExperimentId, KeyValue } from './experiment.ts'
import type { LoggedDataset, LoggedRun, LoggedRunId, LoggedRunStatus } from './logged-run.ts'
import type { LoggedPoint, PointOrigin } from './metric-chunk.ts'

/** Whole runs in the order of their ids; what is not there is left out. */
export async function readRuns(
  queries: Queries,
  ids: readonly string[],
): Promise<readonly LoggedRun[]> {
  const found: LoggedRun[] = []
  for (const chunk of chunksOf(ids)) found.push(...(await readChunk(queries, chunk)))
  return found
}

async function readChunk(queries: Queries, ids: readonly string[]): Promise<readonly LoggedRun[]> {
  const rows = await queries
    .selectFrom('logged_runs as r')
    .innerJoin('experiments as e', 'e.experiment_id', 'r.experiment_id')
    .selectAll('r')
    .select('e.artifact_location')
    .where('r.run_id', 'in', oneOf(ids))
    .execute()
  const metrics = await readOf(queries, 'latest_metrics', ids)
  const params = await readOf(queries, 'logged_params', ids)
  const tags = await readOf(queries, 'logged_tags', ids)
  const datasets = await readOf(queries, 'logged_datasets', ids)
  const models = await readOf(queries, 'logged_run_models', ids)
  const byId = new Map(rows.map((row) => [row.run_id, row]))
  return ids.flatMap((id): readonly LoggedRun[] => {
    const row = byId.get(id)
    if (row === undefined) return []
    const modelsOf = (direction: 'input' | 'output') =>
      (models.get(id) ?? []).flatMap((one) =>
        one.direction === direction ? [{ modelId: one.model_id, step: one.step }] : [],
      )
    return [
      {
        id: row.run_id as LoggedRunId,
        experimentId: String(row.experiment_id) as ExperimentId,
        name: row.name,
        userName: row.user_name,
        status: row.status as LoggedRunStatus,
        startMs: row.start_ms ?? undefined,
        endMs: row.end_ms ?? undefined,
        artifactUri: `${row.artifact_location}/${row.run_id}/artifacts`,
        lifecycle: row.lifecycle,
        metrics: (metrics.get(id) ?? []).map(toPoint),
        params: (params.get(id) ?? []).map(toKeyValue),
        tags: (tags.get(id) ?? []).map(toKeyValue),
        datasets: (datasets.get(id) ?? []).map(toDataset),
        inputModels: modelsOf('input'),
        outputModels: modelsOf('output'),
      },
    ]
  })
}

type RunTable =
  'latest_metrics' | 'logged_params' | 'logged_tags' | 'logged_datasets' | 'logged_run_models'

async function readOf<Table extends RunTable>(
  queries: Queries,
  table: Table,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Schema[Table][]>> {
  const some: RunTable = table
  const query = queries.selectFrom(some).selectAll()
  const rows = await query.where('run_id', 'in', oneOf(ids)).execute()
  // Of several tables the compiler knows only what they have in common.
  return Map.groupBy(rows as unknown as readonly Schema[Table][], (row) => row.run_id)
}

/** One parameter instead of hundreds, which take longer to write down than to look up. (PostgreSQL will need its own.) */
function oneOf(ids: readonly string[]) {
  return sql<string>`(select value from json_each(${JSON.stringify(ids)}))`
}

function toKeyValue({ key, value }: KeyValue): KeyValue {
  return { key, value }
}

function toPoint({
  key,
  step,
  at_ms: atMs,
  value,
  is_nan: isNan,
  about,
}: LatestMetricsTable): LoggedPoint {
  const origin = about === null ? {} : { origin: JSON.parse(about) as PointOrigin }
  return { key, step, atMs, value: isNan === 1 ? Number.NaN : value, ...origin }
}

function toDataset({ content }: LoggedDatasetsTable): LoggedDataset {
  return JSON.parse(content) as LoggedDataset
}
