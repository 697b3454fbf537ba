import { ident, sql, type TableEngine } from '../../table/index.ts'
import type { GroupDeps } from './group-relation.ts'
import type { Group } from './group.ts'
import { trueRows } from './true-rows.ts'

/** How many rows a group has of the last day, and how many it should have. */
export interface Volume {
  readonly expected: readonly [min: number, max: number]
  readonly rowCount: number
  readonly isKept: boolean
}

const dayMs = 86_400_000

/** At a moment, or as it was known by then with `until`. Undefined for a group of which nothing is expected. */
export async function groupVolume(
  deps: GroupDeps & { readonly engine: TableEngine },
  group: Group,
  now: Date,
  options: { readonly until?: Date } = {},
): Promise<Volume | undefined> {
  const expected = group.expect?.rowsPerDay
  if (expected === undefined) return undefined
  const since = new Date(now.getTime() - dayMs)
  const events = { eventsFrom: since, eventsTo: new Date(now.getTime() + 1) }
  const { relation } = await trueRows(deps, group, { ...options, ...events })
  const time = ident(group.time)
  const [found] = await deps.engine.rows(sql`
    select count(*) as row_count from ${relation} where ${time} > ${since} and ${time} <= ${now}`)
  const rowCount = Number(found?.['row_count'])
  return { expected, rowCount, isKept: rowCount >= expected[0] && rowCount <= expected[1] }
}
