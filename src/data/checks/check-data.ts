import { stat } from 'node:fs/promises'
import { basename, extname } from 'node:path'
import { messageOf } from '../../base/index.ts'
import { ident, type EngineRow, type TableEngine } from '../../table/index.ts'
import { deliveredFile } from '../sources/delivered-file.ts'
import type { ReadFile } from '../sources/read-file.ts'
import { dataErrors } from '../errors.ts'
import { toReport, type CheckReport, type CheckResult } from './check-result.ts'
import { checkRows, type CheckOptions } from './check-rows.ts'
import { fileProblem, judgedRows, unreadable } from './reading-fault.ts'
import { rowFaultFinder } from './row-fault.ts'
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
  if (typeof data !== 'string') return checkGiven(engine, data, options)
  await assertFile(data)
  if (options.read === undefined || extname(data).toLowerCase() === '.parquet') {
    return checkTableFile(engine, data, options)
  }
  const read = await readRows(engine, options.read, data, options.encoding)
  if ('problem' in read) return toReport(options.table, 0, [unreadable(read.problem)])
  return checkGiven(engine, read.rows, options)
}

async function assertFile(file: string): Promise<void> {
  const found = await stat(file).catch((error: unknown) => {
    throw dataErrors.noFileToCheck({ file }, error)
  })
  if (!found.isFile()) throw dataErrors.noFileToCheck({ file })
}

/** That it is no text, and whatever a project's reader throws, is a finding, not a defect. */
async function readRows(
  engine: TableEngine,
  read: ReadFile,
  file: string,
  encoding: string | undefined,
) {
  try {
    const found = read(deliveredFile(engine, { name: basename(file), encoding, content: file }))
    const rows = await allRows(found)
    const [first] = found.leftOut?.lines ?? []
    return first === undefined ? { rows } : { problem: first.message }
  } catch (error) {
    return { problem: messageOf(error) }
  }
}

async function allRows({ rows }: ReturnType<ReadFile>): Promise<readonly EngineRow[]> {
  if (!(Symbol.asyncIterator in rows)) return [...rows]
  const batches: (readonly EngineRow[])[] = []
  for await (const batch of rows) batches.push(batch)
  return batches.flat()
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
    return toReport(options.table, 0, [unreadable(problem)])
  }
}

async function checkGiven(
  engine: TableEngine,
  rows: Iterable<EngineRow>,
  options: DataChecks,
): Promise<CheckReport> {
  const faultOf = rowFaultFinder(options.columns)
  const good: EngineRow[] = []
  const faults: { readonly fault: string; readonly row: number; readonly values: EngineRow }[] = []
  let rowCount = 0
  for (const values of rows) {
    rowCount += 1
    const fault = faultOf(values)
    if (fault === undefined) good.push(values)
    else faults.push({ fault, row: rowCount, values })
  }
  const first = faults[0]
  const typed: CheckResult = {
    ...judgedRows('rows are of the declared types', faults.length, faults.slice(0, shownCount)),
    found: first === undefined ? 'no row breaks it' : `row ${first.row}: ${first.fault}`,
  }
  const report = await engine.withRows(options.columns, good, (table) =>
    checkRows(engine, ident(table), options),
  )
  return toReport(options.table, rowCount, [typed, ...report.results])
}

const shownCount = 5
