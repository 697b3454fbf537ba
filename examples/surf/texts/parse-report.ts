import { UnreadableText } from './unreadable-text.ts'

/** What somebody saw at a beach on one day. Heights are feet. */
export interface Report {
  readonly beachId: string
  readonly observedAt: Date
  readonly waveHeight: number
  readonly minHeight: number
  readonly maxHeight: number
}

/** Every report is of ten o'clock: the day is what tells two of them apart. */
export const reportHour = 10

const lineShapes = [
  { pattern: /^Beach: (\S+)$/, expected: "a beach like 'Beach: lahinch'" },
  { pattern: /^Date: (\d{4}-\d\d-\d\d)$/, expected: "a day like 'Date: 2026-11-21'" },
  { pattern: /^Updated: 10:00$/, expected: "'Updated: 10:00'" },
  { pattern: /^Surf:(.*)$/, expected: "a height like 'Surf: 3-4ft clean'" },
] as const

/** Reads a daily report (docs/texts.md). Throws `UnreadableText`. */
export function parseReport(text: string): Report {
  const lines = text.split(/\r?\n/)
  const [beachId = '', date = '', , surf = ''] = lineShapes.map(({ pattern, expected }, index) => {
    const line = lines[index] ?? ''
    const match = pattern.exec(line)
    if (match === null) throw new UnreadableText(index + 1, line, expected)
    return match[1] ?? ''
  })
  // Without its line end the last word may be cut: `1` of `12ft`, or nothing of `3ft`.
  if (lines.length < 5) throw new UnreadableText(4, lines[3] ?? '', 'a line end after the height')
  const heights = readHeights(surf.trim())
  if (heights === undefined) {
    throw new UnreadableText(4, lines[3] ?? '', "a height: '3-4ft', '2ft', '4 inches' or 'flat'")
  }
  return { beachId: beachId.toLowerCase(), observedAt: readDay(date, lines[1] ?? ''), ...heights }
}

type Heights = Pick<Report, 'waveHeight' | 'minHeight' | 'maxHeight'>

function readHeights(surf: string): Heights | undefined {
  if (surf === '' || /^flat\b/i.test(surf)) return sameHeight(0)
  // However few or many: inches are half a foot to whoever looks for a wave.
  if (/^\d{1,2} ?inch(es)?\b/i.test(surf)) return sameHeight(0.5)
  const match = /^(\d{1,2})(?: ?- ?(\d{1,2}))? ?ft\b/i.exec(surf)
  if (match === null) return undefined
  const minHeight = Number(match[1])
  const maxHeight = Number(match[2] ?? match[1])
  if (minHeight > maxHeight) return undefined
  return { waveHeight: (minHeight + maxHeight) / 2, minHeight, maxHeight }
}

function sameHeight(height: number): Heights {
  return { waveHeight: height, minHeight: height, maxHeight: height }
}

function readDay(date: string, line: string): Date {
  const observedAt = new Date(`${date}T${reportHour}:00:00.000Z`)
  const isReal = !Number.isNaN(observedAt.getTime()) && observedAt.toISOString().startsWith(date)
  if (!isReal) throw new UnreadableText(2, line, "a day of the calendar like 'Date: 2026-11-21'")
  return observedAt
}
