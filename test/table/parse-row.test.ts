import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boolean,
  float,
  integer,
  parseRow,
  text,
  timestamp,
  type Column,
} from '../../src/table/index.ts'

const noon = new Date('2026-03-01T12:00:00Z')

const read: readonly (readonly [Column, unknown, unknown])[] = [
  [text(), 'lahinch', 'lahinch'],
  [text(), '', ''],
  [text({ optional: true }), undefined, undefined],
  [text({ optional: true }), null, undefined],
  [float(), 1.5, 1.5],
  [float(), '3.5', 3.5],
  [float(), ' -2e3 ', -2000],
  [float(), 0, 0],
  [float({ optional: true }), '', undefined],
  [float({ max: 10 }), 99, 99],
  [integer(), 3, 3],
  [integer(), '3', 3],
  [integer(), -0.0, -0.0],
  [integer(), '9007199254740991', Number.MAX_SAFE_INTEGER],
  [integer({ optional: true }), null, undefined],
  [boolean(), true, true],
  [boolean(), false, false],
  [boolean(), 'true', true],
  [boolean(), 'false', false],
  [boolean({ optional: true }), undefined, undefined],
  [timestamp(), noon, noon],
  [timestamp(), '2026-03-01T12:00:00Z', noon],
  [timestamp(), '2026-03-01T12:00:00', noon],
  [timestamp(), '2026-03-01 12:00', noon],
  [timestamp(), '2026-03-01T13:00+01:00', noon],
  [timestamp(), '2026-03-01', new Date('2026-03-01T00:00:00Z')],
  [timestamp({ optional: true }), '', undefined],
]

for (const [column, value, parsed] of read) {
  const kind = column.optional ? `optional ${column.type}` : column.type
  test(`${show(value)} is read as ${kind} ${show(parsed)}`, () => {
    assert.deepEqual(parseRow({ value: column }, { value }, 1), { value: parsed })
  })
}

const refused: readonly (readonly [Column, unknown, string])[] = [
  [text(), 3, 'wanted a text, found 3'],
  [text(), undefined, 'wanted a text, found nothing'],
  [text({ optional: true }), 3, 'wanted a text, found 3'],
  [float(), 'high', 'wanted a float, found "high"'],
  [float(), '', 'wanted a float, found ""'],
  [float(), null, 'wanted a float, found nothing'],
  [float(), Number.NaN, 'wanted a float, found NaN'],
  [float(), Number.POSITIVE_INFINITY, 'wanted a float, found Infinity'],
  [float(), true, 'wanted a float, found true'],
  [float(), [1], 'wanted a float, found [1]'],
  [integer(), 1.5, 'wanted an integer, found 1.5'],
  [integer(), '1.5', 'wanted an integer, found "1.5"'],
  [integer(), 2 ** 53, 'wanted an integer, found 9007199254740992'],
  [boolean(), 1, 'wanted a boolean, found 1'],
  [boolean(), 'yes', 'wanted a boolean, found "yes"'],
  [timestamp(), 'noon', 'wanted a timestamp (ISO 8601), found "noon"'],
  [timestamp(), '7', 'wanted a timestamp (ISO 8601), found "7"'],
  [timestamp(), 'March 1, 2026', 'wanted a timestamp (ISO 8601), found "March 1, 2026"'],
  [timestamp(), '2026-02-30', 'wanted a timestamp (ISO 8601), found "2026-02-30"'],
  [timestamp(), 1_772_366_400_000, 'wanted a timestamp (ISO 8601), found 1772366400000'],
  [timestamp(), new Date(Number.NaN), 'wanted a timestamp (ISO 8601), found a date that is none'],
]

for (const [column, value, told] of refused) {
  const kind = column.optional ? `optional ${column.type}` : column.type
  test(`${show(value)} is refused as ${kind}`, () => {
    assert.throws(() => parseRow({ value: column }, { value }, 7), {
      code: 'table.valueOfWrongType',
      message: `Row 7, column "value": ${told}.`,
    })
  })
}

test('a column that is not declared is refused, with the one that was meant', () => {
  const columns = { beachId: text(), height: float() }
  const row = { beachId: 'lahinch', heigth: 1 }
  assert.throws(() => parseRow(columns, row, 2), {
    code: 'table.unknownColumnInRow',
    message: 'Row 2 has a column "heigth" that is not declared. Did you mean "height"?',
  })
})

test('a name that every object has is no declared column', () => {
  assert.throws(() => parseRow({ height: float() }, { height: 1, toString: 'x' }, 1), {
    code: 'table.unknownColumnInRow',
  })
})

test('a parsed row has all columns in their declared order', () => {
  const columns = { beachId: text(), height: float({ optional: true }) }
  const row = parseRow(columns, { height: '', beachId: 'lahinch' }, 1)
  assert.deepEqual(Object.entries(row), [
    ['beachId', 'lahinch'],
    ['height', undefined],
  ])
})

function show(value: unknown): string {
  if (value instanceof Date && Number.isNaN(value.getTime())) return 'a date that is none'
  if (typeof value === 'number' || value === undefined) return String(value)
  return JSON.stringify(value)
}
