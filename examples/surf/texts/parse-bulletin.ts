import { stepCount, stepHours, type Bulletin, type BulletinStep } from './bulletin.ts'
import { parseBulletinRow } from './parse-bulletin-row.ts'
import { UnreadableText } from './unreadable-text.ts'

const location = /^ {2}Location : (\S+) +\(\s*\d+\.\d\d[NS] +\d+\.\d\d[EW]\)\s*$/
const model = /^ {2}Model {4}: \S/
const cycle = /^ {2}Cycle {4}: (\d{4})(\d\d)(\d\d) (?:t(\d\d)z|(\d\d) UTC)\s*$/
const rule = /^ \+-{7}\+-{11}\+(?:-{17}\+){1,6}$/
const columnNames = /^ \| day & \| {2}Hst {2}n x \|(?: {4}Hs {3}Tp {2}dir \|){1,6}$/
const columnUnits = /^ \| {2}hour \| {2}\(m\) {2}- - \|(?: {4}\(m\) {2}\(s\) \(d\) \|){1,6}$/

/**
 * Reads a point bulletin in the shape of NOAA's WAVEWATCH III `.bull` files (docs/texts.md).
 * All 119 rows have to be there, two hours apart. Throws `UnreadableText`.
 */
export function parseBulletin(text: string): Bulletin {
  const lines = readLines(text)
  const [, beachId = ''] = lines.take(
    location,
    "a header like '  Location : lahinch (52.93N   9.34W)'",
  )
  lines.take(model, "a header like '  Model    : spectral resolution for points'")
  const cycleAt = readCycle(lines)
  lines.skipBlank()
  const top = lines.take(rule, 'the top rule of the table')[0]
  lines.take(columnNames, "the column names '| day & |  Hst  n x |    Hs   Tp  dir |…'")
  lines.take(columnUnits, "the units '|  hour |  (m)  - - |    (m)  (s) (d) |…'")
  lines.take(rule, 'the rule below the column names')
  const steps = readSteps(lines, cycleAt, top.length)
  lines.take(rule, `the bottom rule after ${stepCount} rows`)
  return { beachId: beachId.toLowerCase(), cycleAt, steps }
}

interface Lines {
  /** The next line with its number; at the end of the text, an empty one. */
  next(): { readonly number: number; readonly text: string }
  take(pattern: RegExp, expected: string): RegExpExecArray
  skipBlank(): void
}

function readLines(text: string): Lines {
  const all = text.replaceAll('\r\n', '\n').split('\n')
  let index = 0
  function next(): { number: number; text: string } {
    index += 1
    return { number: index, text: all[index - 1] ?? '' }
  }
  return {
    next,
    take(pattern, expected) {
      const line = next()
      const match = pattern.exec(line.text)
      if (match === null) throw new UnreadableText(line.number, line.text, expected)
      return match
    },
    skipBlank() {
      while (index < all.length && all[index]?.trim() === '') index += 1
    },
  }
}

function readCycle(lines: Lines): Date {
  const expected = "a header like '  Cycle    : 20261121 t00z'"
  const match = lines.take(cycle, expected)
  const [whole, year, month, day, hourZ, hourUtc] = match
  const cycleAt = new Date(`${year}-${month}-${day}T${hourZ ?? hourUtc}:00:00.000Z`)
  const isReal = cycleAt.getTime() > 0 && cycleAt.getUTCDate() === Number(day)
  if (!isReal) throw new UnreadableText(3, whole, expected)
  return cycleAt
}

/** A row tells day and hour only: month and year follow from its place in the table. */
function readSteps(lines: Lines, cycleAt: Date, width: number): BulletinStep[] {
  const steps: BulletinStep[] = []
  const moment = new Date(cycleAt)
  for (let index = 0; index < stepCount; index += 1) {
    const line = lines.next()
    const swells = parseBulletinRow(line, {
      day: moment.getUTCDate(),
      hour: moment.getUTCHours(),
      place: `row ${index + 1} of ${stepCount}`,
      width,
    })
    steps.push({ offsetHours: index * stepHours, swells })
    moment.setUTCHours(moment.getUTCHours() + stepHours)
  }
  return steps
}
