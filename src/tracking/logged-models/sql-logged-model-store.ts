import { randomUUID } from 'node:crypto'
import type { Clock } from '../../base/index.ts'
import type { DatabaseSession, LoggedModelsTable, Queries } from '../../storage/index.ts'
import { chunksOf } from '../chunks-of.ts'
import { trackingErrors } from '../errors.ts'
import {
  defaultExperiment,
  toExperimentNumber,
  type ExperimentId,
  type KeyValue,
} from '../experiments/experiment.ts'
import { insertDefaultExperiment } from '../experiments/insert-default-experiment.ts'
import { makeRunName } from '../experiments/make-run-name.ts'
import { toPage } from '../experiments/page.ts'
import {
  parseLoggedModelName,
  type LoggedModel,
  type LoggedModelId,
  type LoggedModelStatus,
  type ModelPoint,
} from './logged-model.ts'
import type { LoggedModelStart, LoggedModelStore } from './logged-model-store.ts'
import { searchLoggedModelsSql } from './search-logged-models-sql.ts'

interface LoggedModelDeps {
  readonly session: DatabaseSession
  readonly now: Clock
}

/** Keeps logged models in the metadata database; each write is one transaction. */
export function sqlLoggedModelStore({ session, now }: LoggedModelDeps): LoggedModelStore {
  const change = (id: string, work: (queries: Queries) => Promise<unknown>) =>
    session.transaction(async ({ queries }) => {
      await getModel(queries, id)
      await update(queries, id, { updated_ms: now().getTime() })
      await work(queries)
      return getModel(queries, id)
    })

  return {
    create: (start) => session.transaction(({ queries }) => insert(queries, start, now)),

    get: (id) => getModel(session.queries, id),

    async search(query) {
      const { rows } = await searchLoggedModelsSql(query).execute(session.queries)
      const { items, ...rest } = toPage(rows, query)
      const ids = items.map((row) => row.model_id)
      return { items: await readModels(session.queries, ids), ...rest }
    },

    setStatus: (id, status) => change(id, (queries) => update(queries, id, { status })),

    setTags: (id, tags) => change(id, (queries) => putTags(queries, id, tags)),

    async deleteTag(id, key) {
      await change(id, async (queries) => {
        const query = queries.deleteFrom('logged_model_tags').where('model_id', '=', id)
        const { numDeletedRows } = await query.where('key', '=', key).executeTakeFirst()
        if (numDeletedRows === 0n) throw trackingErrors.loggedModelTagNotFound({ key, id })
      })
    },

    async addParams(id, params) {
      await change(id, (queries) => putParams(queries, id, params))
    },

    async remove(id) {
      await session.transaction(async ({ queries }) => {
        await getModel(queries, id)
        await update(queries, id, { is_deleted: 1, updated_ms: now().getTime() })
      })
    },
  }
}

async function insert(queries: Queries, start: LoggedModelStart, now: Clock): Promise<LoggedModel> {
  const number = toExperimentNumber(start.experimentId)
  if (number === defaultExperiment.number) await insertDefaultExperiment(queries, now())
  const experiment = await queries
    .selectFrom('experiments')
    .select('lifecycle')
    .where('experiment_id', '=', number)
    .executeTakeFirst()
  if (experiment === undefined) {
    throw trackingErrors.experimentNotFound({ id: start.experimentId })
  }
  if (experiment.lifecycle !== 'active') {
    throw trackingErrors.experimentNotActive({ id: start.experimentId })
  }
  const id = `m-${randomUUID().replaceAll('-', '')}`
  const ms = now().getTime()
  const name = start.name ?? ''
  await queries
    .insertInto('logged_models')
    .values({
      model_id: id,
      experiment_id: number,
      name: parseLoggedModelName(name === '' ? makeRunName(Math.random) : name),
      source_run_id: start.sourceRunId ?? null,
      model_type: start.modelType ?? null,
      status: 'LOGGED_MODEL_PENDING',
      status_message: null,
      created_ms: ms,
      updated_ms: ms,
      is_deleted: 0,
    })
    .execute()
  await putParams(queries, id, start.params)
  await putTags(queries, id, start.tags)
  return getModel(queries, id)
}

