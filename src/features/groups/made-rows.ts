import { rowFaultFinder } from '../../data/index.ts'
import {
  ident,
  joinSql,
  sql,
  type EngineRow,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import { featuresErrors } from '../errors.ts'
import type { MadeRows } from './derivation.ts'
import type { GroupShape } from './group-shape.ts'
import { newestTellings } from './newest-tellings.ts'

interface Making {
  /** The group whose rows are made, and the one that they are made of. */
  readonly group: GroupShape
  readonly from: GroupShape
  readonly relation: Sql
  /** Keys and `at` of the rows to be made. */
  readonly touched: Sql
  readonly make: MadeRows['make']
}

/** Rows made by a function, known as what they are made of was. Throws `derivationFailed`. */
export async function* madeRows(
  engine: TableEngine,
  { group, from, relation, touched, make }: Making,
): AsyncGenerator<readonly EngineRow[]> {
  const key = joinSql(group.key.map(ident), ', ')
  const faultOf = rowFaultFinder(group.columns)
  const names = joinSql(Object.keys(from.columns).map(ident), ', ')
  const rows = sql`
    select ${names}, _known_at from ${newestTellings(relation, from)}
    where (${key}, ${ident(from.time)}) in (select (${key}, "at") from ${touched})`
  function madeOf(row: EngineRow): EngineRow[] {
    // The function was typed by the group's columns where it was declared.
    const own = make(row as never)
    if (own === undefined) return []
    const keys = Object.fromEntries(group.key.map((name) => [name, row[name]]))
    const made = { ...own, ...keys, at: row[from.time] }
    const fault = faultOf(made)
    if (fault === undefined) return [{ ...made, _known_at: row['_known_at'] }]
    const problem = `the row made of ${JSON.stringify(keys)}: ${fault}`
    throw featuresErrors.derivationFailed({ group: group.name, problem })
  }

  for await (const some of engine.stream(rows)) yield some.flatMap(madeOf)
}
