import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { messageOf } from '../../base/index.ts'
import { ident, type EngineRow, type TableEngine } from '../../table/index.ts'
import { deliveredFile } from '../sources/delivered-file.ts'
import type { ReadFile } from '../sources/read-file.ts'
import { dataErrors } from '../errors.ts'
import { toReport, type CheckReport, type CheckResult } from './check-result.ts'
import { checkRows, type CheckOptions } from './check-rows.ts'
import { fileProblem, judgedRows, unreadable, unreadableLines } from './reading-fault.ts'
import { rowFaultFinder } from './row-fault.ts'
import { tornLines } from './torn-lines.ts'
import { withTypedFile } from './typed-file.ts'

/** A file, or rows. */
export type CheckedData = string | Iterable<EngineRow>

export interface DataChecks extends Omit<CheckOptions, 'batch' | 'batches' | 'foundColumns'> {
  /** Makes rows of a text, as a group does; without it a file is read by its ending. */
  readonly read?: ReadFile
  /** Of the text that is read so, as a source tells it. */
  readonly encoding?: string
}

/**
 * Judges a file or rows: first that they can be read and are of the declared types, then by `checks`.
 * Parquet files are never read as texts. Throws what `checkRows` throws, `data.noFileToCheck` and
 * `table.unknownFileType`.
 */
export async function checkData(
  engine: TableEngine,
  data: CheckedData,
  options: DataChecks,
): Promise<CheckReport> {
  if (typeof data !== 'string') return checkGiven(engine, oneBatch(data), options)
  await assertFile(data)
  if (options.read === undefined || extname(data).toLowerCase() === '.parquet') {
    return checkTableFile(engine, data, options)
  }
  return checkRead(engine, options.read, data, options)
}

// oxlint-disable-next-line require-await
async function* oneBatch(rows: Iterable<EngineRow>): AsyncGenerator<readonly EngineRow[]> {
  yield [...rows]
}

async function assertFile(file: string): Promise<void> {
  const found = await stat(file).catch((error: unknown) => {
    throw dataErrors.noFileToCheck({ file }, error)
  })
  if (!found.isFile()) throw dataErrors.noFileToCheck({ file })
}

/** That it is no text, and whatever a project's reader throws, is a finding, not a defect. */
async function checkRead(
  engine: TableEngine,
  read: ReadFile,
  file: string,
  options: DataChecks,
): Promise<CheckReport> {
  const { encoding } = options
  let found: ReturnType<ReadFile> | undefined
  let problem: string | undefined
  async function* rows(): AsyncGenerator<readonly EngineRow[]> {
    try {
      found = read(deliveredFile(engine, { name: basename(file), encoding, content: file }))
      if (Symbol.asyncIterator in found.rows) yield* found.rows
      else yield [...found.rows]
    } catch (error) {
      problem = messageOf(error)
    }
  }
  return checkGiven(engine, rows(), options, (rowCount) => {
    if (problem !== undefined) return unreadable(problem)
    const { leftOut } = found ?? {}
    return (leftOut?.count ?? 0) === 0 || leftOut === undefined
      ? undefined
      : unreadableLines(leftOut, rowCount)
  })
}

async function checkTableFile(
  engine: TableEngine,
  file: string,
  options: DataChecks,
): Promise<CheckReport> {
  try {
    return await withTypedFile(engine, file, options.columns, (table) => {
      const { relation, foundColumns, typeChecks } = table
      const checks = [...typeChecks, ...options.checks]
      return checkRows(engine, relation, { ...options, checks, foundColumns })
    })
  } catch (error) {
    const problem = fileProblem(error)
    if (problem === undefined) throw error
    const torn = await tornLines(engine, file, options.columns)
    const { failedCount = 0, rows = [] } = torn === undefined ? {} : unreadableLines(torn, 0)
    return toReport(options.table, 0, [{ ...unreadable(problem), failedCount, rows }])
  }
}

interface Fault {
  readonly fault: string
  readonly row: number
  readonly values: EngineRow
}

/** Rows are judged once all have come: then `unreadableOf` tells what of the data was none. */
async function checkGiven(
  engine: TableEngine,
  given: AsyncIterable<readonly EngineRow[]>,
  options: DataChecks,
  unreadableOf: (rowCount: number) => CheckResult | undefined = () => undefined,
): Promise<CheckReport> {
  const faultOf = rowFaultFinder(options.columns)
  const shown: Fault[] = []
  let [rowCount, faultCount] = [0, 0]
  async function* good(): AsyncGenerator<readonly EngineRow[]> {
    for await (const batch of given) {
      yield batch.filter((values) => {
        rowCount += 1
        const fault = faultOf(values)
        if (fault === undefined) return true
        faultCount += 1
        if (shown.length < shownCount) shown.push({ fault, row: rowCount, values })
        return false
      })
    }
  }
  return engine.withRows(options.columns, good(), async (table) => {
    const problem = unreadableOf(rowCount)
    const told = problem === undefined ? [] : [problem]
    // Where no line is told it is the whole that can't be read.
    const isWhole = problem !== undefined && (rowCount === 0 || problem.rows.length === 0)
    if (isWhole) return toReport(options.table, 0, told)
    const { results } = await checkRows(engine, ident(table), options)
    const typed = typedResult(faultCount, shown)
    return toReport(options.table, rowCount, [...told, typed, ...results])
  })
}

function typedResult(faultCount: number, shown: readonly Fault[]): CheckResult {
  const [first] = shown
  return {
    ...judgedRows('rows are of the declared types', faultCount, shown),
    found: first === undefined ? 'no row breaks it' : `row ${first.row}: ${first.fault}`,
  }
}

const shownCount = 5
