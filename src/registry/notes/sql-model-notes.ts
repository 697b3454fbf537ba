import { newId, type Clock } from '../../base/index.ts'
import type {
  Database,
  DatabaseSession,
  RegisteredModelsTable,
  StageMovesTable,
  VersionNotesTable,
} from '../../storage/index.ts'
import type { AliasMoveId } from '../alias-move.ts'
import type { CardText } from '../cards/card-text.ts'
import { registryErrors } from '../errors.ts'
import type { ExaminationId } from '../examination.ts'
import { moveAlias } from '../sql-model-store.ts'
import { recordEvent } from '../webhooks/registry-event.ts'
import { insertModel } from './insert-notes.ts'
import type { ModelNotes } from './model-notes.ts'
import { parseModelName, type RegisteredModel } from './registered-model.ts'
import { renameModel } from './rename-model.ts'
import type { MlflowStage, Stage, StageMove, StageMoveId, VersionNotes } from './version-notes.ts'

export interface NotesDeps {
  readonly database: Database
  readonly now: Clock
}

/** Keeps what is said of models and versions in the metadata database; each change is one transaction. */
export function sqlModelNotes({ database, now }: NotesDeps): ModelNotes {
  const changeModel = (
    name: string,
    work: (session: DatabaseSession, row: RegisteredModelsTable) => Promise<void>,
  ) =>
    database.transaction(async (session) => {
      const row = await getModelRow(session, name)
      await touchModel(session, name, now)
      await work(session, row)
    })
  const changeVersion = (
    model: string,
    version: number,
    work: (session: DatabaseSession) => Promise<void>,
  ) =>
    database.transaction(async (session) => {
      await getVersionRow(session, model, version)
      await touchVersion(session, model, version, { updated_at: now().toISOString() })
      await work(session)
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

    async get(model, version) {
      const row = await getVersionRow(database, model, version)
      const [notes] = await withVersionTags(database, [row])
      if (notes === undefined) throw versionNotFound(model, version)
      return notes
    },

    async list(model) {
      const rows = await database.queries
        .selectFrom('version_notes')
        .selectAll()
        .where('model', '=', model)
        .where('is_deleted', '=', 0)
        .orderBy('version', 'desc')
        .execute()
      return withVersionTags(database, rows)
    },

    describe: (model, version, description) =>
      changeVersion(model, version, (session) =>
        touchVersion(session, model, version, { description }),
      ),

    setTag: (model, version, [key, value]) =>
      changeVersion(model, version, async (session) => {
        await session.queries
          .insertInto('version_tags')
          .values({ model, version, key, value })
          .onConflict((conflict) =>
            conflict.columns(['model', 'version', 'key']).doUpdateSet({ value }),
          )
          .execute()
        const data = { name: model, version: String(version), key, value }
        await recordEvent(session, { name: 'model_version_tag.set', data }, now)
      }),

    deleteTag: (model, version, key) =>
      changeVersion(model, version, async (session) => {
        const { numDeletedRows } = await session.queries
          .deleteFrom('version_tags')
          .where('model', '=', model)
          .where('version', '=', version)
          .where('key', '=', key)
          .executeTakeFirst()
        if (numDeletedRows === 0n) return
        const data = { name: model, version: String(version), key }
        await recordEvent(session, { name: 'model_version_tag.deleted', data }, now)
      }),

    deleteVersion: (model, version, by) =>
      changeVersion(model, version, async (session) => {
        for (const alias of await aliasesOf(session, model)) {
          if (alias.version === version) await takeAway(session, { ...alias, by }, now)
        }
        await touchVersion(session, model, version, { is_deleted: 1 })
      }),

    setMlflowStage: (model, version, stage) =>
      changeVersion(model, version, (session) =>
        touchVersion(session, model, version, { mlflow_stage: stage }),
      ),

    moveStage: (move) =>
      database.transaction(async (session) => {
        const { model, version, from, to } = move
        const row = await getVersionRow(session, model, version)
        if (row.stage !== from) return false
        await touchVersion(session, model, version, {
          stage: to,
          updated_at: move.movedAt.toISOString(),
        })
        await session.queries.insertInto('stage_moves').values(toStageRow(move)).execute()
        return true
      }),

    async listStageMoves(model) {
      const rows = await database.queries
        .selectFrom('stage_moves')
        .selectAll()
        .where('model', '=', model)
        .orderBy('moved_at', 'desc')
        .orderBy('move_id', 'desc')
        .execute()
      return rows.map(toStageMove)
    },
  }
}

function versionNotFound(model: string, version: number): Error {
  return registryErrors.versionNotFound({ model, version: String(version), known: 'others' })
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

function toTags(rows: readonly { readonly key: string; readonly value: string }[]) {
  return Object.fromEntries(rows.map(({ key, value }) => [key, value]))
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

async function getVersionRow(
  { queries }: DatabaseSession,
  model: string,
  version: number,
): Promise<VersionNotesTable> {
  const row = await queries
    .selectFrom('version_notes')
    .selectAll()
    .where('model', '=', model)
    .where('version', '=', version)
    .where('is_deleted', '=', 0)
    .executeTakeFirst()
  if (row === undefined) throw versionNotFound(model, version)
  return row
}

async function withVersionTags(
  { queries }: DatabaseSession,
  rows: readonly VersionNotesTable[],
): Promise<VersionNotes[]> {
  const [first] = rows
  if (first === undefined) return []
  const query = queries.selectFrom('version_tags').selectAll().where('model', '=', first.model)
  const tags = Map.groupBy(await query.orderBy('key').execute(), (tag) => tag.version)
  return rows.map((row) => ({
    model: row.model,
    version: row.version,
    description: row.description ?? undefined,
    stage: row.stage as Stage,
    mlflowStage: row.mlflow_stage as MlflowStage,
    source: row.source ?? undefined,
    loggedModelId: row.logged_model_id ?? undefined,
    runLink: row.run_link ?? undefined,
    updatedAt: new Date(row.updated_at),
    tags: toTags(tags.get(row.version) ?? []),
  }))
}

async function touchVersion(
  { queries }: DatabaseSession,
  model: string,
  version: number,
  changes: Partial<VersionNotesTable>,
): Promise<void> {
  await queries
    .updateTable('version_notes')
    .set(changes)
    .where('model', '=', model)
    .where('version', '=', version)
    .execute()
}

function aliasesOf({ queries }: DatabaseSession, model: string) {
  return queries.selectFrom('aliases').selectAll().where('model', '=', model).execute()
}

async function takeAway(
  session: DatabaseSession,
  {
    model,
    alias,
    version,
    by,
  }: Readonly<Record<'model' | 'alias' | 'by', string>> & { readonly version: number },
  now: Clock,
): Promise<void> {
  const movedAt = now()
  const move = { model, alias, from: version, to: undefined, movedAt, by, gates: [] }
  const id = newId<AliasMoveId>('mov', movedAt)
  const reason = 'what it pointed to was deleted'
  await moveAlias(session, { id, ...move, reason, examinationId: undefined }, now)
}

function toStageRow(move: StageMove): StageMovesTable {
  return {
    move_id: move.id,
    model: move.model,
    version: move.version,
    from_stage: move.from,
    to_stage: move.to,
    moved_at: move.movedAt.toISOString(),
    moved_by: move.by,
    by_rule: move.byRule ? 1 : 0,
    reason: move.reason ?? null,
    examination_id: move.examinationId ?? null,
  }
}

function toStageMove(row: StageMovesTable): StageMove {
  return {
    id: row.move_id as StageMoveId,
    model: row.model,
    version: row.version,
    from: row.from_stage as Stage,
    to: row.to_stage as Stage,
    movedAt: new Date(row.moved_at),
    by: row.moved_by,
    byRule: row.by_rule === 1,
    reason: row.reason ?? undefined,
    examinationId: (row.examination_id ?? undefined) as ExaminationId | undefined,
  }
}
