import {
  ident,
  joinSql,
  sql,
  tableFormatOf,
  type Columns,
  type Sql,
  type TableEngine,
} from '../../table/index.ts'
import { toReport, type CheckReport, type CheckResult, type FailedRow } from './check-result.ts'
import { checkRows, type CheckOptions } from './check-rows.ts'
import { fileProblem, unreadable, unreadableLines } from './reading-fault.ts'
import { tornLines } from './torn-lines.ts'
import { withTypedFile, type TypedFile } from './typed-file.ts'

/** A file of a dataset, and a way to its content. */
export interface DatasetFile {
  readonly path: string
  readonly open: <Result>(use: (file: string) => Promise<Result>) => Promise<Result>
}

/** Opens those of the files that are tables by their endings, for as long as `use` runs. */
export async function withTableFiles<Result>(
  engine: TableEngine,
  files: readonly DatasetFile[],
  columns: Columns,
  use: (tables: readonly OpenedFile[]) => Promise<Result>,
): Promise<Result> {
  const tables = files.filter(({ path }) => tableFormatOf(path) !== undefined)
  const openFrom = async (at: number, opened: readonly OpenedFile[]): Promise<Result> => {
    const file = tables[at]
    if (file === undefined) return use(opened)
    const { path } = file
    return file.open((content) =>
      withTypedFile(
        engine,
        content,
        columns,
        (table) => openFrom(at + 1, [...opened, { ...table, path }]),
        path,
      ),
    )
  }
  return openFrom(0, [])
}

export interface OpenedFile extends TypedFile {
  readonly path: string
}

/**
 * Judges the tables among a dataset's files as one: that they can be read and are of the declared types,
 * then by `checks`. The place of a row that breaks one is told within its file.
 */
export async function checkFiles(
  engine: TableEngine,
  files: readonly DatasetFile[],
  options: Omit<CheckOptions, 'batch' | 'batches' | 'foundColumns'>,
): Promise<CheckReport> {
  try {
    return await withTableFiles(engine, files, options.columns, (tables) =>
      checkTables(engine, tables, options),
    )
  } catch (error) {
    const problem = fileProblem(error)
    if (problem === undefined) throw error
    const torn = await tornLinesOf(engine, files, options.columns)
    return toReport(options.table, 0, [{ ...unreadable(problem), ...torn }])
  }
}

const toldLines = 20

/** The first torn lines of all files, and how many there are. What no line tells the engine has told. */
async function tornLinesOf(
  engine: TableEngine,
  files: readonly DatasetFile[],
  columns: Columns,
): Promise<Pick<CheckResult, 'failedCount' | 'rows'> & { readonly found?: string }> {
  const rows: FailedRow[] = []
  let first: string | undefined
  let failedCount = 0
  for (const { path, open } of files) {
    if (tableFormatOf(path) === undefined) continue
    const torn = await open((content) => tornLines(engine, content, columns, path))
    if (torn === undefined) continue
    const inFile = unreadableLines(torn, 0)
    first ??= `${path}: ${inFile.found}`
    failedCount += inFile.failedCount
    const told = inFile.rows.slice(0, toldLines - rows.length)
    rows.push(...told.map(({ place, values }) => ({ place: { ...place, batch: path }, values })))
  }
  return { failedCount, rows, ...(first === undefined ? {} : { found: first }) }
}

async function checkTables(
  engine: TableEngine,
  tables: readonly OpenedFile[],
  options: Omit<CheckOptions, 'batch' | 'batches' | 'foundColumns'>,
): Promise<CheckReport> {
  const [first] = tables
  if (first === undefined) {
    return toReport(options.table, 0, [unreadable('none of its files is a table')])
  }
  const relation = sql`(${joinSql(
    tables.map((table) => sql`select * from ${table.relation}`),
    ' union all ',
  )})`
  const { foundColumns } = tables.find((table) => differs(table, options.columns)) ?? first
  const checks = [...first.typeChecks, ...options.checks]
  const report = await checkRows(engine, relation, { ...options, checks, foundColumns })
  if (report.results.every(({ rows }) => rows.length === 0)) return report
  const starts = await startsOf(engine, tables)
  const results = report.results.map((result): CheckResult => {
    return { ...result, rows: result.rows.map((row) => placeInFile(row, starts)) }
  })
  return { ...report, results }
}

/** The file whose columns a check of the schema should look at is one that has others. */
function differs({ foundColumns }: OpenedFile, columns: Columns): boolean {
  return foundColumns.map(({ name }) => name).join() !== Object.keys(columns).join()
}

interface Start {
  readonly path: string
  /** How many rows stand in the files before. */
  readonly before: number
}

async function startsOf(engine: TableEngine, tables: readonly OpenedFile[]): Promise<Start[]> {
  const counts = tables.map(({ relation }, at): Sql => {
    return sql`(select count(*) from ${relation}) as ${ident(`count ${at}`)}`
  })
  const [row = {}] = await engine.rows(sql`select ${joinSql(counts, ', ')}`)
  let before = 0
  return tables.map(({ path }, at) => {
    const start = { path, before }
    before += Number(row[`count ${at}`])
    return start
  })
}

function placeInFile({ place, values }: FailedRow, starts: readonly Start[]): FailedRow {
  const file = starts.findLast(({ before }) => before < place.row)
  if (file === undefined) return { place, values }
  return { place: { batch: file.path, row: place.row - file.before }, values }
}
