import type { Clock, Digest } from '../base/index.ts'
import type {
  AliasesTable,
  AliasMovesTable,
  Database,
  DatabaseSession,
  ModelVersionsTable,
} from '../storage/index.ts'
import { linkLineage, sqlLineageStore } from '../tracking/index.ts'
import type { Alias, AliasMove, AliasMoveId } from './alias-move.ts'
import type { ModelStore } from './model-store.ts'
import type { ModelVersion } from './model-version.ts'

export function sqlModelStore(deps: {
  readonly database: Database
  readonly now: Clock
}): ModelStore {
  const { database, now } = deps
  const { queries } = database
  return {
    async insert(version) {
      return database.transaction(async (session) => {
        const newest = await session.queries
          .selectFrom('model_versions')
          .select((e) => e.fn.max('version').as('version'))
          .where('model', '=', version.model)
          .executeTakeFirst()
        const made = { ...version, version: (newest?.version ?? 0) + 1 }
        await session.queries.insertInto('model_versions').values(toVersionRow(made)).execute()
        await linkLineage({ lineage: sqlLineageStore(session), now }, [
          {
            from: { kind: 'training-set', id: made.trainingSetId },
            to: { kind: 'model-version', id: `${made.model}/${made.version}` },
            relation: 'trained into',
          },
        ])
        return made
      })
    },

    async find(model, version) {
      const row = await queries
        .selectFrom('model_versions')
        .selectAll()
        .where('model', '=', model)
        .where('version', '=', version)
        .executeTakeFirst()
      return row === undefined ? undefined : toVersion(row)
    },

    async list(model) {
      const rows = await queries
        .selectFrom('model_versions')
        .selectAll()
        .where('model', '=', model)
        .orderBy('version', 'desc')
        .execute()
      return rows.map(toVersion)
    },

    async listAliases(model) {
      let query = queries.selectFrom('aliases').selectAll().orderBy('alias')
      if (model !== undefined) query = query.where('model', '=', model)
      return (await query.execute()).map(toAlias)
    },

    async findAlias(model, alias) {
      const row = await aliasRow(database, model, alias)
      return row === undefined ? undefined : toAlias(row)
    },

    async listMoves(model) {
      const rows = await queries
        .selectFrom('alias_moves')
        .selectAll()
        .where('model', '=', model)
        .orderBy('moved_at', 'desc')
        .orderBy('move_id', 'desc')
        .execute()
      return rows.map(toMove)
    },

    async move(move) {
      return database.transaction(async (session) => {
        const before = await aliasRow(session, move.model, move.alias)
        if (before?.version !== move.from) return false
        await pointAlias(session, move, before)
        await session.queries.insertInto('alias_moves').values(toMoveRow(move)).execute()
        return true
      })
    },
  }
}

async function aliasRow(session: DatabaseSession, model: string, alias: string) {
  return session.queries
    .selectFrom('aliases')
    .selectAll()
    .where('model', '=', model)
    .where('alias', '=', alias)
    .executeTakeFirst()
}

async function pointAlias(
  { queries }: DatabaseSession,
  move: AliasMove,
  before: AliasesTable | undefined,
): Promise<void> {
  const target = { version: move.to, moved_at: move.movedAt.toISOString() }
  if (before === undefined) {
    const { model, alias } = move
    await queries
      .insertInto('aliases')
      .values({ model, alias, revision: 1, ...target })
      .execute()
    return
  }
  await queries
    .updateTable('aliases')
    .set({ ...target, revision: before.revision + 1 })
    .where('model', '=', move.model)
    .where('alias', '=', move.alias)
    .execute()
}

function toVersionRow(version: ModelVersion): ModelVersionsTable {
  const { evaluation, baselines } = version
  return {
    model: version.model,
    version: version.version,
    created_at: version.createdAt.toISOString(),
    run_id: version.runId ?? null,
    training_set_id: version.trainingSetId,
    content_digest: version.contentDigest,
    files: JSON.stringify(version.files),
    metrics: JSON.stringify({ evaluation, baselines }),
    signature: JSON.stringify(version.signature),
    details: JSON.stringify(version.details),
  }
}

function toVersion(row: ModelVersionsTable): ModelVersion {
  const measured = JSON.parse(row.metrics) as Pick<ModelVersion, 'evaluation' | 'baselines'>
  return {
    model: row.model,
    version: row.version,
    createdAt: new Date(row.created_at),
    runId: row.run_id ?? undefined,
    trainingSetId: row.training_set_id,
    contentDigest: row.content_digest as Digest,
    files: JSON.parse(row.files) as ModelVersion['files'],
    ...measured,
    signature: JSON.parse(row.signature) as ModelVersion['signature'],
    details: JSON.parse(row.details) as ModelVersion['details'],
  }
}

function toAlias(row: AliasesTable): Alias {
  const { model, alias, version, revision } = row
  return { model, alias, version, revision, movedAt: new Date(row.moved_at) }
}

function toMoveRow(move: AliasMove): AliasMovesTable {
  return {
    move_id: move.id,
    model: move.model,
    alias: move.alias,
    from_version: move.from ?? null,
    to_version: move.to,
    moved_at: move.movedAt.toISOString(),
    moved_by: move.by,
    reason: move.reason ?? null,
    gates: JSON.stringify(move.gates),
  }
}

function toMove(row: AliasMovesTable): AliasMove {
  return {
    id: row.move_id as AliasMoveId,
    model: row.model,
    alias: row.alias,
    from: row.from_version ?? undefined,
    to: row.to_version,
    movedAt: new Date(row.moved_at),
    by: row.moved_by,
    reason: row.reason ?? undefined,
    gates: JSON.parse(row.gates) as AliasMove['gates'],
  }
}
