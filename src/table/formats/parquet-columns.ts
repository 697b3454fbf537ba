import { suggestName } from '../../base/index.ts'
import type { Columns, ColumnType } from '../column.ts'
import { tableErrors } from '../errors.ts'
import { ident, joinSql, sql, type Sql } from '../sql.ts'

/**
 * What to select from a Parquet file to have its values as declared columns have them. Values of a type
 * that doesn't fit are taken as they are, for the row to be refused. Throws `table.columnNotInFile`.
 */
export function parquetColumns(
  columns: Columns,
  found: readonly { readonly name: string; readonly type: string }[],
  names: Readonly<Record<string, string>> = {},
): Sql {
  const parts = Object.entries(columns).map(([name, { type, optional }]) => {
    const from = names[name] ?? name
    const column = found.find((one) => one.name === from)
    if (column !== undefined) return sql`${valueOf(column, type)} as ${ident(name)}`
    if (optional) return sql`null as ${ident(name)}`
    const known = found.map((one) => one.name)
    throw tableErrors.columnNotInFile({
      column: from,
      found: `${known.join(', ')}. ${suggestName(from, known)}`,
    })
  })
  return joinSql(parts, ', ')
}

const casts: Readonly<Record<ColumnType, { readonly of: RegExp; readonly cast: Sql }>> = {
  text: { of: /^(ENUM|UUID|JSON)/, cast: sql`::varchar` },
  float: {
    of: /^(U?(TINY|SMALL|BIG|HUGE)?INT|UINTEGER|INTEGER|FLOAT|DECIMAL)/,
    cast: sql`::double`,
  },
  integer: { of: /^(DECIMAL|U?HUGEINT|UBIGINT)/, cast: sql`::double` },
  boolean: { of: /^$/, cast: sql`` },
  timestamp: { of: /^(DATE|TIMESTAMP)/, cast: sql`::timestamp` },
}

function valueOf({ name, type }: { readonly name: string; readonly type: string }, to: ColumnType) {
  const { of, cast } = casts[to]
  return of.test(type) ? sql`${ident(name)}${cast}` : ident(name)
}
