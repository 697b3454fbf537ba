import { sql, type Columns } from '../../table/index.ts'
import type { CheckTable } from './check-table.ts'
import { rowCheck, type RowCheck } from './check.ts'
import { allPresent, together } from './row-checks.ts'

/**
 * What stands in these columns stands in another table too: `references({ beachId: 'id' }, beaches)`.
 * A row that lacks one of them refers to nothing and is not judged.
 */
export function references<const Name extends string, C extends Columns>(
  columns: Readonly<Record<Name, keyof C & string>>,
  table: CheckTable<C>,
): RowCheck<Name> {
  const own = Object.keys(columns) as Name[]
  const others = Object.values<string>(columns)
  return rowCheck({
    columns: own,
    tables: [table],
    sentence: () => `${own.join(', ')} stand in ${table.name} as ${others.join(', ')}`,
    breaks: ({ tables }) => {
      // Rows with an absent value would make `not in` unknown for all.
      const known = sql`select ${together(others)} from ${tables(table)} where ${allPresent(others)}`
      return sql`(${allPresent(own)} and ${together(own)} not in (${known}))`
    },
  })
}
