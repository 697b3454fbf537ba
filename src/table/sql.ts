/** A piece of SQL and the values of its places, `$1` onwards once it is written out. */
export interface Sql {
  readonly strings: readonly string[]
  readonly values: readonly SqlPart[]
}

export type SqlValue = string | number | boolean | Date | null
type SqlPart = SqlValue | Sql

/** SQL with values as parameters: what stands in `${…}` is never read as SQL unless it is `Sql` itself. */
export function sql(strings: TemplateStringsArray, ...values: readonly SqlPart[]): Sql {
  return { strings: [...strings], values }
}

/** A name, quoted. */
export function ident(name: string): Sql {
  return literalSql(`"${name.replaceAll('"', '""')}"`)
}

/** A text written into the SQL itself, for places where DuckDB takes no parameter (file names). */
export function quoted(value: string): Sql {
  return literalSql(`'${value.replaceAll("'", "''")}'`)
}

export function joinSql(parts: readonly Sql[], separator: string): Sql {
  const [first, ...rest] = parts
  if (first === undefined) return literalSql('')
  return {
    strings: ['', ...rest.map(() => separator), ''],
    values: [first, ...rest],
  }
}

/** The text with `$1, $2, …` and the values in that order. */
export function writeSql(statement: Sql): { readonly text: string; readonly values: SqlValue[] } {
  const values: SqlValue[] = []
  const text = writeWith(statement, (value) => `$${values.push(value)}`)
  return { text, values }
}

/** The statement with its values written in, for people to read and paste; never to be run. */
export function showSql(statement: Sql): string {
  return writeWith(statement, showValue)
}

function writeWith(part: Sql, write: (value: SqlValue) => string): string {
  return part.strings.reduce((text, string, index) => {
    if (index === 0) return string
    const value = part.values[index - 1]
    return text + (isSql(value) ? writeWith(value, write) : write(value ?? null)) + string
  }, '')
}

function showValue(value: SqlValue): string {
  if (value instanceof Date) return `timestamp '${value.toISOString().slice(0, -1)}'`
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'`
  return String(value)
}

function isSql(part: SqlPart | undefined): part is Sql {
  return typeof part === 'object' && part !== null && 'strings' in part
}

function literalSql(text: string): Sql {
  return { strings: [text], values: [] }
}
