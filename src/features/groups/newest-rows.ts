import {
  ident,
  joinSql,
  sql,
  type Columns,
  type RowOf,
  type TableEngine,
} from '../../table/index.ts'
import type { GroupDeps } from './group-relation.ts'
import type { Group } from './group.ts'
import { trueRows } from './true-rows.ts'

/** A row of a group, with when it was known and the text that it came with. */
export type StoredRow<C extends Columns> = RowOf<C> & {
  readonly _known_at: Date
  readonly _delivery: string | undefined
}

/**
 * The rows of a group with the newest event time first; of each key and time only what was told last,
 * now or as of `until`.
 */
export async function newestRows<C extends Columns>(
  deps: GroupDeps & { readonly engine: TableEngine },
  group: Group<C>,
  limit: number,
  options: { readonly until?: Date } = {},
): Promise<StoredRow<C>[]> {
  const { relation } = await trueRows(deps, group, options)
  const names = joinSql([...Object.keys(group.columns), '_known_at', '_delivery'].map(ident), ', ')
  const identity = joinSql([...group.key, group.time].map(ident), ', ')
  const rows = await deps.engine.rows(sql`
    select ${names} from ${relation}
    order by ${ident(group.time)} desc, ${identity} limit ${limit}`)
  return rows as unknown as StoredRow<C>[]
}
