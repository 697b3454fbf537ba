import { randomUUID } from 'node:crypto'
import type { Clock } from '../../base/index.ts'
import type { DatabaseSession, LoggedRunsTable, Queries } from '../../storage/index.ts'
import { trackingErrors } from '../errors.ts'
import { gatherChanges } from '../gather-changes.ts'
import { assertBatchSize, parseParams, parsePoint, parseTags } from './check-batch.ts'
import { defaultExperiment, toExperimentNumber } from './experiment.ts'
import { insertDefaultExperiment } from './insert-default-experiment.ts'
import { runNameTag, type LoggedPoint, type LoggedRun } from './logged-run.ts'
import type { LoggedRunStart, LoggedRunStore } from './logged-run-store.ts'
import { makeRunName } from './make-run-name.ts'
import { toPage } from './page.ts'
import { readCurve } from './read-curve.ts'
import { readHistory } from './read-history.ts'
import { readRuns } from './read-runs.ts'
import { countRuns, searchRuns } from './search-runs.ts'
import { writeDatasets } from './write-datasets.ts'
import { writeMetrics } from './write-metrics.ts'
import { writeParams, writeTags } from './write-params.ts'
import { appendModel, writeModels } from './write-run-models.ts'

export interface SqlLoggedRunStoreDeps {
  readonly session: DatabaseSession
  readonly now: Clock
}

/** Keeps logged runs in the metadata database; each write is one transaction. */
export function sqlLoggedRunStore({ session, now }: SqlLoggedRunStoreDeps): LoggedRunStore {
  const { queries } = session
  // What clients log at the same time is made safe on disk at the same time.
  const batches = gatherChanges<ParsedBatch, undefined>((some) =>
    session.transaction(async (inner) => {
      for (const batch of some) await writeBatch(inner.queries, batch)
      return some.map(() => undefined)
    }),
  )
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
      const { items: ids, ...rest } = toPage(await searchRuns(queries, query), query)
      return { items: await readRuns(queries, ids), ...rest }
    },

    count: (query) => countRuns(queries, query),

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
      await batches.make({ id, points, params, tags })
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

interface ParsedBatch {
  readonly id: string
  readonly points: readonly LoggedPoint[]
  readonly params: ReadonlyMap<string, string>
  readonly tags: ReadonlyMap<string, string>
}

async function writeBatch(queries: Queries, { id, points, params, tags }: ParsedBatch) {
  await assertActive(queries, id)
  await writeParams(queries, id, params)
  await writeMetrics(queries, id, points)
  await writeTags(queries, id, tags)
  const name = tags.get(runNameTag)
  if (name !== undefined) await updateRun(queries, id, { name })
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
