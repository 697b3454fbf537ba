import type { Clock } from '../../base/index.ts'
import type { DatabaseSession, RegisteredModelsTable } from '../../storage/index.ts'
import type { CardText } from '../cards/card-text.ts'
import { registryErrors } from '../errors.ts'
import { insertModel } from './insert-notes.ts'
import type { ModelNotes, RegisteredModels } from './model-notes.ts'
import { parseModelName, type RegisteredModel } from './registered-model.ts'
import { renameModel } from './rename-model.ts'
import { sqlVersionNotes, type NotesDeps } from './sql-version-notes.ts'
import { toTags } from './tag-rows.ts'
import { aliasesOf, takeAway } from './take-alias-away.ts'

/** Keeps what is said of models and versions in the metadata database; each change is one transaction. */
export function sqlModelNotes(deps: NotesDeps): ModelNotes {
  return { ...registeredModels(deps), ...sqlVersionNotes(deps) }
}

function registeredModels({ database, now }: NotesDeps): RegisteredModels {
  const changeModel = (
    name: string,
    work: (session: DatabaseSession, row: RegisteredModelsTable) => Promise<void>,
  ) =>
    database.transaction(async (session) => {
      const row = await getModelRow(session, name)
      await touchModel(session, name, now)
      await work(session, row)
    })
  return {
    createModel: (name, { description, tags }) =>
      database.transaction(async (session) => {
        parseModelName(name)
        if (!(await insertModel(session, { name, description }, now))) {
          throw registryErrors.modelNameTaken({ model: name })
        }
        for (const [key, value] of Object.entries(tags)) {
          await putModelTag(session, name, key, value)
        }
        return getModel(session, name)
      }),

    async findModel(name) {
      const row = await findModelRow(database, name)
      return row === undefined ? undefined : getModel(database, name)
    },

    getModel: (name) => getModel(database, name),

    async listModels() {
      const rows = await database.queries
        .selectFrom('registered_models')
        .selectAll()
        .where('is_deleted', '=', 0)
        .orderBy('model')
        .execute()
      return withModelTags(database, rows)
    },

    describeModel: (name, description) =>
      changeModel(name, async ({ queries }) => {
        const query = queries.updateTable('registered_models').set({ description })
        await query.where('model', '=', name).execute()
      }),

    renameModel: (name, newName) =>
      changeModel(name, (session) => renameModel(session, name, parseModelName(newName))),

    deleteModel: (name, by) =>
      changeModel(name, async (session) => {
        const { queries } = session
        const deleted = { is_deleted: 1 } as const
        for (const alias of await aliasesOf(session, name)) {
          await takeAway(session, { ...alias, by }, now)
        }
        await queries.updateTable('version_notes').set(deleted).where('model', '=', name).execute()
        await queries.deleteFrom('model_tags').where('model', '=', name).execute()
        const query = queries.updateTable('registered_models').set(deleted)
        await query.where('model', '=', name).execute()
      }),

    setModelTag: (name, key, value) =>
      changeModel(name, (session) => putModelTag(session, name, key, value)),

    deleteModelTag: (name, key) =>
      changeModel(name, async ({ queries }) => {
        const query = queries.deleteFrom('model_tags').where('model', '=', name)
        await query.where('key', '=', key).execute()
      }),

    writeCard: (name, text) =>
      changeModel(name, async ({ queries }, { card }) => {
        const all = JSON.stringify({ ...(JSON.parse(card) as Partial<CardText>), ...text })
        const query = queries.updateTable('registered_models').set({ card: all })
        await query.where('model', '=', name).execute()
      }),
  }
}

function findModelRow({ queries }: DatabaseSession, name: string) {
  return queries
    .selectFrom('registered_models')
    .selectAll()
    .where('model', '=', name)
    .where('is_deleted', '=', 0)
    .executeTakeFirst()
}

async function getModelRow(session: DatabaseSession, name: string): Promise<RegisteredModelsTable> {
  const row = await findModelRow(session, name)
  if (row === undefined) throw registryErrors.modelNotRegistered({ model: name })
  return row
}

async function getModel(session: DatabaseSession, name: string): Promise<RegisteredModel> {
  const [model] = await withModelTags(session, [await getModelRow(session, name)])
  if (model === undefined) throw registryErrors.modelNotRegistered({ model: name })
  return model
}

async function withModelTags(
  { queries }: DatabaseSession,
  rows: readonly RegisteredModelsTable[],
): Promise<RegisteredModel[]> {
  const tags = Map.groupBy(await queries.selectFrom('model_tags').selectAll().execute(), (tag) => {
    return tag.model
  })
  return rows.map((row) => ({
    name: row.model,
    description: row.description ?? undefined,
    card: JSON.parse(row.card) as RegisteredModel['card'],
    createdAt: new Date(row.created_at),
    updatedAt: new Date(row.updated_at),
    tags: toTags(tags.get(row.model) ?? []),
  }))
}

async function touchModel({ queries }: DatabaseSession, name: string, now: Clock): Promise<void> {
  const query = queries.updateTable('registered_models').set({ updated_at: now().toISOString() })
  await query.where('model', '=', name).execute()
}

async function putModelTag(
  { queries }: DatabaseSession,
  model: string,
  key: string,
  value: string,
): Promise<void> {
  await queries
    .insertInto('model_tags')
    .values({ model, key, value })
    .onConflict((conflict) => conflict.columns(['model', 'key']).doUpdateSet({ value }))
    .execute()
}
