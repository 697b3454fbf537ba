import type { Digest } from '../../base/index.ts'
import type { CommitsTable, DatabaseSession, SegmentsTable } from '../../storage/index.ts'
import type { Columns } from '../../table/index.ts'
import { featuresErrors } from '../errors.ts'
import type { Commit, CommitId, Segment } from './commit.ts'
import type { CommitStore } from './commit-store.ts'

export function sqlCommitStore(database: DatabaseSession): CommitStore {
  const { queries } = database

  function toCommits(rows: readonly CommitsTable[], found: readonly SegmentsTable[]): Commit[] {
    const segments = Map.groupBy(found, ({ commit_id }) => commit_id)
    const parseColumns = columnsParser()
    return rows.map((row) => toCommit(row, segments.get(row.commit_id) ?? [], parseColumns))
  }

  return {
    async list(group, { until, after = 0 } = {}) {
      let query = queries
        .selectFrom('commits')
        .selectAll()
        .where('group_name', '=', group)
        .where('sequence', '>', after)
      if (until !== undefined) {
        await assertHistory(queries, group, until)
        query = query.where('committed_at', '<=', until.toISOString())
      }
      const segments = queries
        .selectFrom('segments')
        .innerJoin('commits', 'commits.commit_id', 'segments.commit_id')
        .selectAll('segments')
        .where('commits.group_name', '=', group)
        .where('commits.sequence', '>', after)
        .orderBy('segments.position')
      return toCommits(await query.orderBy('sequence').execute(), await segments.execute())
    },

    async find(id) {
      const row = await queries
        .selectFrom('commits')
        .selectAll()
        .where('commit_id', '=', id)
        .executeTakeFirst()
      if (row === undefined) return undefined
      const segments = queries.selectFrom('segments').selectAll().where('commit_id', '=', id)
      return toCommits([row], await segments.orderBy('position').execute())[0]
    },

    async summary(group) {
      const commits = await queries
        .selectFrom('commits')
        .select((e) => [
          e.fn.countAll<number | string>().as('commit_count'),
          e.fn.max('committed_at').as('newest_at'),
        ])
        .where('group_name', '=', group)
        .executeTakeFirstOrThrow()
      const stored = await queries
        .selectFrom('segments')
        .innerJoin('commits', 'commits.commit_id', 'segments.commit_id')
        .select((e) => [
          e.fn.countAll<number | string>().as('segment_count'),
          e.fn.sum<number | string | null>('segments.row_count').as('row_count'),
          e.fn.sum<number | string | null>('segments.deleted_count').as('deleted_count'),
          e.fn.max('segments.max_event_at').as('newest_at'),
        ])
        .where('commits.group_name', '=', group)
        .executeTakeFirstOrThrow()
      return {
        commitCount: Number(commits.commit_count),
        segmentCount: Number(stored.segment_count),
        rowCount: Number(stored.row_count ?? 0) - Number(stored.deleted_count ?? 0),
        newestCommitAt: toMoment(commits.newest_at),
        newestEventAt: toMoment(stored.newest_at),
      }
    },
  }
}

/** Throws `historyForgotten` where what was true at the moment was compacted away. */
async function assertHistory(
  queries: DatabaseSession['queries'],
  group: string,
  until: Date,
): Promise<void> {
  const found = await queries
    .selectFrom('compactions')
    .select((e) => e.fn.max('history_from').as('history_from'))
    .where('group_name', '=', group)
    .executeTakeFirst()
  const from = found?.history_from ?? undefined
  const at = until.toISOString()
  if (from !== undefined && at < from) throw featuresErrors.historyForgotten({ group, at, from })
}

/**
 * Records a commit at the end of its group, within the caller's transaction, and says its place. Its
 * time is that of the commit before it where the clock has gone back since.
 */
export async function insertCommit(
  session: DatabaseSession,
  commit: Omit<Commit, 'sequence'>,
): Promise<Commit> {
  const { queries } = session
  const before = await queries
    .selectFrom('commits')
    .select(['sequence', 'committed_at'])
    .where('group_name', '=', commit.group)
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst()
  const sequence = (before?.sequence ?? 0) + 1
  const now = commit.committedAt.toISOString()
  const committedAt = before === undefined || before.committed_at < now ? now : before.committed_at
  const made = { ...commit, sequence, committedAt: new Date(committedAt) }
  await queries.insertInto('commits').values(toCommitRow(made)).execute()
  await queries
    .insertInto('segments')
    .values(made.segments.map((segment, position) => toSegmentRow(made.id, segment, position)))
    .execute()
  return made
}

