import type { Digest } from '../../base/index.ts'
import type {
  DatabaseSession,
  DatasetAliasesTable,
  DatasetAliasMovesTable,
  DatasetVersionsTable,
} from '../../storage/index.ts'
import type { DatasetStore, NewDatasetVersion, RecordedVersion } from './dataset-store.ts'
import type {
  DatasetAlias,
  DatasetAliasMove,
  DatasetAliasMoveId,
  DatasetVersion,
} from './dataset-version.ts'

export function sqlDatasetStore(database: DatabaseSession): DatasetStore {
  const { queries } = database
  return {
    record: (version) => database.transaction((session) => recordVersion(session, version)),

    async list(dataset) {
      let query = queries.selectFrom('dataset_versions').selectAll()
      if (dataset !== undefined) query = query.where('dataset', '=', dataset)
      const rows = await query.orderBy('dataset').orderBy('version', 'desc').execute()
      return rows.map(toVersion)
    },

    async find(dataset, version) {
      const row = await queries
        .selectFrom('dataset_versions')
        .selectAll()
        .where('dataset', '=', dataset)
        .where('version', '=', version)
        .executeTakeFirst()
      return row === undefined ? undefined : toVersion(row)
    },

    findByDigest: (dataset, digest) => findByDigest(database, dataset, digest),

    async listAliases(dataset) {
      let query = queries.selectFrom('dataset_aliases').selectAll()
      if (dataset !== undefined) query = query.where('dataset', '=', dataset)
      return (await query.orderBy('dataset').orderBy('alias').execute()).map(toAlias)
    },

    async findAlias(dataset, alias) {
      const row = await aliasRow(database, dataset, alias)
      return row === undefined ? undefined : toAlias(row)
    },

    async listMoves(dataset) {
      const rows = await queries
        .selectFrom('dataset_alias_moves')
        .selectAll()
        .where('dataset', '=', dataset)
        .orderBy('moved_at', 'desc')
        .orderBy('move_id', 'desc')
        .execute()
      return rows.map(toMove)
    },

    moveAlias: (move) => database.transaction((session) => moveAlias(session, move)),
  }
}

async function recordVersion(
  session: DatabaseSession,
  { wanted, ...content }: NewDatasetVersion,
): Promise<RecordedVersion> {
  const { dataset, digest, places } = content
  const known = await findByDigest(session, dataset, digest)
  if (known !== undefined) {
    await session.queries
      .updateTable('dataset_versions')
      .set({ places })
      .where('dataset', '=', dataset)
      .where('version', '=', known.version)
      .execute()
    return { version: { ...known, places }, isNew: false }
  }
  const rows = await session.queries
    .selectFrom('dataset_versions')
    .select('version')
    .where('dataset', '=', dataset)
    .execute()
  const taken = rows.map((row) => row.version)
  const isFree = wanted !== undefined && !taken.includes(wanted)
  const version = { ...content, version: isFree ? wanted : Math.max(0, ...taken) + 1 }
  await session.queries.insertInto('dataset_versions').values(toRow(version)).execute()
  return { version, isNew: true }
}

async function findByDigest(
  { queries }: DatabaseSession,
  dataset: string,
  digest: Digest,
): Promise<DatasetVersion | undefined> {
  const row = await queries
    .selectFrom('dataset_versions')
    .selectAll()
    .where('dataset', '=', dataset)
    .where('digest', '=', digest)
    .executeTakeFirst()
  return row === undefined ? undefined : toVersion(row)
}

async function moveAlias(session: DatabaseSession, move: DatasetAliasMove): Promise<boolean> {
  const { queries } = session
  const { dataset, alias, to: version } = move
  const before = await aliasRow(session, dataset, alias)
  if (before?.version !== move.from) return false
  const target = { version, moved_at: move.movedAt.toISOString() }
  const revision = (before?.revision ?? 0) + 1
  await queries
    .insertInto('dataset_aliases')
    .values({ dataset, alias, ...target, revision })
    .onConflict((conflict) =>
      conflict.columns(['dataset', 'alias']).doUpdateSet({ ...target, revision }),
    )
    .execute()
  await queries.insertInto('dataset_alias_moves').values(toMoveRow(move)).execute()
  return true
}

async function aliasRow({ queries }: DatabaseSession, dataset: string, alias: string) {
  return queries
    .selectFrom('dataset_aliases')
    .selectAll()
    .where('dataset', '=', dataset)
    .where('alias', '=', alias)
    .executeTakeFirst()
}

function toRow(version: DatasetVersion): DatasetVersionsTable {
  return {
    dataset: version.dataset,
    version: version.version,
    digest: version.digest,
    places: version.places,
    kind: version.kind,
    file_count: version.fileCount,
    size_bytes: version.sizeBytes,
    created_at: version.createdAt.toISOString(),
    message: version.message ?? null,
    run_id: version.runId ?? null,
  }
}

function toVersion(row: DatasetVersionsTable): DatasetVersion {
  return {
    dataset: row.dataset,
    version: row.version,
    digest: row.digest as Digest,
    places: row.places as Digest,
    kind: row.kind,
    fileCount: row.file_count,
    sizeBytes: row.size_bytes,
    createdAt: new Date(row.created_at),
    message: row.message ?? undefined,
    runId: row.run_id ?? undefined,
  }
}

function toAlias({ dataset, alias, version, moved_at }: DatasetAliasesTable): DatasetAlias {
  return { dataset, alias, version, movedAt: new Date(moved_at) }
}

function toMoveRow(move: DatasetAliasMove): DatasetAliasMovesTable {
  return {
    move_id: move.id,
    dataset: move.dataset,
    alias: move.alias,
    from_version: move.from ?? null,
    to_version: move.to,
    moved_at: move.movedAt.toISOString(),
    moved_by: move.by,
    reason: move.reason ?? null,
  }
}

function toMove(row: DatasetAliasMovesTable): DatasetAliasMove {
  return {
    id: row.move_id as DatasetAliasMoveId,
    dataset: row.dataset,
    alias: row.alias,
    from: row.from_version ?? undefined,
    to: row.to_version,
    movedAt: new Date(row.moved_at),
    by: row.moved_by,
    reason: row.reason ?? undefined,
  }
}
