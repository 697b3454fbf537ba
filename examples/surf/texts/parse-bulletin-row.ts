import type { Swell } from './bulletin.ts'
import { UnreadableText } from './unreadable-text.ts'

export interface ExpectedRow {
  readonly day: number
  readonly hour: number
  /** For the error: `row 12 of 119`. */
  readonly place: string
  /** Characters from the margin to the last bar. */
  readonly width: number
}

// Columns of a row, counted from 0 behind the one-character margin. The formats are those of
// W3BULL in WAVEWATCH III (model/src/w3bullmd.F90), so a number has a fixed place.
const firstGroup = 21
const groupWidth = 18
const groupsKept = 3

const bar = 124
const blank = 32
const star = 42

/**
 * Reads the first three swells of a row such as
 * ` | 21 00 | 2.10  3   |   1.81 10.5  62 |   0.35 15.3  48 | * 0.22  5.1  80 |`.
 */
export function parseBulletinRow(
  line: { readonly number: number; readonly text: string },
  expected: ExpectedRow,
): Swell[] {
  const { text } = line
  checkFrame(line, expected)
  checkMoment(line, expected)
  if (!isTotal(text)) throw unreadable(line, expected, 'a total height and a count of swells')
  const swells: Swell[] = []
  for (let start = firstGroup; start + groupWidth <= text.length; start += groupWidth) {
    if (isBlank(text, start + 1, start + groupWidth)) continue
    const swell = readSwell(text, start)
    if (swell === undefined) throw unreadable(line, expected, describeGroup(start))
    if (swells.length < groupsKept) swells.push(swell)
  }
  return swells
}

function checkFrame(line: { number: number; text: string }, expected: ExpectedRow): void {
  const { text } = line
  const { width } = expected
  if (text.length !== width) {
    throw unreadable(line, expected, `${width} characters (there are ${text.length})`)
  }
  let isWhole = text.charCodeAt(0) === blank && text.charCodeAt(1) === bar
  isWhole &&= text.charCodeAt(9) === bar
  for (let at = firstGroup; at < width; at += groupWidth) isWhole &&= text.charCodeAt(at) === bar
  if (!isWhole) throw unreadable(line, expected, "a '|' between all columns")
}

function checkMoment(line: { number: number; text: string }, expected: ExpectedRow): void {
  const { text } = line
  const isExpected =
    readNumber(text, 2, 5) === expected.day && readNumber(text, 5, 8) === expected.hour
  if (isExpected) return
  const moment = `${pad(expected.day)} ${pad(expected.hour)}`
  throw unreadable(line, expected, `day and hour ${moment}`)
}

function isTotal(text: string): boolean {
  const isHeight = isBlank(text, 10, 15) || readNumber(text, 10, 15) <= 30
  return isHeight && readNumber(text, 15, 18) <= 80
}

function readSwell(text: string, start: number): Swell | undefined {
  const mark = text.charCodeAt(start + 2)
  if (mark !== blank && mark !== star) return undefined
  const height = readNumber(text, start + 3, start + 8)
  const period = readNumber(text, start + 8, start + 13)
  const direction = readNumber(text, start + 13, start + 17)
  const isPossible = height <= 30 && period > 0 && period <= 40 && direction <= 360
  return isPossible ? { height, period, direction } : undefined
}

function describeGroup(start: number): string {
  const group = (start - firstGroup) / groupWidth + 1
  return `height, period and direction in swell column ${group}`
}

function unreadable(
  line: { readonly number: number; readonly text: string },
  expected: ExpectedRow,
  what: string,
): UnreadableText {
  return new UnreadableText(line.number, line.text, `${what} in ${expected.place}`)
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

function isBlank(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) {
    if (text.charCodeAt(at) !== blank) return false
  }
  return true
}

/**
 * Blanks, digits, and at most one point; NaN for all else. Digit by digit because three quarters
 * of a million rows are read when a project starts, and slices cost most of that.
 */
function readNumber(text: string, from: number, to: number): number {
  let at = from
  while (at < to && text.charCodeAt(at) === blank) at += 1
  let digits = 0
  let value = 0
  let scale = 0
  for (; at < to; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 46 && scale === 0) {
      scale = 1
      continue
    }
    if (code < 48 || code > 57) return Number.NaN
    value = value * 10 + (code - 48)
    digits += 1
    if (scale > 0) scale *= 10
  }
  return digits === 0 ? Number.NaN : value / Math.max(1, scale)
}
