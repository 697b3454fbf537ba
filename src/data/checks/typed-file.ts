import {
  ident,
  joinSql,
  sql,
  withTableFile,
  type Column,
  type Columns,
  type OpenedTable,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import { rowCheck, type Check, type FoundColumn, type RowCheck, type SchemaCheck } from './check.ts'

/** A file of a table, as its declared columns. */
export interface TypedFile {
  /** The declared columns, absent where the text is no value of the type. */
  readonly relation: Sql
  readonly foundColumns: readonly FoundColumn[]
  /** That columns are there, that values are of their types, and there where they must be. */
  readonly typeChecks: readonly Check[]
}

/**
 * Opens a file by the ending of its name, which may be another than that of its path, for as long as
 * `use` takes. Throws `table.unknownFileType`, `UnreadableLine` and what the engine throws.
 */
export async function withTypedFile<Result>(
  engine: TableEngine,
  file: string,
  columns: Columns,
  use: (table: TypedFile) => Promise<Result>,
  name: string = file,
): Promise<Result> {
  return withTableFile(engine, file, (opened) => use(toTyped(opened, columns)), { name })
}

function toTyped(opened: OpenedTable, columns: Columns): TypedFile {
  const names = new Set(opened.columns.map(({ name }) => name))
  const parts = Object.entries(columns).flatMap(([name, column]) => {
    const value = names.has(name) ? ident(name) : sql`null`
    const came = sql`nullif(trim(${value}::varchar), '')`
    return [
      sql`${castTo(column.type === 'text' ? came : value, column)} as ${ident(name)}`,
      sql`${came} as ${ident(cameName(name))}`,
    ]
  })
  return {
    foundColumns:
      opened.format === 'csv' ? opened.columns.map(({ name }) => ({ name })) : opened.columns,
    relation: sql`(select ${joinSql(parts, ', ')} from ${opened.relation})`,
    typeChecks: [
      columnsAreThere,
      ...Object.entries(columns).flatMap(([name, column]) => typeChecksOf(name, column)),
    ],
  }
}

/** The column that keeps a value as it came. */
function cameName(name: string): string {
  return `${name} as it came`
}

/** As rows are parsed elsewhere: a number is finite, an integer whole, a moment without a zone is UTC. */
function castTo(value: Sql, { type }: Column): Sql {
  const number = sql`try_cast(${value} as double)`
  switch (type) {
    case 'text':
      return sql`${value}::varchar`
    case 'float':
      return sql`case when isfinite(${number}) then ${number} end`
    case 'integer':
      return sql`case when ${number} = trunc(${number}) and abs(${number}) <= 9007199254740991
        then ${number}::bigint end`
    case 'boolean':
      return sql`case ${value}::varchar when 'true' then true when 'false' then false end`
    case 'timestamp': {
      // The cast to a plain timestamp would drop the zone that a text names.
      const moment = sql`try_cast(${value}::varchar as timestamptz)`
      return sql`case when isfinite(${moment}) then ${moment}::timestamp end`
    }
  }
}

function typeChecksOf(name: string, { type, optional }: Column): RowCheck[] {
  const [value, came] = [ident(name), ident(cameName(name))]
  const typed = rowCheck({
    columns: [name],
    sentence: () => `${name} is of type ${type}`,
    breaks: () => sql`(${came} is not null and ${value} is null)`,
    shows: { [name]: came },
  })
  const present = rowCheck({
    columns: [name],
    sentence: () => `${name} is present`,
    breaks: () => sql`(${came} is null)`,
  })
  return optional ? [typed] : [typed, present]
}

const columnsName = 'the declared columns are there'

const columnsAreThere: SchemaCheck = Object.freeze<SchemaCheck>({
  kind: 'schema',
  name: columnsName,
  sentence: () => columnsName,
  severity: 'refuse',
  columns: [],
  judge: (found, declared) => {
    const names = new Set(found.map(({ name }) => name))
    const missing = Object.entries(declared)
      .filter(([name, { optional }]) => !optional && !names.has(name))
      .map(([name]) => name)
    const told = missing.length === 0 ? 'all are' : `${missing.join(', ')} missing`
    return { holds: missing.length === 0, found: told, failedCount: 0 }
  },
})