function toCommitRow(commit: Commit): CommitsTable {
  return {
    commit_id: commit.id,
    group_name: commit.group,
    sequence: commit.sequence,
    committed_at: commit.committedAt.toISOString(),
    run_id: commit.runId ?? null,
    row_count: commit.rowCount,
    content_digest: commit.contentDigest,
    statistics: JSON.stringify(commit.statistics),
    schema: JSON.stringify(commit.columns),
    checks: JSON.stringify(commit.checks),
    kind: commit.kind,
    committed_by: commit.by ?? null,
    code: commit.code === undefined ? null : JSON.stringify(commit.code),
    arrival: JSON.stringify({ ...commit.arrival, tellings: commit.tellings }),
    min_event_at: commit.oldestEventAt.toISOString(),
    max_event_at: commit.newestEventAt.toISOString(),
    size_bytes: commit.sizeBytes,
  }
}

/** The columns of a segment of one commit are those of the commit. */
export function toSegmentRow(
  commitId: CommitId,
  segment: Segment,
  position: number,
): SegmentsTable {
  const { lastSequence } = segment
  return {
    commit_id: commitId,
    position,
    digest: segment.digest,
    row_count: segment.rowCount,
    size_bytes: segment.sizeBytes,
    min_event_at: segment.oldestEventAt.toISOString(),
    max_event_at: segment.newestEventAt.toISOString(),
    last_sequence: lastSequence ?? null,
    columns: lastSequence === undefined ? null : JSON.stringify(segment.columns),
    deleted_count: segment.deletedCount,
  }
}

type ParseColumns = (text: string) => Columns

/** Thousands of commits tell the same columns: each text is parsed once. */
function columnsParser(): ParseColumns {
  const parsed = new Map<string, Columns>()
  return (text) => {
    const columns = parsed.get(text) ?? (JSON.parse(text) as Columns)
    parsed.set(text, columns)
    return columns
  }
}

type StoredArrival = Commit['arrival'] & Pick<Commit, 'tellings'>

const untold: StoredArrival = { correctionCount: 0, lateCount: 0 }

function parseArrival(text: string): StoredArrival {
  return JSON.parse(text) as StoredArrival
}

function toCommit(
  row: CommitsTable,
  segments: readonly SegmentsTable[],
  parseColumns: ParseColumns,
): Commit {
  const columns = parseColumns(row.schema)
  const { tellings, ...arrival } = row.arrival === null ? untold : parseArrival(row.arrival)
  return {
    id: row.commit_id as CommitId,
    group: row.group_name,
    kind: row.kind,
    sequence: row.sequence,
    committedAt: new Date(row.committed_at),
    runId: row.run_id ?? undefined,
    by: row.committed_by ?? undefined,
    code: row.code === null ? undefined : (JSON.parse(row.code) as Commit['code']),
    rowCount: row.row_count,
    sizeBytes: row.size_bytes,
    oldestEventAt: new Date(row.min_event_at),
    newestEventAt: new Date(row.max_event_at),
    contentDigest: row.content_digest as Digest,
    columns,
    statistics: JSON.parse(row.statistics) as Commit['statistics'],
    checks: JSON.parse(row.checks) as Commit['checks'],
    arrival,
    ...(tellings === undefined ? {} : { tellings }),
    segments: segments.map((segment) => toSegment(segment, columns, parseColumns)),
  }
}

function toSegment(row: SegmentsTable, columns: Columns, parseColumns: ParseColumns): Segment {
  return {
    digest: row.digest as Digest,
    rowCount: row.row_count,
    sizeBytes: row.size_bytes,
    oldestEventAt: new Date(row.min_event_at),
    newestEventAt: new Date(row.max_event_at),
    deletedCount: row.deleted_count,
    columns: row.columns === null ? columns : parseColumns(row.columns),
    lastSequence: row.last_sequence ?? undefined,
  }
}

function toMoment(text: string | null): Date | undefined {
  return text === null ? undefined : new Date(text)
}
