import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseReport } from '../texts/parse-report.ts'
import { UnreadableText } from '../texts/unreadable-text.ts'

function reportOf(surf: string): string {
  return `Beach: lahinch\nDate: 2026-11-21\nUpdated: 10:00\nSurf: ${surf}\n`
}

test('a report is of its beach at ten o’clock of its day', () => {
  assert.deepEqual(parseReport(reportOf('3-4ft clean')), {
    beachId: 'lahinch',
    observedAt: new Date('2026-11-21T10:00:00.000Z'),
    waveHeight: 3.5,
    minHeight: 3,
    maxHeight: 4,
  })
})

const heights = [
  ['3-4ft clean', 3.5, 3, 4],
  ['2-4ft', 3, 2, 4],
  ['2ft', 2, 2, 2],
  ['12 ft choppy', 12, 12, 12],
  ['1 - 2 ft', 1.5, 1, 2],
  ['0ft', 0, 0, 0],
  ['4 inches', 0.5, 0.5, 0.5],
  ['8 inches fair', 0.5, 0.5, 0.5],
  ['1 inch', 0.5, 0.5, 0.5],
  ['flat', 0, 0, 0],
  ['', 0, 0, 0],
] as const

for (const [surf, waveHeight, minHeight, maxHeight] of heights) {
  test(`a surf of '${surf}' is ${waveHeight} ft, ${minHeight} to ${maxHeight}`, () => {
    const report = parseReport(reportOf(surf))
    assert.deepEqual(
      [report.waveHeight, report.minHeight, report.maxHeight],
      [waveHeight, minHeight, maxHeight],
    )
  })
}

const good = reportOf('3-4ft clean')
const faults = [
  ['an empty text', '', 1, 'a beach like'],
  ['no date', good.replace('Date: 2026-11-21', 'Today'), 2, 'a day like'],
  ['a day that no calendar has', good.replace('-21', '-31'), 2, 'a day of the calendar'],
  ['another time', good.replace('10:00', '11:30'), 3, "'Updated: 10:00'"],
  ['no surf', 'Beach: lahinch\nDate: 2026-11-21\nUpdated: 10:00\n', 4, 'a height like'],
  ['the last line cut', good.slice(0, -3), 4, 'a line end after the height'],
  ['nothing behind a cut name', good.slice(0, good.indexOf(' 3-4')), 4, 'a line end'],
  ['a height without unit', reportOf('3'), 4, 'a height: '],
  ['a range that falls', reportOf('4-3ft'), 4, 'a height: '],
  ['a height in words', reportOf('huge'), 4, 'a height: '],
] as const

for (const [fault, text, line, expected] of faults) {
  test(`a report with ${fault} is refused at line ${line}`, () => {
    assert.throws(
      () => parseReport(text),
      (error: unknown) =>
        error instanceof UnreadableText &&
        error.line === line &&
        error.text === (text.split('\n')[line - 1] ?? '') &&
        error.message.includes(`expected ${expected}`),
    )
  })
}
