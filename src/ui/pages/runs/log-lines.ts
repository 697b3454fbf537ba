import { logLevels, type LogLineReply } from '../../../api/index.ts'

export type ShownLine = Omit<LogLineReply, 'sequence'>

export interface LogFilter {
  readonly step: string | undefined
  readonly level: LogLineReply['level'] | undefined
  readonly text: string
}

/** Whether a line that came in just now fits, as the server decides of the older ones. */
export function fitsFilter(line: ShownLine, { step, level, text }: LogFilter): boolean {
  return (
    (step === undefined || line.step === step) &&
    (level === undefined || logLevels.indexOf(line.level) >= logLevels.indexOf(level)) &&
    line.text.toLowerCase().includes(text.toLowerCase())
  )
}

/** What the server had, and what came in since; each line once, in order. */
export function joinLines(
  stored: readonly ShownLine[],
  live: readonly ShownLine[],
): readonly ShownLine[] {
  if (live.length === 0) return stored
  const byKey = new Map([...stored, ...live].map((line) => [keyOf(line), line]))
  return [...byKey.values()].toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

export function keyOf({ runId, lineNumber }: ShownLine): string {
  return `${runId} ${lineNumber}`
}

/** The text in pieces: every second one is what was searched for. */
export function splitAtMatches(text: string, searched: string): string[] {
  if (searched === '') return [text]
  const [lower, wanted] = [text.toLowerCase(), searched.toLowerCase()]
  const pieces: string[] = []
  let from = 0
  for (let at = lower.indexOf(wanted); at >= 0; at = lower.indexOf(wanted, from)) {
    pieces.push(text.slice(from, at), text.slice(at, at + wanted.length))
    from = at + wanted.length
  }
  return [...pieces, text.slice(from)]
}
