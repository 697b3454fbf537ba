import { extname } from 'node:path'
import {
  csvFile,
  ident,
  joinSql,
  quoted,
  sql,
  tableErrors,
  type Column,
  type Columns,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import { rowCheck, type Check, type FoundColumn, type RowCheck, type SchemaCheck } from './check.ts'
import { findColumns } from './find-columns.ts'

/** A file of a table, as its declared columns. */
export interface TableFile {
  /** The declared columns, absent where the text is no value of the type. */
  readonly relation: Sql
  readonly foundColumns: readonly FoundColumn[]
  /** That columns are there, that values are of their types, and there where they must be. */
  readonly typeChecks: readonly Check[]
}

const readers: Readonly<Record<string, (file: Sql) => Sql>> = {
  '.parquet': (file) => sql`read_parquet(${file})`,
  '.json': (file) => sql`read_json_auto(${file})`,
  '.jsonl': (file) => sql`read_json_auto(${file}, format = 'newline_delimited')`,
}

/** True for a name whose ending tells a table that can be read. */
export function isTableFile(name: string): boolean {
  return ['.csv', '.tsv', ...Object.keys(readers)].includes(extname(name).toLowerCase())
}

/**
 * Looks at a file by the ending of its name, which may be another than that of its path. Throws
 * `table.unknownFileType`, and what the engine throws.
 */
export async function tableFile(
  engine: TableEngine,
  file: string,
  columns: Columns,
  name: string = file,
): Promise<TableFile> {
  const { raw, foundColumns } = await rawFile(engine, file, name)
  const names = new Set(foundColumns.map(({ name }) => name))
  const parts = Object.entries(columns).flatMap(([name, column]) => {
    const value = names.has(name) ? ident(name) : sql`null`
    const came = sql`nullif(trim(${value}::varchar), '')`
    return [
      sql`${castTo(column.type === 'text' ? came : value, column)} as ${ident(name)}`,
      sql`${came} as ${ident(cameName(name))}`,
    ]
  })
  return {
    foundColumns,
    relation: sql`(select ${joinSql(parts, ', ')} from ${raw})`,
    typeChecks: [
      columnsAreThere,
      ...Object.entries(columns).flatMap(([name, column]) => typeChecksOf(name, column)),
    ],
  }
}

async function rawFile(engine: TableEngine, file: string, fileName: string) {
  const ending = extname(fileName).toLowerCase()
  if (ending === '.csv' || ending === '.tsv') {
    const { relation, names } = await csvFile(file)
    return { raw: relation, foundColumns: names.map((name): FoundColumn => ({ name })) }
  }
  const reader = readers[ending]
  if (reader === undefined) throw tableErrors.unknownFileType({ file: fileName })
  const raw = reader(quoted(file))
  return { raw, foundColumns: await findColumns(engine, raw) }
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
