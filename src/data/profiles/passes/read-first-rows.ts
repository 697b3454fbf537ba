import { ident, joinSql, sql, type Sql, type TableEngine } from '../../../table/index.ts'
import type { Profile } from '../profile.ts'
import type { ProfiledColumn } from './profiled-column.ts'

const shownRows = 10
const shownCharacters = 500

/** The first rows as JSON has them; long texts are cut. */
export async function readFirstRows(
  engine: TableEngine,
  relation: Sql,
  columns: readonly ProfiledColumn[],
): Promise<Profile['sample']> {
  const names = joinSql(
    columns.map(({ value, kind }, at) => {
      const shown = kind === 'text' ? sql`left(${value}, ${shownCharacters})` : value
      return sql`${shown} as ${ident(`value_${at}`)}`
    }),
    ', ',
  )
  const rows = await engine.rows(sql`select ${names} from ${relation} limit ${shownRows}`)
  return rows.map((row) =>
    Object.fromEntries(columns.map(({ name }, at) => [name, toJson(row[`value_${at}`])])),
  )
}

function toJson(value: unknown): unknown {
  if (value === undefined) return null
  if (value instanceof Date) return value.toISOString()
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value
}
