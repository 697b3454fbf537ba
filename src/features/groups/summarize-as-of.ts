import { ident, sql, type TableEngine } from '../../table/index.ts'
import type { GroupSummary } from './commit-store.ts'
import { groupRelation, type GroupDeps } from './group-relation.ts'
import type { Group } from './group.ts'

/**
 * What `CommitStore.summary` told at a moment. The rows are counted one by one: a compacted segment also
 * holds those of later commits. Throws `historyForgotten`.
 */
export async function summarizeAsOf(
  deps: GroupDeps & { readonly engine: TableEngine },
  group: Group,
  until: Date,
): Promise<GroupSummary> {
  const { relation, commits } = await groupRelation(deps, group, { until })
  const [found] = await deps.engine.rows(sql`
    select count(*) filter (not _deleted) as row_count, max(${ident(group.time)}) as newest
    from ${relation}`)
  const newest = found?.['newest']
  return {
    commitCount: commits.length,
    segmentCount: commits.reduce((sum, { segments }) => sum + segments.length, 0),
    rowCount: Number(found?.['row_count']),
    newestCommitAt: commits.at(-1)?.committedAt,
    newestEventAt: newest instanceof Date ? newest : undefined,
  }
}
