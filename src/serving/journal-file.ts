import { join } from 'node:path'
import type { Clock } from '../base/index.ts'
import type { ProcessOwner } from '../storage/index.ts'
import type { Prediction } from './prediction.ts'

/** The first line of a journal: whose it is. */
export interface JournalHeader {
  readonly journal: 1
  readonly service: string
  readonly model: string
  readonly owner: ProcessOwner
}

/** The last line of a journal to which nothing will be added; one of a dead process may lack it. */
export const journalEnd = '{"ended":true}\n'

/** Where the journals of a service are, or, without one, those of all. */
export function journalFolder(state: string, service = ''): string {
  return join(state, 'journal', service)
}

export function journalName(now: Clock): string {
  return `${now().toISOString().replaceAll(':', '-')}-${process.pid}`
}

/** What a journal's text tells. A line that was torn when its process was killed is left out. */
export interface JournalContent {
  readonly header: JournalHeader | undefined
  readonly predictions: readonly Prediction[]
  readonly isEnded: boolean
  readonly tornCount: number
}

export function parseJournal(text: string): JournalContent {
  let header: JournalHeader | undefined
  let isEnded = false
  let tornCount = 0
  const predictions: Prediction[] = []
  for (const line of text.split('\n')) {
    if (line === '') continue
    const content = parseLine(line)
    if (content === undefined) tornCount += 1
    else if ('journal' in content) header = content
    else if ('ended' in content) isEnded = true
    else predictions.push(content)
  }
  return { header, predictions, isEnded, tornCount }
}

/** Undefined for a torn line: the beginning of a JSON object is never one itself. */
function parseLine(
  line: string,
): Prediction | JournalHeader | { readonly ended: true } | undefined {
  let content
  try {
    content = JSON.parse(line) as Prediction | JournalHeader | { readonly ended: true }
  } catch {
    return undefined
  }
  if (!('id' in content)) return content
  const { at, knownBy, madeAt } = content
  return { ...content, at: new Date(at), knownBy: new Date(knownBy), madeAt: new Date(madeAt) }
}
