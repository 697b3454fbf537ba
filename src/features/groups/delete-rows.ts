import { ident, joinSql, sql, type Columns, type EngineRow, type RowOf } from '../../table/index.ts'
import { featuresErrors } from '../errors.ts'
import { appendRelation, type AppendDeps } from './append-commit.ts'
import type { AppendOptions } from './append-rows.ts'
import type { Commit } from './commit.ts'
import { countRows } from './count-rows.ts'
import { groupRelation } from './group-relation.ts'
import type { Group } from './group.ts'
import { newestTellings } from './newest-tellings.ts'
import { sqlCommitStore } from './sql-commit-store.ts'
import { storedColumns } from './system-columns.ts'
import { withGroupClaim } from './with-group-claim.ts'

export interface DeletedRows {
  /** Undefined where there was nothing to delete. */
  readonly commit: Commit | undefined
  readonly rowCount: number
  /** How many of the keys that were given have no row. */
  readonly unknownCount: number
}

/**
 * Says of rows that they are no more, from now on: what was known before stays to be seen as of then.
 * A key names its key columns, and the event time where only that row is meant; all rows of the key are,
 * without. Throws `keyIncomplete`, and `storage.claimHeld` while another process changes the group.
 */
export async function deleteRows<C extends Columns>(
  deps: AppendDeps,
  group: Group<C>,
  keys: readonly Partial<RowOf<C>>[],
  options: Pick<AppendOptions, 'runId' | 'alongside'> = {},
): Promise<DeletedRows> {
  const names = keyNames(group, keys)
  const columns = Object.fromEntries(
    Object.entries(group.columns).filter(([name]) => names.includes(name)),
  )
  return withGroupClaim(deps, group.name, () =>
    deps.engine.withRows(columns, keys as readonly EngineRow[], async (given) => {
      const commits = sqlCommitStore(deps.database)
      const { relation } = await groupRelation({ ...deps, commits }, group)
      const told = newestTellings(relation, group)
      const using = joinSql(names.map(ident), ', ')
      const [found] = await deps.engine.rows(sql`
        select count(*) as unknown_count from (select distinct ${using} from ${ident(given)})
        anti join ${told} using (${using})`)
      const unknownCount = Number(found?.['unknown_count'])
      const stored = storedColumns(group.columns)
      return deps.engine.withRows(stored, [], async (table) => {
        await deps.engine.run(tombstones(group, { table, told, given, using, at: deps.now() }))
        const rowCount = await countRows(deps.engine, table)
        if (rowCount === 0) return { commit: undefined, rowCount, unknownCount }
        const about = { kind: 'delete', runId: undefined, ...options, checks: [] } as const
        const commit = await appendRelation(deps, group, table, about)
        return { commit, rowCount, unknownCount }
      })
    }),
  )
}

function keyNames<C extends Columns>(
  group: Group<C>,
  keys: readonly Partial<RowOf<C>>[],
): string[] {
  const withTime = keys.length > 0 && keys.every((key) => key[group.time] !== undefined)
  const names = withTime ? [...group.key, group.time] : [...group.key]
  for (const [at, key] of keys.entries()) {
    const lacking = names.find((name) => key[name] === undefined)
    const stray = Object.keys(key).find((name) => !names.includes(name))
    if (lacking === undefined && stray === undefined) continue
    const expected = `${group.key.join(', ')}, with or without ${group.time} in all of them`
    throw featuresErrors.keyIncomplete({ group: group.name, row: at + 1, expected })
  }
  return names
}

/** Known from now on, or, for a row that is known only later, from then. */
function tombstones(
  group: Group,
  given: {
    readonly table: string
    readonly told: ReturnType<typeof newestTellings>
    readonly given: string
    readonly using: ReturnType<typeof joinSql>
    readonly at: Date
  },
) {
  const identity = joinSql([...group.key, group.time].map(ident), ', ')
  return sql`insert into ${ident(given.table)} by name
    select ${identity}, greatest(_known_at, ${given.at}) as _known_at from ${given.told}
    where (${given.using}) in (select (${given.using}) from ${ident(given.given)})`
}
