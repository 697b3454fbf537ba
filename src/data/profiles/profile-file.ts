import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, extname, join } from 'node:path'
import { isSwellError } from '../../base/index.ts'
import {
  csvFile,
  ident,
  joinSql,
  parquetFiles,
  quoted,
  sql,
  tableErrors,
  UnreadableLine,
  writeParquet,
  type EngineRow,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import { profileErrors } from './errors.ts'
import type { Profile } from './profile.ts'
import { profileTable, type ProfileOptions } from './profile-table.ts'

/**
 * The profile of a .csv, .tsv, .parquet, .json or .jsonl file. A text is first brought to Parquet in a
 * temporary folder, each column of the narrowest type that all its values have. Throws
 * `data.nothingToProfile`, `data.profileNotReadable`, `data.profileWithoutRows` and
 * `table.unknownFileType`.
 */
export async function profileFile(
  engine: TableEngine,
  file: string,
  options: Pick<ProfileOptions, 'time' | 'by'> = {},
): Promise<Profile> {
  await assertFile(file)
  const folder = await mkdtemp(join(tmpdir(), 'swell-profile-'))
  try {
    const relation = await openFile(engine, file, folder)
    return await profileTable(engine, relation, { time: { kind: 'only' }, ...options })
  } catch (error) {
    if (isSwellError(error)) throw nameTable(error, file)
    if (!isFileFault(error)) throw error
    throw profileErrors.profileNotReadable(
      { file: basename(file), problem: beginOf(error.message) },
      error,
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

async function assertFile(file: string): Promise<void> {
  const found = await stat(file).catch((error: unknown) => {
    throw profileErrors.nothingToProfile({ file }, error)
  })
  if (!found.isFile()) throw profileErrors.nothingToProfile({ file })
}

function nameTable(error: Error & { readonly code: string }, file: string): Error {
  if (error.code !== 'data.profileWithoutRows') return error
  return profileErrors.profileWithoutRows({ table: basename(file) }, error)
}

/** What is said of a line or file that can't be read, by us or by the engine. */
function isFileFault(error: unknown): error is Error {
  if (error instanceof UnreadableLine) return true
  return error instanceof Error && fileFault.test(error.message)
}

const fileFault = /^((IO|Conversion) Error: |Invalid Input Error: .*(CSV|JSON|[Pp]arquet|[Ff]ile))/

/** The engine goes on with advice for those who write SQL. */
function beginOf(message: string): string {
  const [said = ''] = message
    .replace(/^(Invalid Input|IO|Conversion) Error: /, '')
    .split('Possible fixes')
  return said.trim().split('\n').slice(0, 3).join('; ')
}

async function openFile(engine: TableEngine, file: string, folder: string): Promise<Sql> {
  const path = join(folder, 'table.parquet')
  switch (extname(file).toLowerCase()) {
    case '.parquet':
      return sql`read_parquet(${quoted(file)})`
    case '.csv':
    case '.tsv': {
      const { relation, names } = await csvFile(file)
      const values = await typedValues(engine, relation, names)
      await writeParquet(engine, sql`select ${joinSql(values, ', ')} from ${relation}`, path)
      return parquetFiles([path])
    }
    case '.json':
      await writeParquet(engine, sql`select * from read_json_auto(${quoted(file)})`, path)
      return parquetFiles([path])
    case '.jsonl':
      await writeParquet(
        engine,
        sql`select * from read_json_auto(${quoted(file)}, format = 'newline_delimited')`,
        path,
      )
      return parquetFiles([path])
    default:
      throw tableErrors.unknownFileType({ file: basename(file) })
  }
}

/** Each column as the narrowest type that all its texts can be read as. */
async function typedValues(engine: TableEngine, relation: Sql, names: readonly string[]) {
  const parts = names.map((name, at) => fitsOf(textOf(name), at))
  const [found = {}] = await engine.rows(sql`select ${joinSql(parts, ', ')} from ${relation}`)
  return names.map((name, at) => sql`${valueOf(textOf(name), found, at)} as ${ident(name)}`)
}

function textOf(name: string): Sql {
  return sql`nullif(trim(${ident(name)}), '')`
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
