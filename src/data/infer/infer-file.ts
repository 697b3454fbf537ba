import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { isSwellError, messageOf } from '../../base/index.ts'
import { tableErrors, tableFormatOf, type EngineRow, type TableEngine } from '../../table/index.ts'
import { addValue, openEvidence, type ColumnEvidence } from './column-evidence.ts'
import { columnNames } from './column-names.ts'
import { inferErrors } from './errors.ts'
import { guessKey } from './guess-key.ts'
import type { InferredColumn, InferredTable } from './inferred-table.ts'
import { judgeColumn, judgeForms } from './judge-column.ts'
import { openRawRows } from './raw-rows.ts'

/** Among so many rows is looked for a key. */
const rowsForKey = 50_000

/**
 * Looks at all rows of a CSV, JSON, JSON lines, Parquet or Arrow file and tells how they are best
 * declared. Throws `data.noFileToInfer`, `data.nothingToInfer` and `table.unknownFileType`.
 */
export async function inferFile(engine: TableEngine, file: string): Promise<InferredTable> {
  const format = tableFormatOf(file)
  if (format === undefined) throw tableErrors.unknownFileType({ file: basename(file) })
  const found = await stat(file).catch((error: unknown) => {
    throw inferErrors.noFileToInfer({ file }, error)
  })
  if (!found.isFile()) throw inferErrors.noFileToInfer({ file })
  try {
    const { rows, ...told } = await openRawRows(engine, file, format)
    const { columns, rowCount, sample } = await gather(rows)
    const forms = judgeForms(columns, told.delimiter)
    const usable = columns.filter(({ kinds }) => isUsable(kinds))
    const names = columnNames(usable.map(({ name }) => name))
    const judged = usable.map((column, at) => judgeColumn(column, names[at] ?? column.name, forms))
    if (rowCount === 0) throw inferErrors.nothingToInfer({ file, problem: 'it has no rows' })
    const time = guessTime(judged)
    return {
      format,
      rowCount,
      columns: judged,
      leftOut: columns.filter(({ kinds }) => !isUsable(kinds)).map(({ name }) => name),
      encoding: told.encoding,
      delimiter: told.delimiter,
      path: told.path,
      missing: forms.missing,
      decimal: forms.number.decimal === ',' ? ',' : undefined,
      thousands: forms.number.thousands,
      ...guessKey(judged, sample, time),
      time: time?.name,
    }
  } catch (error) {
    if (isSwellError(error)) throw error
    const problem = messageOf(error).replace(/\.$/, '')
    throw inferErrors.nothingToInfer({ file, problem }, error)
  }
}

async function gather(batches: AsyncIterable<readonly EngineRow[]>) {
  const columns = new Map<string, ColumnEvidence>()
  const sample: EngineRow[] = []
  let rowCount = 0
  const evidenceOf = (name: string): ColumnEvidence => {
    const evidence = columns.get(name) ?? openEvidence(name)
    columns.set(name, evidence)
    return evidence
  }
  for await (const batch of batches) {
    for (const row of batch) {
      for (const [name, value] of Object.entries(row)) addValue(evidenceOf(name), value)
      rowCount += 1
      if (sample.length < rowsForKey) sample.push(row)
    }
  }
  for (const evidence of columns.values()) {
    // A row that has no such column lacks its value.
    const seen = [...evidence.missing.values()].reduce((sum, count) => sum + count, 0)
    evidence.emptyCount = rowCount - evidence.valueCount - seen
  }
  return { columns: [...columns.values()], rowCount, sample }
}

/** Values of one kind, or texts that may stand for them. */
function isUsable(kinds: ColumnEvidence['kinds']): boolean {
  return !kinds.has('other') && kinds.size <= 1
}

const eventName =
  /(^|_)(at|time|timestamp|date|day|datetime|observed|created|when)|(At|Time|Date|Day)$/i

function guessTime(columns: readonly InferredColumn[]): InferredColumn | undefined {
  const whole = columns.filter(({ type, isOptional }) => type === 'timestamp' && !isOptional)
  return whole.find(({ name }) => eventName.test(name)) ?? whole[0]
}
