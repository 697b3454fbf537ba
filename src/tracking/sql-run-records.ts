import type { Digest, LogLevel, LogLine } from '../base/index.ts'
import type { ArtifactsTable, DatabaseSession, MetricsTable } from '../storage/index.ts'
import { chunksOf } from './chunks-of.ts'
import type { RunId } from './run.ts'
import type { Artifact, MetricPoint, MetricValues, RunRecords } from './run-records.ts'

const defaultLineLimit = 1000

/** Keeps what runs write down in the metadata database. */
export function sqlRunRecords(session: DatabaseSession): RunRecords {
  const { queries } = session
  return {
    putMetrics: (runId, points) => putMetrics(session, runId, points),

    async listMetrics(runId) {
      const query = queries.selectFrom('metrics').selectAll().where('run_id', '=', runId)
      return (await query.orderBy('name').orderBy('step').execute()).map(toPoint)
    },

    async listLatestMetrics(runIds) {
      const found = new Map<RunId, Record<string, number>>()
      for (const ids of chunksOf(runIds)) {
        const query = queries.selectFrom('metrics').selectAll().where('run_id', 'in', ids)
        for (const row of await query.orderBy('step').execute()) {
          const values = found.get(row.run_id as RunId) ?? {}
          values[row.name] = row.value ?? Number.NaN
          found.set(row.run_id as RunId, values)
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
  // One statement may not meet the same row twice: the last value of a step stands for all.
  const lasting = [...new Map(points.map((each) => [`${each.step}/${each.name}`, each])).values()]
  if (lasting.length === 0) return
  await session.transaction(async ({ queries }) => {
    for (const chunk of chunksOf(lasting)) {
      await queries
        .insertInto('metrics')
        .values(chunk.map((point) => toPointRow(runId, point)))
        .onConflict((conflict) =>
          conflict.columns(['run_id', 'name', 'step']).doUpdateSet((row) => ({
            value: row.ref('excluded.value'),
            at: row.ref('excluded.at'),
          })),
        )
        .execute()
    }
  })
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

function toPointRow(runId: RunId, { name, step, value, at }: MetricPoint): MetricsTable {
  const stored = Number.isNaN(value) ? null : value
  return { run_id: runId, name, step, value: stored, at: at.toISOString() }
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
