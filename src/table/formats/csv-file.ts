import { open } from 'node:fs/promises'
import { joinSql, quoted, sql, type Sql } from '../sql.ts'
import type { CsvDialect } from './csv-records.ts'
import { UnreadableLine } from './unreadable-line.ts'

/** A CSV file whose values are kept as the texts that they are. */
export interface CsvFile {
  readonly relation: Sql
  readonly names: readonly string[]
  readonly delimiter: string
}

const mostHeadBytes = 1_000_000
const delimiters = [',', ';', '\t', '|']

/**
 * Opens a CSV file with a head. Its delimiter is the one that is told, else the one that the head has
 * most of. The engine is told all of the dialect: where it guesses, it may take a torn file for one of
 * another dialect, and skip lines. Throws `UnreadableLine` for a head that is empty or names a column
 * twice.
 */
export async function csvFile(
  file: string,
  dialect: Pick<CsvDialect, 'delimiter' | 'quote'> = {},
): Promise<CsvFile> {
  const line = await readHead(file)
  const delimiter = dialect.delimiter ?? mostFrequent(line)
  // The engine takes no empty name; the column of row numbers that pandas writes has one.
  const names = splitHead(line, delimiter).map((name, at) => name || `column ${at + 1}`)
  const twice = names.find((name, at) => names.indexOf(name) !== at)
  if (twice !== undefined) {
    throw new UnreadableLine({ line: 1, text: line }, `the head names "${twice}" twice.`)
  }
  const columns = joinSql(
    names.map((name) => sql`${quoted(name)}: 'VARCHAR'`),
    ', ',
  )
  const quote = quoted(dialect.quote ?? '"')
  return {
    names,
    delimiter,
    relation: sql`read_csv(${quoted(file)}, auto_detect = false, columns = {${columns}},
      delim = ${quoted(delimiter)}, header = true, quote = ${quote}, escape = ${quote},
      strict_mode = true, compression = 'none')`,
  }
}

/** Whether the engine has met a line that is longer than it reads, which it tells in two ways. */
export function isLineTooLong(error: unknown): boolean {
  return error instanceof Error && /Parallel CSV Reader|Maximum line size/.test(error.message)
}

async function readHead(file: string): Promise<string> {
  const handle = await open(file)
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostHeadBytes), 0, mostHeadBytes)
    const text = buffer.toString('utf8', 0, bytesRead).replace(/^\uFEFF/, '')
    const [line = ''] = text.split(/\r\n|\n|\r/, 1)
    if (line.trim() !== '') return line
    throw new UnreadableLine({ line: 1, text: '' }, 'there is no head.')
  } finally {
    await handle.close()
  }
}

/** The delimiter that a line has most of: of one that is quoted nothing counts. */
export function mostFrequent(head: string): string {
  const counts = delimiters.map((delimiter) => splitHead(head, delimiter).length)
  return delimiters[counts.indexOf(Math.max(...counts))] ?? ','
}

function splitHead(head: string, delimiter: string): string[] {
  const names: string[] = []
  let name = ''
  let isQuoted = false
  for (const character of head) {
    if (character === '"') isQuoted = !isQuoted
    if (character === delimiter && !isQuoted) {
      names.push(name)
      name = ''
      continue
    }
    name += character
  }
  return [...names, name].map((written) => {
    const trimmed = written.trim()
    const inner = /^"(.*)"$/.exec(trimmed)?.[1]
    return inner === undefined ? trimmed : inner.replaceAll('""', '"')
  })
}
