import { inTurns } from '../../base/index.ts'
import { appendRelation, type AppendDeps, type CommitOptions } from './append-commit.ts'
import { commitHistory } from './commit-history.ts'
import type { Commit } from './commit.ts'
import type { Group } from './group.ts'
import { withGroupClaim } from './with-group-claim.ts'

/** Bounds memory: so many commits are prepared or made at once. */
export const commitsAtOnce = 2

/**
 * Makes each relation a commit, in their order. The next one is sorted, written and measured while the last is
 * made: two of them are read from at once. What is killed or fails leaves the first of them, each whole.
 * Throws `storage.claimHeld` while another process changes the group.
 */
export async function appendRelations(
  deps: AppendDeps,
  group: Group,
  tables: Iterable<string> | AsyncIterable<string>,
  options: Omit<CommitOptions, 'place'>,
): Promise<Commit[]> {
  return withGroupClaim(deps, group.name, () => {
    const history = commitHistory(deps.database, group.name)
    return inTurns(commitsAtOnce, tables, (table, turn) =>
      appendRelation(deps, group, table, { ...options, place: { turn, history } }),
    )
  })
}
