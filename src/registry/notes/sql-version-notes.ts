import type { Clock } from '../../base/index.ts'
import type {
  Database,
  DatabaseSession,
  StageMovesTable,
  VersionNotesTable,
} from '../../storage/index.ts'
import { registryErrors } from '../errors.ts'
import type { ExaminationId } from '../examination.ts'
import { recordEvent } from '../webhooks/registry-event.ts'
import type { VersionNotesStore } from './model-notes.ts'
import { toTags } from './tag-rows.ts'
import { aliasesOf, takeAway } from './take-alias-away.ts'
import type { MlflowStage, Stage, StageMove, StageMoveId, VersionNotes } from './version-notes.ts'

export interface NotesDeps {
  readonly database: Database
  readonly now: Clock
}

/** What is said of versions; each change is one transaction. */
export function sqlVersionNotes({ database, now }: NotesDeps): VersionNotesStore {
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
