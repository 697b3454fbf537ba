import {
  rowFaultFinder,
  type DeliveryId,
  type LeftOut,
  type NewText,
  type ReadFile,
  type RefusalReason,
} from '../../data/index.ts'
import { sql, type EngineRow, type EngineRows, type UnreadableLine } from '../../table/index.ts'
import type { Group } from './group.ts'

/** The rows of many files as they are read, and what can't be taken. */
export interface ReadDeliveries {
  readonly rows: AsyncIterable<EngineRows>
  /** Files of which none can be taken; complete once all rows were read. Some rows of them may have come. */
  readonly refused: ReadonlyMap<DeliveryId, RefusalReason>
  /** What was left out of files that can be taken. */
  readonly leftOut: ReadonlyMap<DeliveryId, RefusalReason>
  /** Sentences that tell of it. */
  readonly warnings: readonly string[]
}

/**
 * Lets the group read each file. One that can't be read, or has a row of a wrong type, is refused whole;
 * where its reader quarantines what is unreadable, only that is left out.
 */
export function readDeliveries(
  group: Group,
  read: ReadFile,
  texts: readonly NewText[],
): ReadDeliveries {
  const faultOf = rowFaultFinder(group.columns)
  const refused = new Map<DeliveryId, RefusalReason>()
  const leftOut = new Map<DeliveryId, RefusalReason>()
  const warnings: string[] = []

  async function* rows(): AsyncGenerator<EngineRows> {
    for (const text of texts) {
      try {
        const { found, rowCount } = yield* readText(read, text, faultOf)
        if (found === undefined || found.count === 0) continue
        const reason = reasonOf(found)
        if (found.severity === 'refuse' || rowCount === 0) refused.set(text.id, reason)
        else {
          leftOut.set(text.id, reason)
          const count = found.count === 1 ? '1 line' : `${found.count} lines`
          warnings.push(`${count} of ${text.name} left out: ${reason.message}`)
        }
      } catch (error) {
        refused.set(text.id, toReason(error))
      }
    }
  }

  return { rows: rows(), refused, leftOut, warnings }
}

const rowsPerBatch = 2048

async function* readText(
  read: ReadFile,
  text: NewText,
  faultOf: (row: EngineRow) => string | undefined,
) {
  const { rows, query, knownAt = text.readAt, leftOut: found } = read(text.file)
  if (Number.isNaN(knownAt.getTime())) throw new TypeError('Its `knownAt` is no moment in time.')
  for await (const asked of query?.() ?? []) {
    yield sql`select *, ${knownAt} as _known_at, ${text.id} as _delivery from (${asked})`
    return { found: undefined, rowCount: undefined }
  }
  let rowCount = 0
  const store = (row: EngineRow): EngineRow => {
    rowCount += 1
    const fault = faultOf(row)
    if (fault !== undefined) throw new TypeError(`Row ${rowCount}: ${fault}.`)
    return { ...row, _known_at: knownAt, _delivery: text.id }
  }
  if (Symbol.asyncIterator in rows) {
    for await (const batch of rows) yield batch.map(store)
    return { found, rowCount }
  }
  let batch: EngineRow[] = []
  for (const row of rows) {
    batch.push(store(row))
    if (batch.length < rowsPerBatch) continue
    yield batch
    batch = []
  }
  yield batch
  return { found, rowCount }
}

/** The first in full, so that who reads only the sentence knows what to look for. */
function reasonOf({ count, lines }: LeftOut): RefusalReason {
  const [first] = lines
  const others = count === 1 ? '' : ` (${count - 1} more that can't be read)`
  return {
    message: `${first?.message ?? 'Lines can’t be read.'}${others}`,
    ...(first?.line === undefined ? {} : { line: first.line }),
    ...(first === undefined ? {} : { text: first.text }),
    lines: lines.map(partOf),
  }
}

function partOf({ line, row, column, text, message }: UnreadableLine) {
  return {
    ...(line === undefined ? {} : { line }),
    ...(row === undefined ? {} : { row }),
    ...(column === undefined ? {} : { column }),
    text,
    message,
  }
}

/** The reason as the project's own code tells it; a `line` and `text` on its error are kept apart. */
function toReason(error: unknown): RefusalReason {
  if (!(error instanceof Error)) return { message: String(error) }
  const line = 'line' in error && typeof error.line === 'number' ? { line: error.line } : {}
  const text = 'text' in error && typeof error.text === 'string' ? { text: error.text } : {}
  return { message: error.message, ...line, ...text }
}
