import type { Clock } from '../../base/index.ts'
import type { Database } from '../../storage/index.ts'
import type { Commit, Segment } from './commit.ts'
import { toSegmentRow } from './sql-commit-store.ts'

/** Puts other segments in the place of those of the commits, all of which they have the rows of. */
export async function replaceSegments(
  deps: { readonly database: Database; readonly now: Clock },
  commits: readonly Commit[],
  segments: readonly Segment[],
  made: { readonly historyFrom: Date | undefined; readonly isForgotten: boolean },
): Promise<void> {
  const [first] = commits
  const last = commits.at(-1)
  if (first === undefined || last === undefined) return
  await deps.database.transaction(async ({ queries }) => {
    // Statistics tell the commonest values, which may be what is to be forgotten.
    if (made.isForgotten) {
      await queries.deleteFrom('window_statistics').where('group_name', '=', first.group).execute()
    }
    const own = queries
      .selectFrom('commits')
      .select('commit_id')
      .where('group_name', '=', first.group)
      .where('sequence', '<=', last.sequence)
    await queries.deleteFrom('segments').where('commit_id', 'in', own).execute()
    const rows = segments.map((segment, position) => toSegmentRow(first.id, segment, position))
    if (rows.length > 0) await queries.insertInto('segments').values(rows).execute()
    const compaction = {
      through_sequence: last.sequence,
      history_from: made.historyFrom?.toISOString() ?? null,
    }
    await queries
      .insertInto('compactions')
      .values({ group_name: first.group, made_at: deps.now().toISOString(), ...compaction })
      .onConflict((conflict) => conflict.columns(['group_name', 'made_at']).doUpdateSet(compaction))
      .execute()
  })
}
