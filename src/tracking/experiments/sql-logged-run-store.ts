import { randomUUID } from 'node:crypto'
import type { Clock } from '../../base/index.ts'
import type { DatabaseSession, LoggedRunsTable, Queries } from '../../storage/index.ts'
import { trackingErrors } from '../errors.ts'
import { assertBatchSize, parseParams, parsePoint, parseTags } from './check-batch.ts'
import { defaultExperiment, toExperimentNumber } from './experiment.ts'
import { insertDefaultExperiment } from './insert-default-experiment.ts'
import { runNameTag, type LoggedRun, type RunModel } from './logged-run.ts'
import type { LoggedRunStart, LoggedRunStore } from './logged-run-store.ts'
import { makeRunName } from './make-run-name.ts'
import { toPage } from './page.ts'
import { readCurve } from './read-curve.ts'
import { readHistory } from './read-history.ts'
import { readRuns } from './read-runs.ts'
import { countRunsSql, searchRunsSql } from './search-runs-sql.ts'
import { writeDatasets } from './write-datasets.ts'
import { writeMetrics } from './write-metrics.ts'
import { writeParams, writeTags } from './write-params.ts'

export interface SqlLoggedRunStoreDeps {
  readonly session: DatabaseSession
  readonly now: Clock
}

/** Keeps logged runs in the metadata database; each write is one transaction. */
export function sqlLoggedRunStore({ session, now }: SqlLoggedRunStoreDeps): LoggedRunStore {
  const { queries } = session
  const changeActive = (id: string, work: (queries: Queries) => Promise<void>) =>
    session.transaction(async (inner) => {
      await assertActive(inner.queries, id)
      await work(inner.queries)
    })

  return {
    async create(start) {
      const name = nameOf(start)
      const tags = parseTags([...start.tags, { key: runNameTag, value: name }])
      const id = randomUUID().replaceAll('-', '')
      return session.transaction(async (inner) => {
        if (toExperimentNumber(start.experimentId) === defaultExperiment.number) {
          await insertDefaultExperiment(inner.queries, now())
        }
        await insertRun(inner.queries, id, name, start)
        await writeTags(inner.queries, id, tags)
        return getRun(inner.queries, id)
      })
    },

    get: (id) => getRun(queries, id),

    async search(query) {
      const { rows } = await searchRunsSql(query).execute(queries)
      const { items, ...rest } = toPage(rows, query)
      const ids = items.map((row) => row.run_id)
      return { items: await readRuns(queries, ids), ...rest }
    },

    async count(query) {
      const { rows } = await countRunsSql(query).execute(queries)
      return rows[0]?.count ?? 0
    },

    update: (id, { status, endMs, name }) =>
      session.transaction(async (inner) => {
        await assertActive(inner.queries, id)
        const changes = {
          ...(status === undefined ? {} : { status }),
          ...(endMs === undefined ? {} : { end_ms: endMs }),
        }
        if (Object.keys(changes).length > 0) await updateRun(inner.queries, id, changes)
        if (name !== undefined && name !== '') await rename(inner.queries, id, name)
        return getRun(inner.queries, id)
      }),

    setLifecycle: (id, lifecycle) =>
      session.transaction(async (inner) => {
        await getRow(inner.queries, id)
        const deletedMs = lifecycle === 'deleted' ? now().getTime() : null
        await updateRun(inner.queries, id, { lifecycle, deleted_ms: deletedMs })
      }),

    async logBatch(id, batch) {
      assertBatchSize(batch)
      const points = (batch.metrics ?? []).map((one, at) => parsePoint(one, `metrics[${at}].`))
      const params = parseParams(batch.params ?? [])
      const tags = parseTags(batch.tags ?? [])
      await changeActive(id, async (inner) => {
        await writeParams(inner, id, params)
        await writeMetrics(inner, id, points)
        await writeTags(inner, id, tags)
        const name = tags.get(runNameTag)
        if (name !== undefined) await updateRun(inner, id, { name })
      })
    },

    deleteTag: (id, key) =>
      changeActive(id, async (inner) => {
        const query = inner.deleteFrom('logged_tags').where('run_id', '=', id)
        const { numDeletedRows } = await query.where('key', '=', key).executeTakeFirst()
        if (numDeletedRows === 0n) throw trackingErrors.runTagNotFound({ key, id })
      }),

    logInputs: (id, { datasets, models }) =>
      changeActive(id, async (inner) => {
        await writeDatasets(inner, id, datasets)
        await writeModels(inner, id, 'input', models)
      }),

    logOutputs: (id, models) =>
      changeActive(id, (inner) => writeModels(inner, id, 'output', models)),

    logModel: (id, model) => changeActive(id, (inner) => appendModel(inner, id, model)),

    async listHistory(id, key, page) {
      await getRow(queries, id)
      return readHistory(queries, id, key, page)
    },

    async readCurve(id, key, stretchCount) {
      await getRow(queries, id)
      return readCurve(queries, { runId: id, key, stretchCount })
    },
  }
}

