import { noProgress, parseDuration, type Progress } from '../../base/index.ts'
import { putTable } from '../../data/index.ts'
import { ident, joinSql, parquetFiles, sql, type EngineRow, type Sql } from '../../table/index.ts'
import type { AppendDeps } from './append-commit.ts'
import { assertColumns } from './assert-columns.ts'
import type { Commit, Segment } from './commit.ts'
import { commitsRelation } from './group-relation.ts'
import type { Group } from './group.ts'
import { newestTellingFirst } from './newest-tellings.ts'
import { replaceSegments } from './replace-segments.ts'
import { sqlCommitStore } from './sql-commit-store.ts'
import { compactedColumns } from './system-columns.ts'
import { withGroupClaim } from './with-group-claim.ts'

export interface CompactOptions {
  /** How far back what was superseded stays to be seen; all of it when it is not told. */
  readonly keepHistoryMs?: number
  /** Keys of which nothing is to be left, not even as of before. */
  readonly forget?: readonly EngineRow[]
  /** How many rows a segment is to have. */
  readonly rowsPerSegment?: number
  readonly signal?: AbortSignal
  readonly onProgress?: Progress
}

export interface CompactedGroup {
  readonly group: string
  readonly segmentsBefore: number
  readonly segmentsAfter: number
  readonly rowsBefore: number
  readonly rowsAfter: number
  readonly bytesBefore: number
  readonly bytesAfter: number
}

/** Bounds memory: so many rows are sorted at a time. */
const usualRowsPerSegment = 4_000_000

/**
 * Writes a group's many segments anew as few sorted ones, of which every reading as of any moment sees
 * what it saw before. Only rows older than the group keeps, what was superseded before the history that
 * is to be kept, and what is to be forgotten are left out. Segments are written first, then replaced in one
 * transaction, so that a killed process leaves the group as it was. Rows that come in meanwhile stay as
 * they are. Throws `columnsChanged`, and `storage.claimHeld` while another process changes the group.
 */
export async function compactGroup(
  deps: AppendDeps,
  group: Group,
  options: CompactOptions = {},
): Promise<CompactedGroup> {
  return withGroupClaim(deps, group.name, async () => {
    const commits = await sqlCommitStore(deps.database).list(group.name)
    assertColumns(group, commits, deps.readersOf)
    const before = commits.flatMap(({ segments }) => segments)
    const through = commits.at(-1)
    if (through === undefined || before.length === 0) return told(group, before, before)
    const forget = options.forget ?? []
    return deps.engine.withRows(keyColumns(group), forget, async (forgotten) => {
      const kept = await keptRows(deps, group, commits, { ...options, forgotten })
      const bounds = await sliceBounds(deps, group, kept, before, options)
      if (bounds === undefined) return told(group, before, before)
      const after = await writeSlices(deps, group, kept, { bounds, through, ...options })
      await replaceSegments(deps, commits, after, {
        historyFrom: historyFrom(deps, options),
        isForgotten: forget.length > 0,
      })
      return told(group, before, after)
    })
  })
}

function told(
  { name }: Group,
  before: readonly Segment[],
  after: readonly Segment[],
): CompactedGroup {
  const sum = (segments: readonly Segment[], of: (segment: Segment) => number) =>
    segments.reduce((total, segment) => total + of(segment), 0)
  return {
    group: name,
    segmentsBefore: before.length,
    segmentsAfter: after.length,
    rowsBefore: sum(before, ({ rowCount }) => rowCount),
    rowsAfter: sum(after, ({ rowCount }) => rowCount),
    bytesBefore: sum(before, ({ sizeBytes }) => sizeBytes),
    bytesAfter: sum(after, ({ sizeBytes }) => sizeBytes),
  }
}

function keyColumns({ key, columns }: Group) {
  return Object.fromEntries(Object.entries(columns).filter(([name]) => key.includes(name)))
}

function historyFrom(
  deps: AppendDeps,
  { keepHistoryMs }: Pick<CompactOptions, 'keepHistoryMs'>,
): Date | undefined {
  return keepHistoryMs === undefined ? undefined : new Date(deps.now().getTime() - keepHistoryMs)
}

async function keptRows(
  deps: AppendDeps,
  group: Group,
  commits: readonly Commit[],
  options: CompactOptions & { readonly forgotten: string },
): Promise<Sql> {
  const relation = await commitsRelation(deps.blobs, group.columns, commits)
  const keys = joinSql(group.key.map(ident), ', ')
  const conditions = [sql`true`]
  if (group.keep !== undefined) {
    const from = new Date(deps.now().getTime() - parseDuration(group.keep))
    conditions.push(sql`${ident(group.time)} >= ${from}`)
  }
  if (options.forget !== undefined) {
    conditions.push(sql`(${keys}) not in (select (${keys}) from ${ident(options.forgotten)})`)
  }
  const rows = sql`(select * from ${relation} where ${joinSql(conditions, ' and ')})`
  const from = historyFrom(deps, options)
  if (from === undefined) return rows
  const known = commits.findLast(({ committedAt }) => committedAt <= from)?.sequence ?? 0
  return withoutHistory(group, rows, { from, known })
}

