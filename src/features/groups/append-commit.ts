import { newId, type Clock, digestOfValue } from '../../base/index.ts'
import { putTable, rowFaultFinder, type TableDeps } from '../../data/index.ts'
import type { Database, DatabaseSession } from '../../storage/index.ts'
import { describeColumns, ident, joinSql, sql, type EngineRow } from '../../table/index.ts'
import type { Commit, CommitCheck, CommitId, Segment } from './commit.ts'
import type { Group } from './group.ts'
import { insertCommit } from './sql-commit-store.ts'
import { storedColumns } from './system-columns.ts'

export interface AppendDeps extends TableDeps {
  readonly database: Database
  readonly now: Clock
}

/**
 * Appends the rows of a relation to a group as one commit: segments first, then everything that
 * tells of them in one transaction, so that a killed process leaves all or nothing. `alongside`
 * writes what belongs to the same transaction.
 */
export async function appendRelation(
  deps: AppendDeps,
  group: Group,
  table: string,
  options: {
    readonly runId: string | undefined
    readonly checks: readonly CommitCheck[]
    readonly alongside?: (session: DatabaseSession, commit: Commit) => Promise<void>
  },
): Promise<Commit> {
  const segment = await writeSegment(deps, group, table)
  const statistics = await describeColumns(deps.engine, ident(table), group.columns)
  const now = deps.now()
  const commit = {
    id: newId<CommitId>('com', now),
    group: group.name,
    committedAt: now,
    runId: options.runId,
    rowCount: segment.rowCount,
    contentDigest: digestOfValue([segment.digest]),
    statistics,
    checks: options.checks,
    segments: [segment],
  }
  return deps.database.transaction(async (session) => {
    const made = await insertCommit(session, commit, group.columns)
    await options.alongside?.(session, made)
    return made
  })
}

/**
 * Appends rows that a step made, known from `knownAt` on. Throws a `TypeError` for no rows, and for a
 * row that is not of the group's columns: that is a defect of the step.
 */
export async function appendRows(
  deps: AppendDeps,
  group: Group,
  rows: readonly EngineRow[],
  options: {
    readonly runId: string | undefined
    readonly knownAt: Date
    readonly alongside?: (session: DatabaseSession, commit: Commit) => Promise<void>
  },
): Promise<Commit> {
  const { name, columns } = group
  if (rows.length === 0) throw new TypeError(`There are no rows to append to group ${name}.`)
  const faultOf = rowFaultFinder(columns)
  const stored = rows.map((row, at) => {
    const fault = faultOf(row)
    if (fault !== undefined) throw new TypeError(`Row ${at + 1} for group ${name}: ${fault}.`)
    return { ...row, _known_at: options.knownAt }
  })
  return deps.engine.withRows(storedColumns(columns), stored, (table) =>
    appendRelation(deps, group, table, { ...options, checks: [] }),
  )
}

async function writeSegment(deps: TableDeps, group: Group, table: string): Promise<Segment> {
  const names = Object.keys(storedColumns(group.columns)).map(ident)
  // A fixed order of the rows: the same rows are the same bytes, and neighbours compress well.
  const order = [...group.key, group.time, '_known_at', '_delivery'].map(ident)
  const query = sql`select ${joinSql(names, ', ')} from ${ident(table)} order by ${joinSql(order, ', ')}`
  const digest = await putTable(deps, query)
  const time = ident(group.time)
  const [found] = await deps.engine.rows(
    sql`select count(*) as row_count, min(${time}) as oldest, max(${time}) as newest from ${ident(table)}`,
  )
  return {
    digest,
    rowCount: Number(found?.['row_count']),
    sizeBytes: await deps.blobs.size(digest),
    oldestEventAt: found?.['oldest'] as Date,
    newestEventAt: found?.['newest'] as Date,
  }
}
