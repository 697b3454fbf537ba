import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { isSwellError } from '../../base/index.ts'
import {
  parquetFiles,
  tableFormatOf,
  withTableFile,
  writeParquet,
  sql,
  type OpenedTable,
  type Sql,
  type TableEngine,
  type TableFileOptions,
} from '../../table/index.ts'
import { assertNames } from './assert-names.ts'
import { profileErrors } from './errors.ts'
import { findFileProblem } from './find-file-problem.ts'
import type { Profile } from './profile.ts'
import { profileTable, type ProfileOptions } from './profile-table.ts'
import { typeTexts, withoutTexts } from './type-texts.ts'

/** A file and a way to its content. */
export interface ProfiledFile {
  /** Its ending tells the format. */
  readonly path: string
  readonly open: <Result>(use: (file: string) => Promise<Result>) => Promise<Result>
}

export interface ProfileFileOptions
  extends
    Pick<ProfileOptions, 'time' | 'by'>,
    Pick<TableFileOptions, 'delimiter' | 'quote' | 'encoding'> {
  /** Texts that mean that there is no value, beside the empty one: `['?', 'NA']`. */
  readonly missing?: readonly string[]
}

/**
 * The profile of files of one shape, as one table named `table`; files that are no tables by their
 * ending are passed over. Texts are first brought to Parquet in a temporary folder, each column of the
 * narrowest type that all its values have. If one column only is of moments, it is the event time.
 * Throws `data.profileNotReadable`, `data.profileWithoutTables`, `data.profileFilesDiffer`, and what
 * `profileTable` throws.
 */
export async function profileFiles(
  engine: TableEngine,
  table: string,
  files: readonly ProfiledFile[],
  options: ProfileFileOptions = {},
): Promise<Profile> {
  const tables = files.filter(({ path }) => tableFormatOf(path) !== undefined)
  if (tables.length === 0) throw profileErrors.profileWithoutTables({ table })
  const folder = await mkdtemp(join(tmpdir(), 'swell-profile-'))
  try {
    return await withTables(engine, tables, { options, folder }, async (opened) => {
      const relation = await typedRelation(engine, opened, { options, folder })
      return profileTable(engine, relation, { time: { kind: 'only' }, ...options })
    })
  } catch (error) {
    if (!isSwellError(error) || error.code !== 'data.profileWithoutRows') throw error
    throw profileErrors.profileWithoutRows({ table }, error)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

/**
 * Hands the table of a file to `use`, each column of the narrowest type that all its values have. Throws
 * `data.profileNotReadable`.
 */
export async function withTypedTable<Result>(
  engine: TableEngine,
  file: ProfiledFile,
  use: (relation: Sql) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'swell-profile-'))
  try {
    return await openFile(engine, file, {}, async (opened) =>
      use(await typedRelation(engine, opened, { options: {}, folder })),
    )
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

interface Work {
  readonly options: ProfileFileOptions
  /** Where to put what is made on the way. */
  readonly folder: string
}

/** Of several files each is brought to Parquet first, so that one pass reads them all. */
async function withTables(
  engine: TableEngine,
  files: readonly ProfiledFile[],
  { options, folder }: Work,
  use: (table: OpenedTable) => Promise<Profile>,
): Promise<Profile> {
  const [first] = files
  if (first !== undefined && files.length === 1) return openFile(engine, first, options, use)
  const parts: string[] = []
  const shapes: (Pick<OpenedTable, 'format' | 'columns'> & { readonly path: string })[] = []
  for (const file of files) {
    await openFile(engine, file, options, async ({ relation, format, columns }) => {
      const shape = { path: file.path, format, columns }
      assertSameShape(shapes[0] ?? shape, shape)
      const part = join(folder, `part-${parts.length}.parquet`)
      await writeParquet(engine, sql`select * from ${relation}`, part)
      parts.push(part)
      shapes.push(shape)
    })
  }
  const format = shapes.some((shape) => shape.format === 'csv') ? 'csv' : 'parquet'
  return use({ format, columns: shapes[0]?.columns ?? [], relation: allParts(parts) })
}

async function openFile<Result>(
  engine: TableEngine,
  { path, open }: ProfiledFile,
  { delimiter, quote, encoding }: ProfileFileOptions,
  use: (table: OpenedTable) => Promise<Result>,
): Promise<Result> {
  const dialect = {
    ...(delimiter === undefined ? {} : { delimiter }),
    ...(quote === undefined ? {} : { quote }),
    ...(encoding === undefined ? {} : { encoding }),
  }
  const named = (table: OpenedTable) => {
    assertNames(table)
    return use(table)
  }
  try {
    return await open((file) => withTableFile(engine, file, named, { name: path, ...dialect }))
  } catch (error) {
    const problem = findFileProblem(error)
    if (problem === undefined) throw error
    throw profileErrors.profileNotReadable({ file: basename(path), problem }, error)
  }
}

function assertSameShape(
  first: Pick<OpenedTable, 'columns'> & { readonly path: string },
  other: Pick<OpenedTable, 'columns'> & { readonly path: string },
): void {
  const [known, found] = [first, other].map(({ columns }) => columns.map(({ name }) => name))
  const added = found?.filter((name) => !known?.includes(name)) ?? []
  const removed = known?.filter((name) => !found?.includes(name)) ?? []
  if (added.length + removed.length === 0) return
  throw profileErrors.profileFilesDiffer({
    first: first.path,
    other: other.path,
    difference: [
      ...(removed.length === 0 ? [] : [`it lacks ${removed.join(', ')}`]),
      ...(added.length === 0 ? [] : [`it has ${added.join(', ')} too`]),
    ].join(', and '),
  })
}

function allParts(parts: readonly string[]): Sql {
  const { strings, values } = parquetFiles(parts)
  const last = strings.at(-1) ?? ''
  return {
    strings: [...strings.slice(0, -1), last.replace(/\)$/, ', union_by_name = true)')],
    values,
  }
}

/** What is slow to read again and again is written down. */
async function typedRelation(
  engine: TableEngine,
  { format, relation, columns }: OpenedTable,
  { options: { missing = [] }, folder }: Work,
): Promise<Sql> {
  if (format === 'parquet' || format === 'arrow') return withoutTexts(relation, columns, missing)
  const path = join(folder, 'table.parquet')
  const values =
    format === 'csv'
      ? await typeTexts(engine, relation, { columns, missing })
      : withoutTexts(relation, columns, missing)
  await writeParquet(engine, sql`select * from ${values}`, path)
  return parquetFiles([path])
}