async function update(
  queries: Queries,
  id: string,
  changes: Partial<LoggedModelsTable>,
): Promise<void> {
  await queries.updateTable('logged_models').set(changes).where('model_id', '=', id).execute()
}

async function putTags(queries: Queries, id: string, tags: readonly KeyValue[]): Promise<void> {
  for (const { key, value } of tags) {
    await queries
      .insertInto('logged_model_tags')
      .values({ model_id: id, key, value })
      .onConflict((conflict) => conflict.columns(['model_id', 'key']).doUpdateSet({ value }))
      .execute()
  }
}

async function putParams(queries: Queries, id: string, params: readonly KeyValue[]): Promise<void> {
  if (params.length === 0) return
  await queries
    .insertInto('logged_model_params')
    .values(params.map(({ key, value }) => ({ model_id: id, key, value })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

async function getModel(queries: Queries, id: string): Promise<LoggedModel> {
  const [model] = await readModels(queries, [id])
  if (model === undefined) throw trackingErrors.loggedModelNotFound({ id })
  return model
}

/** In the order of their ids; what is not there is left out. */
async function readModels(queries: Queries, ids: readonly string[]): Promise<LoggedModel[]> {
  const found: LoggedModel[] = []
  for (const chunk of chunksOf(ids)) found.push(...(await readChunk(queries, chunk)))
  return found
}

async function readChunk(queries: Queries, ids: readonly string[]): Promise<LoggedModel[]> {
  const rows = await queries
    .selectFrom('logged_models as m')
    .innerJoin('experiments as e', 'e.experiment_id', 'm.experiment_id')
    .selectAll('m')
    .select('e.artifact_location')
    .where('m.model_id', 'in', ids)
    .where('m.is_deleted', '=', 0)
    .execute()
  const params = await readPairs(queries, 'logged_model_params', ids)
  const tags = await readPairs(queries, 'logged_model_tags', ids)
  const metrics = Map.groupBy(
    await queries
      .selectFrom('logged_model_metrics')
      .selectAll()
      .where('model_id', 'in', ids)
      .orderBy('key')
      .execute(),
    (row) => row.model_id,
  )
  const byId = new Map(rows.map((row) => [row.model_id, row]))
  return ids.flatMap((id): readonly LoggedModel[] => {
    const row = byId.get(id)
    if (row === undefined) return []
    return [
      {
        id: row.model_id as LoggedModelId,
        experimentId: String(row.experiment_id) as ExperimentId,
        name: row.name,
        sourceRunId: row.source_run_id ?? undefined,
        modelType: row.model_type ?? undefined,
        status: row.status as LoggedModelStatus,
        statusMessage: row.status_message ?? undefined,
        artifactUri: `${row.artifact_location}/models/${row.model_id}/artifacts`,
        createdMs: row.created_ms,
        updatedMs: row.updated_ms,
        params: params.get(id) ?? [],
        tags: tags.get(id) ?? [],
        metrics: (metrics.get(id) ?? []).map(toModelPoint),
      },
    ]
  })
}

async function readPairs(
  queries: Queries,
  table: 'logged_model_params' | 'logged_model_tags',
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly KeyValue[]>> {
  const rows = await queries
    .selectFrom(table)
    .selectAll()
    .where('model_id', 'in', ids)
    .orderBy('key')
    .execute()
  const grouped = Map.groupBy(rows, (row) => row.model_id)
  return new Map(
    [...grouped].map(([id, own]) => [id, own.map(({ key, value }) => ({ key, value }))]),
  )
}

function toModelPoint(row: {
  readonly key: string
  readonly model_id: string
  readonly dataset_name: string
  readonly dataset_digest: string
  readonly run_id: string
  readonly step: number
  readonly at_ms: number
  readonly value: number
  readonly is_nan: 0 | 1
}): ModelPoint {
  return {
    key: row.key,
    step: row.step,
    atMs: row.at_ms,
    value: row.is_nan === 1 ? Number.NaN : row.value,
    runId: row.run_id,
    origin: {
      modelId: row.model_id,
      ...(row.dataset_name === '' ? {} : { datasetName: row.dataset_name }),
      ...(row.dataset_digest === '' ? {} : { datasetDigest: row.dataset_digest }),
    },
  }
}
