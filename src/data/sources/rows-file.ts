import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { digestOf } from '../../base/index.ts'
import type { EngineRow } from '../../table/index.ts'
import { sourceErrors } from './errors.ts'
import type { GivenRows } from './source.ts'
import type { FoundContent } from './source-reader.ts'

/** How far rows were read: the greatest value of a column, and which rows have it. */
export interface Cursor {
  readonly value: string | number
  readonly rows: readonly string[]
}

export interface CursorOptions {
  readonly since: string | undefined
  readonly cursor: Cursor | undefined
  /** True where rows come in the order of `since`, which may be another than ours. */
  readonly isOrdered: boolean
}

/** The cursor in a stamp, if it is one. */
export function parseCursor(stamp: string | undefined): Cursor | undefined {
  return stamp === undefined || !stamp.startsWith('{') ? undefined : (JSON.parse(stamp) as Cursor)
}

/**
 * Writes rows to `path` as JSON lines, which makes of them a file like any other: known by its content,
 * archived, read by line. With `since` only those from the cursor on that it does not know. Undefined if
 * there is no row.
 */
export async function writeRowsFile(
  source: string,
  path: string,
  rows: GivenRows,
  options: CursorOptions,
): Promise<FoundContent | undefined> {
  const cursor = openCursor(source, options)
  const file = createWriteStream(path)
  const failed = once(file, 'error').then(([error]: unknown[]) => Promise.reject(error as Error))
  let rowCount = 0
  try {
    for await (const row of rows) {
      const line = toLine(row)
      if (!cursor.takes(row, line)) continue
      rowCount += 1
      if (!file.write(line)) await Promise.race([once(file, 'drain'), failed])
    }
    file.end()
    await Promise.race([once(file, 'close'), failed])
  } catch (error) {
    file.destroy()
    throw error
  } finally {
    failed.catch(() => undefined)
    if (rowCount === 0) await rm(path, { force: true })
  }
  if (rowCount === 0) return undefined
  return { content: { path, isOwn: true }, stamp: cursor.stamp() }
}

function openCursor(source: string, { since, cursor, isOrdered }: CursorOptions) {
  let {
    value,
    rows: [...atValue],
  } = cursor ?? { value: undefined, rows: [] as readonly string[] }
  const known = new Set(cursor?.rows)
  return {
    takes(row: EngineRow, line: string): boolean {
      if (since === undefined) return true
      const found = valueOf(row[since])
      if (found === undefined) throw sourceErrors.noValueToGoOnFrom({ source, column: since })
      const digest = digestOf(line).slice(0, 16)
      if (cursor !== undefined && found === cursor.value && known.has(digest)) return false
      if (cursor !== undefined && !isOrdered && isLess(found, cursor.value)) return false
      if (found === value) atValue.push(digest)
      else if (value === undefined || isOrdered || isLess(value, found)) {
        value = found
        atValue = [digest]
      }
      return true
    },
    stamp: () =>
      value === undefined || since === undefined
        ? undefined
        : JSON.stringify({ value, rows: atValue } satisfies Cursor),
  }
}

function valueOf(value: unknown): string | number | undefined {
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'bigint') return plainNumber(value)
  return typeof value === 'string' || typeof value === 'number' ? value : undefined
}

function isLess(a: string | number, b: string | number): boolean {
  const [first, second] = [Number(a), Number(b)]
  return Number.isNaN(first) || Number.isNaN(second) ? String(a) < String(b) : first < second
}

function toLine(row: EngineRow): string {
  const plain = Object.entries(row).map(([name, value]) => [name, toPlain(value)] as const)
  return `${JSON.stringify(Object.fromEntries(plain))}\n`
}

/** JSON makes nothing of an infinity; as a text it is seen, and refused. */
function toPlain(value: unknown): unknown {
  if (typeof value === 'bigint') return plainNumber(value)
  if (value === Infinity || value === -Infinity) return String(value)
  return value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value
}

function plainNumber(value: bigint): string | number {
  const number = Number(value)
  return Number.isSafeInteger(number) ? number : value.toString()
}
