import { ident, joinSql, sql, type Sql, type TableEngine } from '../../table/index.ts'
import type { FailedRow } from './check-result.ts'

const sampleCount = 5

/**
 * The first rows that break a rule, and where they stand in the table. Where there are batches: the first
 * ones of each, and where they stand in theirs.
 */
export async function sampleBroken(
  engine: TableEngine,
  relation: Sql,
  breaks: Sql,
  options: {
    readonly columns: readonly string[]
    readonly batch: string | undefined
    /** What is shown instead of a column's value. */
    readonly shows: Readonly<Record<string, Sql>>
  },
): Promise<FailedRow[]> {
  const { columns, batch, shows } = options
  const number = ident(numberName)
  const numbered = sql`(select *, row_number() over () as ${number} from ${relation})`
  const within = batch === undefined ? sql`` : sql`partition by ${ident(batch)}`
  const judged = sql`(select *, ${number} - min(${number}) over (${within}) + 1 as ${ident(placeName)},
    ${breaks} as ${ident(brokenName)} from ${numbered})`
  const values = columns.map((column) => sql`${shows[column] ?? ident(column)} as ${ident(column)}`)
  const asked = [...values, ...(batch === undefined ? [] : [ident(batch)]), ident(placeName)]
  const rows = await engine.rows(sql`select ${joinSql(asked, ', ')} from ${judged}
    where ${ident(brokenName)}
    qualify row_number() over (${within} order by ${number}) <= ${sampleCount}
    order by ${number}`)
  return rows.map((row) => ({
    place: {
      ...(batch === undefined ? {} : { batch: String(row[batch]) }),
      row: Number(row[placeName]),
    },
    values: Object.fromEntries(columns.map((column) => [column, row[column]])),
  }))
}

const numberName = 'row number'
const placeName = 'row place'
const brokenName = 'row broken'
