import type { Clock } from '../../base/index.ts'
import type {
  DatabaseSession,
  ExperimentTagsTable,
  ExperimentsTable,
  Queries,
} from '../../storage/index.ts'
import { chunksOf } from '../chunks-of.ts'
import { trackingErrors } from '../errors.ts'
import {
  parseExperimentName,
  toExperimentNumber,
  type Experiment,
  type ExperimentId,
  type KeyValue,
  type Lifecycle,
} from './experiment.ts'
import type { ExperimentStore } from './experiment-store.ts'
import { searchExperimentsSql } from './search-experiments-sql.ts'
import { insertDefaultExperiment, newExperimentRow } from './insert-default-experiment.ts'
import { parseLoggedKey } from './logged-key.ts'
import { nextExperimentNumber } from './open-experiment.ts'
import { toPage } from './page.ts'

export interface SqlExperimentStoreDeps {
  readonly session: DatabaseSession
  readonly now: Clock
}

const longestTagValue = 20_000

/** Keeps experiments in the metadata database; the default one is there once somebody looks. */
export function sqlExperimentStore({ session, now }: SqlExperimentStoreDeps): ExperimentStore {
  let prepared: Promise<void> | undefined

  async function open(): Promise<void> {
    prepared ??= insertDefaultExperiment(session.queries, now())
    await prepared.catch((error: unknown) => {
      prepared = undefined
      throw error
    })
  }

  return {
    async create({ name, artifactLocation, tags }) {
      parseExperimentName(name)
      const checked = tags.map(parseExperimentTag)
      await open()
      return session.transaction(async ({ queries }) => {
        await assertNameFree(queries, name)
        const id = await nextExperimentNumber(queries)
        await queries
          .insertInto('experiments')
          .values(newExperimentRow(id, name, now(), artifactLocation))
          .execute()
        for (const tag of checked) await putTag(queries, id, tag)
        return String(id) as ExperimentId
      })
    },

    async get(id) {
      await open()
      const row = await getRow(session.queries, id)
      return first(await withTags(session.queries, [row]), id)
    },

    async getByName(name) {
      await open()
      const row = await findByName(session.queries, name)
      if (row === undefined) throw trackingErrors.experimentNameNotFound({ name })
      return first(await withTags(session.queries, [row]), String(row.experiment_id))
    },

    async search(query) {
      const wanted = searchExperimentsSql(query)
      await open()
      const { rows } = await wanted.execute(session.queries)
      const { items, ...rest } = toPage(rows, query)
      return { items: await withTags(session.queries, items), ...rest }
    },

    rename: (id, name) => {
      parseExperimentName(name)
      return session.transaction(async ({ queries }) => {
        const row = await getActiveRow(queries, id)
        if (row.name !== name) await assertNameFree(queries, name)
        await update(queries, row.experiment_id, { name, updated_ms: now().getTime() })
      })
    },

    setLifecycle: (id, lifecycle) =>
      session.transaction(async ({ queries }) => {
        const row = await getRow(queries, id)
        if (row.lifecycle === lifecycle) throw trackingErrors.experimentNotFound({ id })
        const at = now().getTime()
        await update(queries, row.experiment_id, { lifecycle, updated_ms: at })
        await queries
          .updateTable('logged_runs')
          .set({ lifecycle, deleted_ms: lifecycle === 'deleted' ? at : null })
          .where('experiment_id', '=', row.experiment_id)
          .execute()
      }),

    setTag: (id, tag) => {
      const checked = parseExperimentTag(tag)
      return session.transaction(async ({ queries }) => {
        const row = await getActiveRow(queries, id)
        await putTag(queries, row.experiment_id, checked)
      })
    },

    deleteTag: (id, key) =>
      session.transaction(async ({ queries }) => {
        const row = await getActiveRow(queries, id)
        const { numDeletedRows } = await queries
          .deleteFrom('experiment_tags')
          .where('experiment_id', '=', row.experiment_id)
          .where('key', '=', key)
          .executeTakeFirst()
        if (numDeletedRows === 0n) throw trackingErrors.experimentTagNotFound({ key, id })
      }),
  }
}

function parseExperimentTag({ key, value }: KeyValue): KeyValue {
  parseLoggedKey(key, 'key')
  if (value.length <= longestTagValue) return { key, value }
  throw trackingErrors.loggedValueWrong({
    parameter: 'value',
    value: `${JSON.stringify(value.slice(0, 40))}…`,
    problem: `'value' exceeds the maximum length of ${longestTagValue} characters`,
  })
}

async function getRow(queries: Queries, id: string): Promise<ExperimentsTable> {
  const row = await queries
    .selectFrom('experiments')
    .selectAll()
    .where('experiment_id', '=', toExperimentNumber(id))
    .executeTakeFirst()
  if (row === undefined) throw trackingErrors.experimentNotFound({ id })
  return row
}

async function getActiveRow(queries: Queries, id: string): Promise<ExperimentsTable> {
  const row = await getRow(queries, id)
  if (row.lifecycle !== 'active') throw trackingErrors.experimentNotActive({ id })
  return row
}

function findByName(queries: Queries, name: string): Promise<ExperimentsTable | undefined> {
  return queries.selectFrom('experiments').selectAll().where('name', '=', name).executeTakeFirst()
}

async function assertNameFree(queries: Queries, name: string): Promise<void> {
  if ((await findByName(queries, name)) !== undefined) {
    throw trackingErrors.experimentNameTaken({ name })
  }
}

async function update(
  queries: Queries,
  id: number,
  changes: Partial<Pick<ExperimentsTable, 'name' | 'lifecycle' | 'updated_ms'>>,
): Promise<void> {
  await queries.updateTable('experiments').set(changes).where('experiment_id', '=', id).execute()
}

async function putTag(queries: Queries, id: number, { key, value }: KeyValue): Promise<void> {
  await queries
    .insertInto('experiment_tags')
    .values({ experiment_id: id, key, value })
    .onConflict((conflict) => conflict.columns(['experiment_id', 'key']).doUpdateSet({ value }))
    .execute()
}

async function withTags(
  queries: Queries,
  rows: readonly ExperimentsTable[],
): Promise<readonly Experiment[]> {
  const tags: ExperimentTagsTable[] = []
  for (const chunk of chunksOf(rows)) {
    const query = queries.selectFrom('experiment_tags').selectAll()
    const ids = chunk.map((row) => row.experiment_id)
    tags.push(...(await query.where('experiment_id', 'in', ids).orderBy('key').execute()))
  }
  const byExperiment = Map.groupBy(tags, (tag) => tag.experiment_id)
  return rows.map((row) => toExperiment(row, byExperiment.get(row.experiment_id) ?? []))
}

function toExperiment(row: ExperimentsTable, tags: readonly KeyValue[]): Experiment {
  return {
    id: String(row.experiment_id) as ExperimentId,
    name: row.name,
    artifactLocation: row.artifact_location,
    lifecycle: row.lifecycle satisfies Lifecycle,
    createdMs: row.created_ms,
    updatedMs: row.updated_ms,
    tags: tags.map(({ key, value }) => ({ key, value })),
  }
}

function first(experiments: readonly Experiment[], id: string): Experiment {
  const [experiment] = experiments
  if (experiment === undefined) throw trackingErrors.experimentNotFound({ id })
  return experiment
}
