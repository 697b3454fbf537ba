import { ident, joinSql, sql, type Columns, type RowOf } from '../../table/index.ts'
import { rowCheck, type RowCheck } from './check.ts'

/**
 * A rule of one's own as a function that is true for a good row. It is asked once for each different
 * row of the columns that it reads, which are held in memory: give it few columns of few values, and
 * prefer `rule` for what SQL can say.
 */
export function rowRule<const C extends Columns, const Name extends keyof C & string>(options: {
  readonly name: string
  readonly columns: C
  readonly reads: readonly [Name, ...Name[]]
  readonly holds: (row: Pick<RowOf<C>, Name>) => boolean
}): RowCheck<Name> {
  const { name, columns, reads, holds } = options
  const badColumns = Object.fromEntries(
    Object.entries(columns)
      .filter(([column]) => (reads as readonly string[]).includes(column))
      .map(([column, declared]) => [badName(column), declared]),
  )
  const bad = { name: `rows that break ${name}`, columns: badColumns }
  const names = joinSql(reads.map(ident), ', ')
  const same = joinSql(
    reads.map((column) => sql`${ident(badName(column))} is not distinct from ${ident(column)}`),
    ' and ',
  )
  return rowCheck({
    columns: reads,
    sentence: () => name,
    breaks: ({ tables }) => sql`exists (select 1 from ${tables(bad)} where ${same})`,
    makes: {
      table: bad,
      rows: async (engine, relation) => {
        const rows = await engine.rows(sql`select distinct ${names} from ${relation}`)
        return rows
          .filter((row) => !holds(row as Pick<RowOf<C>, Name>))
          .map((row) => Object.fromEntries(reads.map((read) => [badName(read), row[read]])))
      },
    },
  })
}

function badName(column: string): string {
  return `bad ${column}`
}