function nameOf({ name, tags }: LoggedRunStart): string {
  const tag = tags.find(({ key }) => key === runNameTag)?.value
  if (name !== undefined && name !== '' && tag !== undefined && tag !== '' && name !== tag) {
    throw trackingErrors.runNamedTwice({ name, tag })
  }
  return [name, tag].find((one) => one !== undefined && one !== '') ?? makeRunName(Math.random)
}

async function insertRun(
  queries: Queries,
  id: string,
  name: string,
  { experimentId, userName, startMs }: LoggedRunStart,
): Promise<void> {
  const number = toExperimentNumber(experimentId)
  const experiment = await queries
    .selectFrom('experiments')
    .select('lifecycle')
    .where('experiment_id', '=', number)
    .executeTakeFirst()
  if (experiment === undefined) throw trackingErrors.experimentNotFound({ id: experimentId })
  if (experiment.lifecycle !== 'active') {
    throw trackingErrors.experimentNotActive({ id: experimentId })
  }
  const row: LoggedRunsTable = {
    run_id: id,
    experiment_id: number,
    name,
    user_name: userName,
    status: 'RUNNING',
    start_ms: startMs ?? null,
    end_ms: null,
    lifecycle: 'active',
    deleted_ms: null,
  }
  await queries.insertInto('logged_runs').values(row).execute()
}

async function getRun(queries: Queries, id: string): Promise<LoggedRun> {
  const [run] = await readRuns(queries, [id])
  if (run === undefined) throw trackingErrors.loggedRunNotFound({ id })
  return run
}

async function getRow(queries: Queries, id: string): Promise<Pick<LoggedRunsTable, 'lifecycle'>> {
  const query = queries.selectFrom('logged_runs').select('lifecycle').where('run_id', '=', id)
  const row = await query.executeTakeFirst()
  if (row === undefined) throw trackingErrors.loggedRunNotFound({ id })
  return row
}

async function assertActive(queries: Queries, id: string): Promise<void> {
  const { lifecycle } = await getRow(queries, id)
  if (lifecycle !== 'active') throw trackingErrors.loggedRunNotActive({ id })
}

async function updateRun(
  queries: Queries,
  id: string,
  changes: Partial<LoggedRunsTable>,
): Promise<void> {
  await queries.updateTable('logged_runs').set(changes).where('run_id', '=', id).execute()
}

/** The name stands twice, as a member and as a tag: they go together. */
async function rename(queries: Queries, id: string, name: string): Promise<void> {
  await updateRun(queries, id, { name })
  await writeTags(queries, id, new Map([[runNameTag, name]]))
}

async function writeModels(
  queries: Queries,
  id: string,
  direction: 'input' | 'output',
  models: readonly RunModel[],
): Promise<void> {
  if (models.length === 0) return
  await queries
    .insertInto('logged_run_models')
    .values(models.map(({ modelId, step }) => ({ run_id: id, direction, model_id: modelId, step })))
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

const modelHistoryTag = 'mlflow.log-model.history'

/** The list may be longer than a tag of a client: cut off, it could not be read. */
async function appendModel(queries: Queries, id: string, model: string): Promise<void> {
  const query = queries.selectFrom('logged_tags').select('value').where('run_id', '=', id)
  const row = await query.where('key', '=', modelHistoryTag).executeTakeFirst()
  const models = [...parseModels(row?.value ?? '[]'), ...parseModels(`[${model}]`)]
  await writeTags(queries, id, new Map([[modelHistoryTag, JSON.stringify(models)]]))
}

function parseModels(list: string): readonly unknown[] {
  try {
    return JSON.parse(list) as readonly unknown[]
  } catch (error) {
    throw trackingErrors.loggedValueWrong(
      { parameter: 'model_json', value: JSON.stringify(list.slice(0, 80)), problem: String(error) },
      error,
    )
  }
}
