import type { Digest } from '../../base/index.ts'
import type { CommitsTable, DatabaseSession, SegmentsTable } from '../../storage/index.ts'
import type { Commit, CommitId, Segment } from './commit.ts'
import type { CommitStore } from './commit-store.ts'

export function sqlCommitStore(database: DatabaseSession): CommitStore {
  const { queries } = database

  async function segmentsOf(commitIds: readonly string[]): Promise<Map<string, Segment[]>> {
    const found = new Map<string, Segment[]>(commitIds.map((id) => [id, []]))
    if (commitIds.length === 0) return found
    const rows = await queries
      .selectFrom('segments')
      .selectAll()
      .where('commit_id', 'in', commitIds)
      .orderBy('position')
      .execute()
    for (const row of rows) found.get(row.commit_id)?.push(toSegment(row))
    return found
  }

  return {
    async list(group, { until } = {}) {
      let query = queries.selectFrom('commits').selectAll().where('group_name', '=', group)
      if (until !== undefined) query = query.where('committed_at', '<=', until.toISOString())
      const rows = await query.orderBy('sequence').execute()
      const segments = await segmentsOf(rows.map((row) => row.commit_id))
      return rows.map((row) => toCommit(row, segments.get(row.commit_id) ?? []))
    },

    async find(id) {
      const row = await queries
        .selectFrom('commits')
        .selectAll()
        .where('commit_id', '=', id)
        .executeTakeFirst()
      if (row === undefined) return undefined
      return toCommit(row, (await segmentsOf([id])).get(id) ?? [])
    },

    async summary(group) {
      const commits = await queries
        .selectFrom('commits')
        .select((e) => [
          e.fn.countAll<number | string>().as('commit_count'),
          e.fn.sum<number | string | null>('row_count').as('row_count'),
          e.fn.max('committed_at').as('newest_at'),
        ])
        .where('group_name', '=', group)
        .executeTakeFirstOrThrow()
      const events = await queries
        .selectFrom('segments')
        .innerJoin('commits', 'commits.commit_id', 'segments.commit_id')
        .select((e) => e.fn.max('segments.max_event_at').as('newest_at'))
        .where('commits.group_name', '=', group)
        .executeTakeFirstOrThrow()
      return {
        commitCount: Number(commits.commit_count),
        rowCount: Number(commits.row_count ?? 0),
        newestCommitAt: toMoment(commits.newest_at),
        newestEventAt: toMoment(events.newest_at),
      }
    },
  }
}

/** Records a commit at the end of its group, within the caller's transaction, and says its place. */
export async function insertCommit(
  session: DatabaseSession,
  commit: Omit<Commit, 'sequence'>,
  schema: unknown,
): Promise<Commit> {
  const { queries } = session
  const newest = await queries
    .selectFrom('commits')
    .select((e) => e.fn.max('sequence').as('sequence'))
    .where('group_name', '=', commit.group)
    .executeTakeFirst()
  const sequence = (newest?.sequence ?? 0) + 1
  await queries
    .insertInto('commits')
    .values({
      commit_id: commit.id,
      group_name: commit.group,
      sequence,
      committed_at: commit.committedAt.toISOString(),
      run_id: commit.runId ?? null,
      row_count: commit.rowCount,
      content_digest: commit.contentDigest,
      statistics: JSON.stringify(commit.statistics),
      schema: JSON.stringify(schema),
      checks: JSON.stringify(commit.checks),
    })
    .execute()
  await queries
    .insertInto('segments')
    .values(
      commit.segments.map((segment, position) => ({
        commit_id: commit.id,
        position,
        digest: segment.digest,
        row_count: segment.rowCount,
        size_bytes: segment.sizeBytes,
        min_event_at: segment.oldestEventAt.toISOString(),
        max_event_at: segment.newestEventAt.toISOString(),
      })),
    )
    .execute()
  return { ...commit, sequence }
}

function toCommit(row: CommitsTable, segments: readonly Segment[]): Commit {
  return {
    id: row.commit_id as CommitId,
    group: row.group_name,
    sequence: row.sequence,
    committedAt: new Date(row.committed_at),
    runId: row.run_id ?? undefined,
    rowCount: row.row_count,
    contentDigest: row.content_digest as Digest,
    statistics: JSON.parse(row.statistics) as Commit['statistics'],
    checks: JSON.parse(row.checks) as Commit['checks'],
    segments,
  }
}

function toSegment(row: SegmentsTable): Segment {
  return {
    digest: row.digest as Digest,
    rowCount: row.row_count,
    sizeBytes: row.size_bytes,
    oldestEventAt: new Date(row.min_event_at),
    newestEventAt: new Date(row.max_event_at),
  }
}

function toMoment(text: string | null): Date | undefined {
  return text === null ? undefined : new Date(text)
}
