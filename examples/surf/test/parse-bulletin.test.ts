import assert from 'node:assert/strict'
import { test } from 'node:test'
import { parseBulletin } from '../texts/parse-bulletin.ts'
import { UnreadableText } from '../texts/unreadable-text.ts'
import { writeSample } from './write-sample.ts'

const cycleAt = new Date('2026-11-21T00:00:00.000Z')
const sample = writeSample(cycleAt)

/** The sample with line `number` (from 1) replaced by what `change` makes of it. */
function withLine(number: number, change: (line: string) => string): string {
  return sample
    .split('\n')
    .map((line, index) => (index + 1 === number ? change(line) : line))
    .join('\n')
}

function refusalOf(text: string): { line: number; text: string; message: string } {
  try {
    parseBulletin(text)
  } catch (error) {
    assert.ok(error instanceof UnreadableText)
    return { line: error.line, text: error.text, message: error.message }
  }
  return assert.fail('the text was read')
}

test('a bulletin is read with its beach, its cycle and 119 steps', () => {
  const bulletin = parseBulletin(sample)
  assert.equal(bulletin.beachId, 'lahinch')
  assert.deepEqual(bulletin.cycleAt, cycleAt)
  assert.deepEqual(
    bulletin.steps.map(({ offsetHours }) => offsetHours),
    Array.from({ length: 119 }, (_, row) => row * 2),
  )
  assert.deepEqual(bulletin.steps[118], {
    offsetHours: 236,
    swells: [{ height: 1.81, period: 10.5, direction: 62 }],
  })
})

test('the first three swells of a row are kept, with or without a star, empty columns left out', () => {
  const cells = [
    ['   1.81 10.5  62 |', ' * 0.75  6.3 274 |', '   0.20 18.1   8 |', '   0.16 12.0 100 |'],
    ['                 |', '   0.75  6.3 274 |', '                 |', '   0.16 12.0 100 |'],
    [],
  ]
  const { steps } = parseBulletin(writeSample(cycleAt, (row) => cells[row] ?? []))
  assert.deepEqual(
    steps.slice(0, 3).map(({ swells }) => swells),
    [
      [
        { height: 1.81, period: 10.5, direction: 62 },
        { height: 0.75, period: 6.3, direction: 274 },
        { height: 0.2, period: 18.1, direction: 8 },
      ],
      [
        { height: 0.75, period: 6.3, direction: 274 },
        { height: 0.16, period: 12, direction: 100 },
      ],
      [],
    ],
  )
})

test('rows go on through the end of a month, of February in a leap year, and of a year', () => {
  for (const start of ['2026-11-28T12:00:00Z', '2028-02-27T00:00:00Z', '2026-12-30T12:00:00Z']) {
    const text = writeSample(new Date(start))
    const bulletin = parseBulletin(text)
    assert.deepEqual(bulletin.cycleAt, new Date(start))
    assert.equal(bulletin.steps.length, 119)
  }
  // 2027 has no 29th of February: the row after the 28th at 22:00 is the 1st of March.
  const wrong = writeSample(new Date('2027-02-27T00:00:00Z')).replaceAll(' |  1 00', ' | 29 00')
  assert.match(refusalOf(wrong).message, /expected day and hour 01 00 in row 25 of 119/)
})

test('a cycle in the words of the newer files is read too, and so are CRLF line ends', () => {
  const newer = withLine(3, () => '  Cycle    : 20261121 00 UTC').replaceAll('\n', '\r\n')
  assert.deepEqual(parseBulletin(newer), parseBulletin(sample))
})

test('a torn row is refused with its number, its text and what was expected', () => {
  const torn = withLine(20, (line) => line.slice(0, 33))
  const row = ' | 21 22 | 2.10  3   |   1.81 10.'
  assert.deepEqual(refusalOf(torn), {
    line: 20,
    text: row,
    message: `Line 20 can't be read: expected 94 characters (there are 33) in row 12 of 119, found "${row}".`,
  })
})

const faults = [
  ['an empty text', '', 1, /'  Location : lahinch/],
  ['no location', withLine(1, () => '  Place    : lahinch'), 1, /Location/],
  ['no model', withLine(2, () => ''), 2, /Model/],
  ['no cycle', withLine(3, () => '  Cycle    : soon'), 3, /Cycle/],
  ['a cycle on no day', withLine(3, () => '  Cycle    : 20261131 t00z'), 3, /Cycle/],
  ['no table', sample.split('\n').slice(0, 4).join('\n'), 5, /top rule/],
  ['no column names', withLine(6, () => ' | when |'), 6, /column names/],
  ['no units', withLine(7, () => ''), 7, /units/],
  ['no rule below the names', withLine(8, () => ''), 8, /rule below/],
  [
    'a letter in a height',
    withLine(9, (line) => line.replace('1.81', '1.8l')),
    9,
    /swell column 1/,
  ],
  ['two points', withLine(9, (line) => line.replace('1.81', '1..1')), 9, /swell column 1/],
  ['a negative height', withLine(9, (line) => line.replace(' 1.81', '-1.81')), 9, /swell column 1/],
  ['an impossible height', withLine(9, (line) => line.replace(' 1.81', '91.81')), 9, /column 1/],
  ['no period', withLine(9, (line) => line.replace('10.5', '    ')), 9, /swell column 1/],
  ['a period of nothing', withLine(9, (line) => line.replace('10.5', ' 0.0')), 9, /column 1/],
  ['a direction above 360', withLine(9, (line) => line.replace('  62 |', ' 361 |')), 9, /column 1/],
  ['a mark nobody knows', withLine(9, (line) => line.replace('   1.81', ' # 1.81')), 9, /column 1/],
  ['a wrong total', withLine(9, (line) => line.replace('2.10', '2,10')), 9, /total height/],
  ['a bar missing', withLine(9, (line) => line.replace('62 |', '62  ')), 9, /a '\|' between/],
  ['a wrong hour', withLine(10, (line) => line.replace('21 02', '21 03')), 10, /hour 21 02/],
  ['a row missing', sample.replace(/^ \| 21 06.*\n/m, ''), 12, /hour 21 06 in row 4/],
  ['a row too many', withLine(128, (line) => ` | 30 22${line.slice(8)}`), 128, /bottom rule/],
  ['the rows cut off', sample.split('\n').slice(0, 50).join('\n'), 51, /row 43 of 119/],
  ['the bottom rule cut off', sample.split('\n').slice(0, 127).join('\n'), 128, /bottom rule/],
] as const

for (const [fault, text, line, expected] of faults) {
  test(`a bulletin with ${fault} is refused at line ${line}`, () => {
    const refusal = refusalOf(text)
    assert.equal(refusal.line, line)
    assert.equal(refusal.text, text.split('\n')[line - 1] ?? '')
    assert.match(refusal.message, expected)
  })
}
