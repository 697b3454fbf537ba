import type { DatabaseSession } from '../../storage/index.ts'
import type { CommitId } from './commit.ts'
import type { TimeRange } from './plan-ranges.ts'

/** A stretch of time of which a group's loader has brought in the rows. */
export interface LoadedRange extends TimeRange {
  readonly group: string
  readonly loadedAt: Date
  readonly rowCount: number
  /** Undefined where nothing came in. */
  readonly commit: CommitId | undefined
}

/** What was loaded of a group, oldest time first. */
export async function listLoadedRanges(
  { queries }: DatabaseSession,
  group: string,
): Promise<LoadedRange[]> {
  const rows = await queries
    .selectFrom('loaded_ranges')
    .selectAll()
    .where('group_name', '=', group)
    .orderBy('since')
    .execute()
  return rows.map((row) => ({
    group,
    since: new Date(row.since),
    until: new Date(row.until),
    loadedAt: new Date(row.loaded_at),
    rowCount: row.row_count,
    commit: (row.commit_id ?? undefined) as CommitId | undefined,
  }))
}

/** Records a stretch; of one that was loaded before, its newest loading. */
export async function insertLoadedRange(
  { queries }: DatabaseSession,
  range: LoadedRange,
): Promise<void> {
  const found = {
    loaded_at: range.loadedAt.toISOString(),
    row_count: range.rowCount,
    commit_id: range.commit ?? null,
  }
  const { group, since, until } = range
  await queries
    .insertInto('loaded_ranges')
    .values({
      group_name: group,
      since: since.toISOString(),
      until: until.toISOString(),
      ...found,
    })
    .onConflict((conflict) => conflict.columns(['group_name', 'since', 'until']).doUpdateSet(found))
    .execute()
}
