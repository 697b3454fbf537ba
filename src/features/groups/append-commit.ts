import { digestOfValue, newId, type Clock, type ResolvedSettings } from '../../base/index.ts'
import { putTable, type TableDeps } from '../../data/index.ts'
import type { Database, DatabaseSession } from '../../storage/index.ts'
import { describeColumns, ident, joinSql, sql } from '../../table/index.ts'
import type { CodeState } from '../../tracking/index.ts'
import { assertColumns, type ReadersOf } from './assert-columns.ts'
import type { Commit, CommitCheck, CommitId, CommitKind, Segment } from './commit.ts'
import type { Group } from './group.ts'
import { measureArrival } from './measure-arrival.ts'
import { measureTellings } from './measure-tellings.ts'
import { insertCommit, sqlCommitStore } from './sql-commit-store.ts'
import { storedColumns } from './system-columns.ts'

export interface AppendDeps extends TableDeps {
  readonly database: Database
  readonly now: Clock
  readonly settings?: ResolvedSettings
  /** Who changes the group, and by what code: commits tell of it. */
  readonly user?: string
  readonly code?: () => Promise<CodeState>
  /** Who would be hurt by a change of columns. */
  readonly readersOf?: ReadersOf
}

export interface CommitOptions {
  readonly kind: CommitKind
  readonly runId: string | undefined
  readonly checks: readonly CommitCheck[]
  /** Writes what belongs to the same transaction. */
  readonly alongside?: (session: DatabaseSession, commit: Commit) => Promise<void>
}

/**
 * Makes the rows of a relation a commit: segments first, then everything that tells of them in one
 * transaction, so that a killed process leaves all or nothing.
 */
export async function appendRelation(
  deps: AppendDeps,
  group: Group,
  table: string,
  options: CommitOptions,
): Promise<Commit> {
  const { kind } = options
  const commits = await sqlCommitStore(deps.database).list(group.name)
  assertColumns(group, commits, deps.readersOf)
  const segment = await writeSegment(deps, group, table, kind)
  const isDelete = kind === 'delete'
  const statistics = isDelete ? [] : await describeColumns(deps.engine, ident(table), group.columns)
  const tellings = await measureTellings(deps, group, table)
  const arrival = await measureArrival(deps, group, table, segment, commits)
  const now = deps.now()
  const commit: Omit<Commit, 'sequence'> = {
    id: newId<CommitId>('com', now),
    group: group.name,
    kind,
    committedAt: now,
    runId: options.runId,
    by: deps.user,
    code: await deps.code?.(),
    rowCount: segment.rowCount,
    sizeBytes: segment.sizeBytes,
    oldestEventAt: segment.oldestEventAt,
    newestEventAt: segment.newestEventAt,
    // What is deleted is no row: the same keys and times by a commit of another kind are another content.
    contentDigest: digestOfValue(isDelete ? ['delete', segment.digest] : [segment.digest]),
    columns: group.columns,
    statistics,
    checks: options.checks,
    arrival,
    tellings,
    segments: [segment],
  }
  return deps.database.transaction(async (session) => {
    const made = await insertCommit(session, commit)
    await options.alongside?.(session, made)
    return made
  })
}

async function writeSegment(
  deps: TableDeps,
  group: Group,
  table: string,
  kind: CommitKind,
): Promise<Segment> {
  const names = Object.keys(storedColumns(group.columns)).map(ident)
  // A fixed order of the rows: the same rows are the same bytes, and neighbours compress well.
  const order = [...group.key, group.time, '_known_at', '_delivery'].map(ident)
  const query = sql`select ${joinSql(names, ', ')} from ${ident(table)} order by ${joinSql(order, ', ')}`
  const digest = await putTable(deps, query)
  const time = ident(group.time)
  const [found] = await deps.engine.rows(
    sql`select count(*) as row_count, min(${time}) as oldest, max(${time}) as newest from ${ident(table)}`,
  )
  const rowCount = Number(found?.['row_count'])
  return {
    digest,
    rowCount,
    sizeBytes: await deps.blobs.size(digest),
    oldestEventAt: found?.['oldest'] as Date,
    newestEventAt: found?.['newest'] as Date,
    deletedCount: kind === 'delete' ? rowCount : 0,
    columns: group.columns,
    lastSequence: undefined,
  }
}
