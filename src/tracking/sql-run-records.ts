import type { Digest, LogLevel, LogLine } from '../base/index.ts'
import type { ArtifactsTable, DatabaseSession, MetricsTable, Queries } from '../storage/index.ts'
import { chunksOf } from './chunks-of.ts'
import { unpackChunk, type LoggedPoint } from './experiments/metric-chunk.ts'
import { writeDatasets } from './experiments/write-datasets.ts'
import { replaceMetrics } from './experiments/write-metrics.ts'
import type { RunId } from './run.ts'
import type { Artifact, MetricPoint, MetricValues, RunRecords } from './run-records.ts'

const defaultLineLimit = 1000

/** Keeps what runs write down in the metadata database. */
export function sqlRunRecords(session: DatabaseSession): RunRecords {
  const { queries } = session
  return {
    putMetrics: (runId, points) => putMetrics(session, runId, points),

    listMetrics: (runId) => listMetrics(queries, runId),

    async listLatestMetrics(runIds) {
      const found = new Map<RunId, Record<string, number>>()
      const set = (run: string, name: string, value: number) => {
        const values = found.get(run as RunId) ?? {}
        values[name] = value
        found.set(run as RunId, values)
      }
      for (const ids of chunksOf(runIds)) {
        const query = queries.selectFrom('metrics').selectAll().where('run_id', 'in', ids)
        for (const { run_id, name, value } of await query.orderBy('step').execute()) {
          set(run_id, name, value ?? Number.NaN)
        }
        const latest = queries.selectFrom('latest_metrics').selectAll().where('run_id', 'in', ids)
        for (const { run_id, key, value, is_nan } of await latest.execute()) {
          set(run_id, key, is_nan === 1 ? Number.NaN : value)
        }
      }
      return found satisfies ReadonlyMap<RunId, MetricValues>
    },

    appendLines: (runId, lines) => appendLines(session, runId, lines),

    async listLines(runId, { after = 0, limit = defaultLineLimit } = {}) {
      const query = queries.selectFrom('run_logs').selectAll().where('run_id', '=', runId)
      const rows = await query
        .where('line_no', '>', after)
        .orderBy('line_no')
        .limit(limit)
        .execute()
      return rows.map(({ line_no, at, level, text }) => ({
        lineNumber: line_no,
        at: new Date(at),
        level: level as LogLevel,
        text,
      }))
    },

    async putArtifact(artifact) {
      const { run_id, name, ...content } = toArtifactRow(artifact)
      await queries
        .insertInto('artifacts')
        .values({ run_id, name, ...content })
        .onConflict((conflict) => conflict.columns(['run_id', 'name']).doUpdateSet(content))
        .execute()
    },

    async removeArtifact(runId, name) {
      const query = queries.deleteFrom('artifacts').where('run_id', '=', runId)
      await query.where('name', '=', name).execute()
    },

    async putDataset(runId, dataset) {
      const query = queries.selectFrom('logged_runs').select('run_id').where('run_id', '=', runId)
      if ((await query.executeTakeFirst()) !== undefined) {
        await writeDatasets(queries, runId, [dataset])
      }
    },

    async listArtifacts(runId) {
      const query = queries.selectFrom('artifacts').selectAll().where('run_id', '=', runId)
      return (await query.orderBy('name').execute()).map(toArtifact)
    },
  }
}

async function putMetrics(
  session: DatabaseSession,
  runId: RunId,
  points: readonly MetricPoint[],
): Promise<void> {
  // One of a step stands for all of them.
  const lasting = new Map(points.map((each) => [`${each.step}/${each.name}`, each])).values()
  const logged = [...lasting].map(({ name, step, value, at }) => ({
    key: name,
    step,
    value,
    atMs: at.getTime(),
  }))
  await session.transaction(({ queries }) => replaceMetrics(queries, runId, logged))
}

/** Rows of `metrics` are of runs of earlier releases. */
async function listMetrics(queries: Queries, runId: RunId): Promise<readonly MetricPoint[]> {
  const rows = await queries.selectFrom('metrics').selectAll().where('run_id', '=', runId).execute()
  const chunks = await queries
    .selectFrom('metric_chunks')
    .select(['key', 'about', 'point_count', 'points'])
    .where('run_id', '=', runId)
    .orderBy('chunk_no')
    .execute()
  const logged = chunks.flatMap(({ key, about, point_count: pointCount, points }) =>
    unpackChunk({ key, origin: about ?? undefined, pointCount, points }),
  )
  const points = [...rows.map(toPoint), ...logged.map(fromLogged)]
  const lasting = new Map(points.map((point) => [`${point.step}/${point.name}`, point]))
  return [...lasting.values()].toSorted((a, b) =>
    a.name === b.name ? a.step - b.step : a.name < b.name ? -1 : 1,
  )
}

function fromLogged({ key, step, value, atMs }: LoggedPoint): MetricPoint {
  return { name: key, step, value, at: new Date(atMs) }
}

async function appendLines(
  session: DatabaseSession,
  runId: RunId,
  lines: readonly LogLine[],
): Promise<void> {
  if (lines.length === 0) return
  await session.transaction(async ({ queries }) => {
    const last = await queries
      .selectFrom('run_logs')
      .select((select) => select.fn.max('line_no').as('line_no'))
      .where('run_id', '=', runId)
      .executeTakeFirst()
    const first = (last?.line_no ?? 0) + 1
    const rows = lines.map(({ at, level, text }, index) => ({
      run_id: runId,
      line_no: first + index,
      at: at.toISOString(),
      level,
      text,
    }))
    for (const chunk of chunksOf(rows)) await queries.insertInto('run_logs').values(chunk).execute()
  })
}

function toPoint({ name, step, value, at }: MetricsTable): MetricPoint {
  return { name, step, value: value ?? Number.NaN, at: new Date(at) }
}

function toArtifactRow({ runId, name, digest, sizeBytes, mediaType }: Artifact): ArtifactsTable {
  return { run_id: runId, name, digest, size_bytes: sizeBytes, media_type: mediaType }
}

function toArtifact(row: ArtifactsTable): Artifact {
  return {
    runId: row.run_id as RunId,
    name: row.name,
    digest: row.digest as Digest,
    sizeBytes: row.size_bytes,
    mediaType: row.media_type,
  }
}
