import {
  rowFaultFinder,
  type DeliveryId,
  type NewText,
  type RefusalReason,
} from '../../data/index.ts'
import type { EngineRow } from '../../table/index.ts'
import type { Group, ReadText } from './group.ts'

/** The rows of many texts, and the texts of which none can be taken. */
export interface ReadDeliveries {
  readonly rows: readonly EngineRow[]
  readonly refused: ReadonlyMap<DeliveryId, RefusalReason>
}

/** Lets the group read each text. A text that can't be read, or has a row of a wrong type, is refused whole. */
export function readDeliveries(
  group: Group,
  read: ReadText,
  texts: readonly NewText[],
): ReadDeliveries {
  const faultOf = rowFaultFinder(group.columns)
  const rows: EngineRow[] = []
  const refused = new Map<DeliveryId, RefusalReason>()
  for (const text of texts) {
    try {
      const own = readText(read, text, faultOf)
      for (const row of own) rows.push(row)
    } catch (error) {
      refused.set(text.id, toReason(error))
    }
  }
  return { rows, refused }
}

function readText(
  read: ReadText,
  text: NewText,
  faultOf: (row: EngineRow) => string | undefined,
): EngineRow[] {
  if (text.problem !== undefined) throw new Error(text.problem)
  const { rows, knownAt = text.readAt } = read({ name: text.name, text: text.text })
  if (Number.isNaN(knownAt.getTime())) throw new TypeError('Its `knownAt` is no moment in time.')
  return Array.from(rows, (row, at) => {
    const fault = faultOf(row)
    if (fault !== undefined) throw new TypeError(`Row ${at + 1}: ${fault}.`)
    return { ...row, _known_at: knownAt, _delivery: text.id }
  })
}

/** The reason as the project's own code tells it; a `line` and `text` on its error are kept apart. */
function toReason(error: unknown): RefusalReason {
  if (!(error instanceof Error)) return { message: String(error) }
  const line = 'line' in error && typeof error.line === 'number' ? { line: error.line } : {}
  const text = 'text' in error && typeof error.text === 'string' ? { text: error.text } : {}
  return { message: error.message, ...line, ...text }
}
