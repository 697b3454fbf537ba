import type { Digest } from '../../base/index.ts'
import type {
  DatabaseSession,
  DatasetAliasesTable,
  DatasetAliasMovesTable,
  DatasetRemovalsTable,
  DatasetVersionsTable,
} from '../../storage/index.ts'
import type { DatasetStore, NewDatasetVersion, RecordedVersion } from './dataset-store.ts'
import type {
  DatasetAlias,
  DatasetAliasMove,
  DatasetAliasMoveId,
  DatasetRemoval,
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

    remove: (removal) => database.transaction((session) => removeVersion(session, removal)),

    async listRemovals(dataset) {
      const rows = await queries
        .selectFrom('dataset_removals')
        .selectAll()
        .where('dataset', '=', dataset)
        .orderBy('removed_at', 'desc')
        .orderBy('version', 'desc')
        .execute()
      return rows.map(toRemoval)
    },

    moveAlias: (move) => database.transaction((session) => moveAlias(session, move)),

    takeMoves: (dataset, moves) =>
      database.transaction((session) => takeMoves(session, dataset, moves)),
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
  const removed = await session.queries
    .selectFrom('dataset_removals')
    .selectAll()
    .where('dataset', '=', dataset)
    .execute()
  const own = removed.find((row) => row.digest === digest)?.version
  const taken = [...rows, ...removed].map((row) => row.version)
  const isFree = wanted !== undefined && !taken.includes(wanted)
  const next = isFree ? wanted : Math.max(0, ...taken) + 1
  const version = { ...content, version: own ?? next }
  await session.queries
    .deleteFrom('dataset_removals')
    .where('dataset', '=', dataset)
    .where('version', '=', version.version)
    .execute()
  await session.queries.insertInto('dataset_versions').values(toRow(version)).execute()
  return { version, isNew: true }
}

async function removeVersion(
  { queries }: DatabaseSession,
  removal: DatasetRemoval,
): Promise<boolean> {
  const { dataset, version } = removal
  await queries
    .deleteFrom('dataset_aliases')
    .where('dataset', '=', dataset)
    .where('version', '=', version)
    .execute()
  const { numDeletedRows } = await queries
    .deleteFrom('dataset_versions')
    .where('dataset', '=', dataset)
    .where('version', '=', version)
    .executeTakeFirst()
  if (numDeletedRows === 0n) return false
  await queries.insertInto('dataset_removals').values(toRemovalRow(removal)).execute()
  return true
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
  const before = await aliasRow(session, move.dataset, move.alias)
  if (before?.version !== move.from) return false
  await pointAlias(session, toMoveRow(move), before?.revision)
  await queries.insertInto('dataset_alias_moves').values(toMoveRow(move)).execute()
  return true
}

async function takeMoves(
  session: DatabaseSession,
  dataset: string,
  moves: readonly DatasetAliasMove[],
): Promise<readonly string[]> {
  const { queries } = session
  if (moves.length > 0) {
    await queries
      .insertInto('dataset_alias_moves')
      .values(moves.map(toMoveRow))
      .onConflict((conflict) => conflict.column('move_id').doNothing())
      .execute()
  }
  const versions = await queries
    .selectFrom('dataset_versions')
    .select('version')
    .where('dataset', '=', dataset)
    .execute()
  const there = new Set(versions.map(({ version }) => version))
  const moved: string[] = []
  for (const alias of new Set(moves.map((move) => move.alias))) {
    const newest = await queries
      .selectFrom('dataset_alias_moves')
      .selectAll()
      .where('dataset', '=', dataset)
      .where('alias', '=', alias)
      .orderBy('moved_at', 'desc')
      .orderBy('move_id', 'desc')
      .executeTakeFirstOrThrow()
    const before = await aliasRow(session, dataset, alias)
    if (newest.to_version === before?.version || !there.has(newest.to_version)) continue
    await pointAlias(session, newest, before?.revision)
    moved.push(alias)
  }
  return moved
}

async function pointAlias(
  { queries }: DatabaseSession,
  { dataset, alias, to_version: version, moved_at }: DatasetAliasMovesTable,
  before: number | undefined,
): Promise<void> {
  const target = { version, moved_at, revision: (before ?? 0) + 1 }
  await queries
    .insertInto('dataset_aliases')
    .values({ dataset, alias, ...target })
    .onConflict((conflict) => conflict.columns(['dataset', 'alias']).doUpdateSet(target))
    .execute()
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

function toRemovalRow(removal: DatasetRemoval): DatasetRemovalsTable {
  return {
    dataset: removal.dataset,
    version: removal.version,
    digest: removal.digest,
    removed_at: removal.removedAt.toISOString(),
    removed_by: removal.by,
    reason: removal.reason ?? null,
  }
}

function toRemoval(row: DatasetRemovalsTable): DatasetRemoval {
  return {
    dataset: row.dataset,
    version: row.version,
    digest: row.digest as Digest,
    removedAt: new Date(row.removed_at),
    by: row.removed_by,
    reason: row.reason ?? undefined,
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
