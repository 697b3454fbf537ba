import { ident, joinSql, sql, type Columns } from '../../table/index.ts'
import type { AppendDeps } from './append-commit.ts'
import { commitJudged, withStoredRows, type AppendOptions } from './append-rows.ts'
import type { Commit } from './commit.ts'
import { countRows } from './count-rows.ts'
import { groupRelation } from './group-relation.ts'
import type { Group } from './group.ts'
import type { NewRow } from './new-row.ts'
import { newestTellings } from './newest-tellings.ts'
import { sqlCommitStore } from './sql-commit-store.ts'
import { withGroupClaim } from './with-group-claim.ts'

/**
 * Brings rows in as they are to be from now on: only those that are new or differ from what the group
 * says make a commit; undefined where none does. Throws as `appendRows` does, and `storage.claimHeld`
 * while another process changes the group.
 */
export async function upsertRows<C extends Columns>(
  deps: AppendDeps,
  group: Group<C>,
  rows: Iterable<NewRow<C>>,
  options: AppendOptions<NewRow<C>> = {},
): Promise<Commit | undefined> {
  return withGroupClaim(deps, group.name, () =>
    withStoredRows(deps, group, rows, options, async (table) => {
      await dropTold(deps, group, table)
      if ((await countRows(deps.engine, table)) === 0) return undefined
      return commitJudged(deps, group, table, { kind: 'upsert', ...options })
    }),
  )
}

/** Takes the rows out of a table that the group says already. */
export async function dropTold(deps: AppendDeps, group: Group, table: string): Promise<void> {
  const commits = sqlCommitStore(deps.database)
  const { relation } = await groupRelation({ ...deps, commits }, group)
  const same = Object.keys(group.columns).map(
    (name) => sql`told.${ident(name)} is not distinct from own.${ident(name)}`,
  )
  await deps.engine.run(sql`delete from ${ident(table)} where rowid in (
    select own.rowid from ${ident(table)} as own, ${newestTellings(relation, group)} as told
    where ${joinSql(same, ' and ')})`)
}
