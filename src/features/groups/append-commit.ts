import {
  digestOfValue,
  newId,
  type Clock,
  type Digest,
  type ResolvedSettings,
} from '../../base/index.ts'
import type { TableDeps } from '../../data/index.ts'
import type { Database, DatabaseSession } from '../../storage/index.ts'
import {
  ident,
  joinSql,
  parquetFiles,
  sql,
  writeParquet,
  type ColumnSummary,
  type Sql,
} from '../../table/index.ts'
import type { CodeState } from '../../tracking/index.ts'
import { assertColumns, type ReadersOf } from './assert-columns.ts'
import type {
  Arrival,
  Commit,
  CommitCheck,
  CommitId,
  CommitKind,
  Segment,
  Tellings,
} from './commit.ts'
import { commitHistory, type CommitHistory } from './commit-history.ts'
import type { Group } from './group.ts'
import { keyOrder } from './key-order.ts'
import { measureArrival } from './measure-arrival.ts'
import { measureRows } from './measure-rows.ts'
import { measureTellings, type FoundTellings } from './measure-tellings.ts'
import { insertCommit } from './sql-commit-store.ts'
import { storedColumns } from './system-columns.ts'

export interface AppendDeps extends TableDeps {
  readonly database: Database
  readonly now: Clock
  readonly settings?: ResolvedSettings
  /** Who changes the group, and by what code: commits tell of it. */
  readonly user?: string
  readonly code?: () => Promise<CodeState>
  /** The run in which this happens: what comes of it is linked to it. */
  readonly runId?: string | undefined
  /** Who would be hurt by a change of columns. */
  readonly readersOf?: ReadersOf
}

export interface CommitOptions {
  readonly kind: CommitKind
  readonly runId: string | undefined
  readonly checks: readonly CommitCheck[]
  /** Writes what belongs to the same transaction. */
  readonly alongside?: (session: DatabaseSession, commit: Commit) => Promise<void>
  /** Of one of several commits that are prepared while those before them are made. */
  readonly place?: CommitPlace
}

/** Where a commit stands among others of a load. */
export interface CommitPlace {
  /** Comes when those before it are made. */
  readonly turn: Promise<void>
  readonly history: CommitHistory
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
  const { kind, place = soleCommit(deps, group) } = options
  assertColumns(group, await place.history.list(), deps.readersOf)
  // Measured while it is written: the one needs no thread of the engine's.
  const writing = writeRows(deps, group, table)
  const measuring = measure(deps, group, table, place)
  // What fails lets the other end: nobody reads the table any more when it is dropped.
  await Promise.allSettled([writing, measuring])
  const { digest, found } = await writing
  const { range, statistics, arrival, comparedThrough } = await measuring
  const segment: Segment = {
    ...range,
    digest,
    sizeBytes: await deps.blobs.size(digest),
    deletedCount: kind === 'delete' ? range.rowCount : 0,
    columns: group.columns,
    lastSequence: undefined,
  }
  return recordCommit(deps, group, options, {
    segment,
    tellings: { ...found, comparedThrough },
    arrival,
    statistics: kind === 'delete' ? [] : statistics,
  })
}

function soleCommit(deps: AppendDeps, { name }: Group): CommitPlace {
  return { turn: Promise.resolve(), history: commitHistory(deps.database, name) }
}

interface Measured {
  readonly statistics: readonly ColumnSummary[]
  readonly arrival: Arrival
  readonly tellings: Tellings
}

async function recordCommit(
  deps: AppendDeps,
  group: Group,
  options: CommitOptions,
  { segment, ...measured }: Measured & { readonly segment: Segment },
): Promise<Commit> {
  const { kind } = options
  const now = deps.now()
  const commit: Omit<Commit, 'sequence'> = {
    id: newId<CommitId>('com', now),
    group: group.name,
    kind,
    committedAt: now,
    runId: options.runId ?? deps.runId,
    by: deps.user,
    code: await deps.code?.(),
    rowCount: segment.rowCount,
    sizeBytes: segment.sizeBytes,
    oldestEventAt: segment.oldestEventAt,
    newestEventAt: segment.newestEventAt,
    // What is deleted is no row: the same keys and times by a commit of another kind are another content.
    contentDigest: digestOfValue(kind === 'delete' ? ['delete', segment.digest] : [segment.digest]),
    columns: group.columns,
    ...measured,
    checks: options.checks,
    segments: [segment],
  }
  return deps.database.transaction(async (session) => {
    const made = await insertCommit(session, commit)
    await options.alongside?.(session, made)
    return made
  })
}

/** What the rows hold, and, when it is their turn, how they came after those that are there. */
async function measure(
  deps: AppendDeps,
  group: Group,
  table: string,
  { turn, history }: CommitPlace,
) {
  const measured = await measureRows(deps.engine, group, table)
  await turn
  const commits = await history.list()
  const arrival = await measureArrival(deps, group, table, measured.range, commits)
  // Another commit may have come in since.
  return { ...measured, arrival, comparedThrough: commits.at(-1)?.sequence ?? 0 }
}

/**
 * In a fixed order: the same rows are the same bytes, and the rows of a key are neighbours. Where a row is told
 * twice, which the key and time don't tell apart, all columns decide.
 */
async function writeRows(
  deps: TableDeps,
  group: Group,
  table: string,
): Promise<{ readonly digest: Digest; readonly found: FoundTellings }> {
  const names = Object.keys(storedColumns(group.columns)).map(ident)
  const write = (path: string, order: readonly Sql[]): Promise<void> => {
    const query = sql`
      select ${joinSql(names, ', ')} from ${ident(table)} order by ${joinSql(order, ', ')}`
    return writeParquet(deps.engine, query, path, 'v2')
  }
  const look = (path: string) => measureTellings(deps.engine, group, parquetFiles([path]))
  const quick = [...keyOrder(group), ident(group.time)]
  const told: FoundTellings[] = []
  const digest = await deps.blobs.putWritten(async (path) => {
    await write(path, quick)
    const found = await look(path)
    told.push(found)
    if (found.repeatedCount === 0) return
    await write(path, [...quick, ident('_known_at'), ...names])
    told.push(await look(path))
  })
  const found = told.at(-1)
  if (found === undefined) throw new Error(`nobody looked at the rows of group ${group.name}`)
  return { digest, found }
}
