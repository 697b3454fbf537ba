import type { BlobStore } from '../../storage/index.ts'
import { ident, joinSql, sql, type TableEngine } from '../../table/index.ts'
import type { Arrival, Commit, Segment } from './commit.ts'
import { commitsRelation } from './group-relation.ts'
import type { GroupShape } from './group-shape.ts'

interface ArrivalDeps {
  readonly engine: TableEngine
  readonly blobs: BlobStore
}

/**
 * Which rows of a table, that is to be a commit, correct others or come late. A row that was known
 * before it was true, as a forecast is, is never late.
 */
export async function measureArrival(
  deps: ArrivalDeps,
  group: GroupShape,
  table: string,
  range: Pick<Segment, 'oldestEventAt' | 'newestEventAt'>,
  commits: readonly Commit[],
): Promise<Arrival> {
  if (commits.length === 0) return { correctionCount: 0, lateCount: 0 }
  const correctionCount = await countCorrections(deps, group, table, touching(commits, range))
  const known = commits.reduce((newest, { newestEventAt }) => Math.max(newest, +newestEventAt), 0)
  if (+range.oldestEventAt >= known) return { correctionCount, lateCount: 0 }
  const time = ident(group.time)
  const behind = sql`${known} - epoch_ms(${time})`
  const [found] = await deps.engine.rows(sql`
    select count(*) as late_count, median(${behind}) as late_median, max(${behind}) as late_max
    from ${ident(table)} where epoch_ms(${time}) < ${known} and ${time} < _known_at`)
  const lateCount = Number(found?.['late_count'] ?? 0)
  if (lateCount === 0) return { correctionCount, lateCount }
  const lateMedianMs = Number(found?.['late_median'])
  return { correctionCount, lateCount, lateMedianMs, lateMaxMs: Number(found?.['late_max']) }
}

/** The commits with only those segments that have rows of the same time. */
function touching(
  commits: readonly Commit[],
  { oldestEventAt, newestEventAt }: Pick<Segment, 'oldestEventAt' | 'newestEventAt'>,
): Commit[] {
  return commits.map((commit) => ({
    ...commit,
    segments: commit.segments.filter(
      (own) => own.newestEventAt >= oldestEventAt && own.oldestEventAt <= newestEventAt,
    ),
  }))
}

async function countCorrections(
  deps: ArrivalDeps,
  { key, time, columns }: GroupShape,
  table: string,
  commits: readonly Commit[],
): Promise<number> {
  if (commits.every(({ segments }) => segments.length === 0)) return 0
  const names = joinSql([...key, time].map(ident), ', ')
  const own = Object.entries(columns).filter(([column]) => [...key, time].includes(column))
  const relation = await commitsRelation(deps.blobs, Object.fromEntries(own), commits)
  const [found] = await deps.engine.rows(sql`
    select count(*) as row_count from ${ident(table)}
    where (${names}) in (select (${names}) from ${relation})`)
  return Number(found?.['row_count'] ?? 0)
}
