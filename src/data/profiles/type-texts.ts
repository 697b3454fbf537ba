import {
  ident,
  joinSql,
  sql,
  type EngineRow,
  type OpenedTable,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import { inParts } from './passes/in-parts.ts'

interface Texts {
  readonly columns: OpenedTable['columns']
  /** Texts that mean that there is no value, beside the empty one. */
  readonly missing: readonly string[]
}

/** Each column of texts as the narrowest type that all its values can be read as. */
export async function typeTexts(
  engine: TableEngine,
  relation: Sql,
  { columns, missing }: Texts,
): Promise<Sql> {
  const values = await inParts(columns, async (part) => {
    const texts = part.map(({ name }) => textOf(name, missing))
    const counts = joinSql(texts.map(fitsOf), ', ')
    const [found = {}] = await engine.rows(sql`select ${counts} from ${relation}`)
    return part.map(
      ({ name }, at) => sql`${valueOf(textOf(name, missing), found, at)} as ${ident(name)}`,
    )
  })
  return sql`(select ${joinSql(values, ', ')} from ${relation})`
}

/** The same table, where some texts mean that there is no value. */
export function withoutTexts(
  relation: Sql,
  columns: Texts['columns'],
  missing: readonly string[],
): Sql {
  const texts = columns.filter(({ type }) => type === 'VARCHAR')
  if (missing.length === 0 || texts.length === 0) return relation
  const values = texts.map(({ name }) => sql`${cleaned(ident(name), missing)} as ${ident(name)}`)
  return sql`(select * replace (${joinSql(values, ', ')}) from ${relation})`
}

function textOf(name: string, missing: readonly string[]): Sql {
  return cleaned(sql`nullif(trim(${ident(name)}::varchar), '')`, missing)
}

function cleaned(text: Sql, missing: readonly string[]): Sql {
  return missing.reduce((value, word) => sql`nullif(${value}, ${word})`, text)
}

function fitsOf(text: Sql, at: number): Sql {
  const as = (kind: string): Sql => ident(`${kind}_${at}`)
  const number = sql`try_cast(${text} as double)`
  // A number that begins with a zero is the name of something.
  const coded = sql`(${text} like '0_%' and ${text} not like '0.%' and ${text} not like '0e%')`
  return sql`count(${text}) as ${as('all')},
    count(*) filter (${number} = trunc(${number}) and abs(${number}) <= 9007199254740991
      and not contains(${text}, '.') and not ${coded}) as ${as('bigint')},
    count(*) filter (${number} is not null and not ${coded}) as ${as('double')},
    count(*) filter (try_cast(${text} as timestamp) is not null) as ${as('timestamp')},
    count(*) filter (lower(${text}) in ('true', 'false')) as ${as('boolean')}`
}

function valueOf(text: Sql, found: EngineRow, at: number): Sql {
  const fits = (kind: string) =>
    found[`all_${at}`] !== 0 && found[`${kind}_${at}`] === found[`all_${at}`]
  if (fits('boolean')) return sql`(lower(${text}) = 'true')`
  if (fits('bigint')) return sql`${text}::double::bigint`
  if (fits('double')) return sql`${text}::double`
  return fits('timestamp') ? sql`${text}::timestamp` : text
}
