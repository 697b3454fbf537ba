import type { Group } from '../features/index.ts'
import { parseRow, type EngineRow } from '../table/index.ts'
import { cliErrors } from './errors.ts'

/**
 * Keys of a group out of the rows of a file, each with the event time if the file has it. Throws
 * `columnMissing`, or what `parseRow` does.
 */
export function readKeys(
  { key, time, columns }: Pick<Group, 'key' | 'time' | 'columns'>,
  rows: readonly EngineRow[],
  file: string,
): EngineRow[] {
  const hasTime = rows.some((row) => row[time] !== undefined)
  const names = hasTime ? [...key, time] : key
  const wanted = `${key.join(', ')}, and ${time}, where single rows are meant`
  const own = Object.entries(columns).filter(([name]) => names.includes(name))
  const declared = Object.fromEntries(own)
  return rows.map((row, place) => {
    const column = names.find((name) => row[name] === undefined)
    if (column !== undefined)
      throw cliErrors.columnMissing({ file, row: place + 1, column, wanted })
    const found = Object.fromEntries(names.map((name) => [name, row[name]]))
    return parseRow(declared, found, place + 1)
  })
}