/**
 * Without what was superseded, or deleted, by what was known by a moment: whoever reads as of that
 * moment or a later one, for that moment or a later one, finds the same.
 */
function withoutHistory(
  { key, time }: Group,
  rows: Sql,
  { from, known }: { readonly from: Date; readonly known: number },
): Sql {
  const identity = joinSql([...key, time].map(ident), ', ')
  const wasKnown = sql`(_commit <= ${known} and _known_at <= ${from})`
  return sql`(select * from ${rows} qualify not (_deleted and ${wasKnown}) and
    not coalesce(bool_or(${wasKnown}) over (partition by ${identity} order by ${newestTellingFirst}
      rows between unbounded preceding and 1 preceding), false))`
}

/** Where time is cut, so that each slice has about as many rows; undefined where nothing is to be done. */
async function sliceBounds(
  deps: AppendDeps,
  group: Group,
  kept: Sql,
  before: readonly Segment[],
  options: CompactOptions,
): Promise<readonly number[] | undefined> {
  const wanted = options.rowsPerSegment ?? usualRowsPerSegment
  const [found] = await deps.engine.rows(sql`select count(*) as row_count from ${kept}`)
  const rowCount = Number(found?.['row_count'])
  const sliceCount = Math.max(1, Math.ceil(rowCount / wanted))
  const isLess = rowCount < before.reduce((sum, segment) => sum + segment.rowCount, 0)
  if (!isLess && before.length <= sliceCount) return undefined
  if (sliceCount === 1) return []
  const shares = Array.from({ length: sliceCount - 1 }, (_, at) => (at + 1) / sliceCount)
  const list: Sql = { strings: [`[${shares.join(', ')}]`], values: [] }
  const [row] = await deps.engine.rows(
    sql`select to_json(approx_quantile(epoch_ms(${ident(group.time)}), ${list})) as bounds from ${kept}`,
  )
  const bounds = JSON.parse(String(row?.['bounds'])) as number[]
  return [...new Set(bounds)].toSorted((a, b) => a - b)
}

async function writeSlices(
  deps: AppendDeps,
  group: Group,
  kept: Sql,
  options: CompactOptions & { readonly bounds: readonly number[]; readonly through: Commit },
): Promise<Segment[]> {
  const { bounds, through, signal, onProgress = noProgress } = options
  const edges = [-Infinity, ...bounds, Infinity]
  const written: Segment[] = []
  for (const [at, from] of edges.slice(0, -1).entries()) {
    signal?.throwIfAborted()
    onProgress({ work: `compacting ${group.name}`, done: at, total: edges.length - 1 })
    const segment = await writeSlice(deps, group, kept, { from, to: edges[at + 1] ?? Infinity })
    if (segment !== undefined) written.push({ ...segment, lastSequence: through.sequence })
  }
  return written
}

async function writeSlice(
  deps: AppendDeps,
  group: Group,
  kept: Sql,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Segment | undefined> {
  const time = ident(group.time)
  const conditions = [
    ...(Number.isFinite(from) ? [sql`epoch_ms(${time}) >= ${from}`] : []),
    ...(Number.isFinite(to) ? [sql`epoch_ms(${time}) < ${to}`] : []),
  ]
  const where = conditions.length === 0 ? sql`true` : joinSql(conditions, ' and ')
  const names = joinSql(Object.keys(compactedColumns(group.columns)).map(ident), ', ')
  const order = joinSql(
    [...group.key, group.time, '_known_at', '_commit', '_delivery'].map(ident),
    ', ',
  )
  const digest = await putTable(
    deps,
    sql`select ${names} from ${kept} where ${where} order by ${order}`,
    'v2',
  )
  const path = await deps.blobs.openPath(digest)
  const [found] = await deps.engine.rows(sql`
    select count(*) as row_count, count(*) filter (_deleted) as deleted_count,
      min(${time}) as oldest, max(${time}) as newest from ${parquetFiles([path])}`)
  const rowCount = Number(found?.['row_count'])
  if (rowCount === 0) return undefined
  return {
    digest,
    rowCount,
    sizeBytes: await deps.blobs.size(digest),
    oldestEventAt: found?.['oldest'] as Date,
    newestEventAt: found?.['newest'] as Date,
    deletedCount: Number(found?.['deleted_count']),
    columns: group.columns,
    lastSequence: undefined,
  }
}
