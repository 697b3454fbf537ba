import { sql } from 'kysely'
import type { Clock, Digest } from '../base/index.ts'
import type {
  AliasesTable,
  AliasMovesTable,
  Database,
  DatabaseSession,
  GateExaminationsTable,
  ModelVersionsTable,
} from '../storage/index.ts'
import { linkLineage, sqlLineageStore, type LineageEdge } from '../tracking/index.ts'
import type { Alias, AliasMove, AliasMoveId } from './alias-move.ts'
import type { Examination, ExaminationId } from './examination.ts'
import type { ModelStore } from './model-store.ts'
import type { ModelVersion } from './model-version.ts'
import { insertNotes } from './notes/insert-notes.ts'
import type { VersionStart } from './notes/version-notes.ts'
import { recordEvent } from './webhooks/registry-event.ts'

export function sqlModelStore(deps: {
  readonly database: Database
  readonly now: Clock
}): ModelStore {
  const { database, now } = deps
  const { queries } = database
  return {
    async insert(version, start = {}) {
      return database.transaction(async (session) => {
        const newest = await session.queries
          .selectFrom('model_versions')
          .select((e) => e.fn.max('version').as('version'))
          .where('model', '=', version.model)
          .executeTakeFirst()
        const made = { ...version, version: version.version ?? (newest?.version ?? 0) + 1 }
        await session.queries.insertInto('model_versions').values(toVersionRow(made)).execute()
        await insertNotes(session, made, start, now)
        await linkLineage({ lineage: sqlLineageStore(session), now }, originsOf(made, start))
        await recordEvent(session, versionCreated(made, start), now)
        return made
      })
    },

    async find(model, version) {
      const row = await queries
        .selectFrom('model_versions')
        .selectAll('model_versions')
        .where('model_versions.model', '=', model)
        .where('model_versions.version', '=', version)
        .where(isThere)
        .executeTakeFirst()
      return row === undefined ? undefined : toVersion(row)
    },

    async list(model) {
      const rows = await queries
        .selectFrom('model_versions')
        .selectAll('model_versions')
        .where('model_versions.model', '=', model)
        .where(isThere)
        .orderBy('model_versions.version', 'desc')
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
        .orderBy('sequence', 'desc')
        .execute()
      return rows.map(toMove)
    },

    async listMovesAfter(sequence) {
      const rows = await queries
        .selectFrom('alias_moves')
        .selectAll()
        .where('sequence', '>', sequence)
        .orderBy('sequence')
        .execute()
      return rows.map(toMove)
    },

    move: (move) => database.transaction((session) => moveAlias(session, move, now)),

    async addExamination(examination) {
      await queries.insertInto('gate_examinations').values(toExaminationRow(examination)).execute()
    },

    async listExaminations(model, version) {
      let query = queries.selectFrom('gate_examinations').selectAll().where('model', '=', model)
      if (version !== undefined) query = query.where('version', '=', version)
      const rows = await query
        .orderBy('examined_at', 'desc')
        .orderBy('examination_id', 'desc')
        .execute()
      return rows.map(toExamination)
    },
  }
}

/** What was deleted stays in its place, so that its number is not given again. */
const isThere = sql<boolean>`not exists (
  select 1 from version_notes as n
  where n.model = model_versions.model and n.version = model_versions.version and n.is_deleted = 1
)`

function originsOf(version: ModelVersion, { loggedModelId }: VersionStart) {
  const to = { kind: 'model-version', id: `${version.model}/${version.version}` }
  const edges: Omit<LineageEdge, 'at'>[] = []
  if (version.trainingSetId !== undefined) {
    const from = { kind: 'training-set', id: version.trainingSetId }
    // What was taken in has been measured on it, and learned from who knows what.
    const relation = version.details.importedFrom === undefined ? 'trained into' : 'measured'
    edges.push({ from, to, relation })
  }
  if (loggedModelId !== undefined) {
    edges.push({ from: { kind: 'logged-model', id: loggedModelId }, to, relation: 'registered as' })
  }
  return edges
}

function versionCreated({ model, version, runId }: ModelVersion, start: VersionStart) {
  const { description = null, source = null, tags = {} } = start
  const data = { name: model, version: String(version), source, run_id: runId ?? null }
  return { name: 'model_version.created', data: { ...data, tags, description } } as const
}

/** Within a transaction; an alias is moved only from where the mover has seen it. */
export async function moveAlias(
  session: DatabaseSession,
  move: Omit<AliasMove, 'sequence'>,
  now: Clock,
): Promise<AliasMove | undefined> {
  const { queries } = session
  const { model, alias, to } = move
  const before = await aliasRow(session, model, alias)
  if (before?.version !== move.from) return undefined
  const last = await queries
    .selectFrom('alias_moves')
    .select((e) => e.fn.max('sequence').as('sequence'))
    .executeTakeFirst()
  const made = { ...move, sequence: (last?.sequence ?? 0) + 1 }
  if (to === undefined) await removeAlias(session, made)
  else await pointAlias(session, made, to, before)
  await queries.insertInto('alias_moves').values(toMoveRow(made)).execute()
  await recordEvent(
    session,
    to === undefined
      ? { name: 'model_version_alias.deleted', data: { name: model, alias } }
      : { name: 'model_version_alias.created', data: { name: model, alias, version: String(to) } },
    now,
  )
  return made
}

async function removeAlias({ queries }: DatabaseSession, { model, alias }: AliasMove) {
  const query = queries.deleteFrom('aliases').where('model', '=', model)
  await query.where('alias', '=', alias).execute()
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
  version: number,
  before: AliasesTable | undefined,
): Promise<void> {
  const target = { version, moved_at: move.movedAt.toISOString() }
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
    training_set_id: version.trainingSetId ?? '',
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
    trainingSetId: row.training_set_id === '' ? undefined : row.training_set_id,
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
    sequence: move.sequence,
    model: move.model,
    alias: move.alias,
    from_version: move.from ?? null,
    to_version: move.to ?? null,
    moved_at: move.movedAt.toISOString(),
    moved_by: move.by,
    reason: move.reason ?? null,
    gates: JSON.stringify(move.gates),
    examination_id: move.examinationId ?? null,
  }
}

function toMove(row: AliasMovesTable): AliasMove {
  return {
    id: row.move_id as AliasMoveId,
    sequence: row.sequence,
    model: row.model,
    alias: row.alias,
    from: row.from_version ?? undefined,
    to: row.to_version ?? undefined,
    movedAt: new Date(row.moved_at),
    by: row.moved_by,
    reason: row.reason ?? undefined,
    gates: JSON.parse(row.gates) as AliasMove['gates'],
    examinationId: (row.examination_id ?? undefined) as ExaminationId | undefined,
  }
}

function toExaminationRow(examination: Examination): GateExaminationsTable {
  return {
    examination_id: examination.id,
    model: examination.model,
    version: examination.version,
    alias: examination.alias,
    against_version: examination.against ?? null,
    examined_at: examination.examinedAt.toISOString(),
    examined_by: examination.by,
    took_ms: examination.tookMs,
    held: examination.held ? 1 : 0,
    results: JSON.stringify(examination.results),
  }
}

function toExamination(row: GateExaminationsTable): Examination {
  const { model, version, alias } = row
  return {
    model,
    version,
    alias,
    id: row.examination_id as ExaminationId,
    against: row.against_version ?? undefined,
    examinedAt: new Date(row.examined_at),
    by: row.examined_by,
    tookMs: row.took_ms,
    held: row.held === 1,
    results: JSON.parse(row.results) as Examination['results'],
  }
}
