import { basename } from 'node:path'
import {
  mostFrequent,
  tableFormatOf,
  text,
  type Columns,
  type TableEngine,
} from '../../table/index.ts'
import { deliveredFile } from '../sources/delivered-file.ts'
import type { DeliveredFile, LeftOut } from '../sources/read-file.ts'
import { csvRows, jsonLines } from '../sources/row-readers.ts'

/**
 * All lines of a CSV or JSON lines file that are torn, whatever their values; undefined for a file of
 * another format, and for one that can't be read as a whole. The ending of `name` tells the format.
 */
export async function tornLines(
  engine: TableEngine,
  file: string,
  columns: Columns,
  name: string = file,
): Promise<LeftOut | undefined> {
  const format = tableFormatOf(name)
  if (format !== 'csv' && format !== 'jsonLines') return undefined
  const texts = Object.fromEntries(
    Object.keys(columns).map((name) => [name, text({ optional: true })]),
  )
  const content = deliveredFile(engine, {
    name: basename(name),
    encoding: undefined,
    content: file,
  })
  try {
    const read =
      format === 'csv'
        ? csvRows(texts, { delimiter: mostFrequent(await headOf(content)) })
        : jsonLines({})
    const { rows, leftOut } = read(content)
    if (Symbol.asyncIterator in rows) for await (const _ of rows);
    return leftOut?.count === 0 ? undefined : leftOut
  } catch {
    return undefined
  }
}

async function headOf(file: DeliveredFile): Promise<string> {
  for await (const piece of file.pieces()) return piece.split(/\r|\n/, 1)[0] ?? ''
  return ''
}
