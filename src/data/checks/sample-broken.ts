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
  const values = columns.map((column) => sql`${shows[column] ?? ident(column)} as ${ident(column)}`)
  const asked = [...values, ...(batch === undefined ? [] : [ident(batch)])]
  const numbered = sql`(select *, row_number() over () as ${number} from ${relation})`
  const broken = sql`select ${joinSql(asked, ', ')}, ${number}
    from (select *, ${breaks} as ${ident(brokenName)} from ${numbered}) where ${ident(brokenName)}`
  const rows = await engine.rows(
    batch === undefined
      ? sql`select *, ${number} as ${place} from (${broken}) order by ${number} limit ${sampleCount}`
      : firstOfEach(ident(batch), numbered, broken),
  )
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
const number = ident(numberName)
const place = ident(placeName)

/** Only broken rows are held in memory: the place of a row is counted from the first of its batch. */
function firstOfEach(batch: Sql, numbered: Sql, broken: Sql): Sql {
  return sql`
    select broken.*, broken.${number} - firsts.${number} + 1 as ${place}
    from (${broken}
      qualify row_number() over (partition by ${batch} order by ${number}) <= ${sampleCount}) as broken
    join (select ${batch}, min(${number}) as ${number} from ${numbered} group by ${batch}) as firsts
      on broken.${batch} = firsts.${batch}
    order by broken.${number}`
}
