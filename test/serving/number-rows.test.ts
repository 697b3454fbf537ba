import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom, type Random } from '../../src/base/index.ts'
import { numberRowsReader, type NumberRows } from '../../src/serving/quick/number-rows.ts'
import { float, integer } from '../../src/table/index.ts'

const columns = {
  id: integer(),
  free: float(),
  höhe: float({ min: -5, max: 0.3 }),
  count: integer({ min: 0, optional: true }),
  'a name that is longer than thirty-two letters': float({ optional: true }),
}
const names = Object.keys(columns)
const read = numberRowsReader(Object.entries(columns), 1000)

test('rows that are written alike are read as JSON reads them, rounded to 32 bits', () => {
  const random = seededRandom('alike')
  for (let turn = 0; turn < 300; turn += 1) {
    const body = bodyOf(random, { rowCount: 2 + Math.floor(random.next() * 40), isFaulty: false })
    assertSame(body, readBody(body))
  }
})

test('what JSON or a column refuses is not read, wherever it stands among rows', () => {
  const random = seededRandom('faulty')
  let refusedCount = 0
  for (let turn = 0; turn < 1500; turn += 1) {
    const body = bodyOf(random, { rowCount: 6, isFaulty: true })
    const rows = readBody(body)
    if (rows === undefined) refusedCount += 1
    else assertSame(body, rows)
  }
  assert.ok(refusedCount > 100)
})

function readBody(body: string): NumberRows | undefined {
  return read?.(Buffer.from(body))
}

type Row = Readonly<Record<string, number | null>>

function assertSame(body: string, rows: NumberRows | undefined): void {
  const wanted = (JSON.parse(body) as { readonly rows: readonly Row[] }).rows
  assert.ok(rows, body)
  assert.equal(rows.rowCount, wanted.length, body)
  const bytes = Buffer.from(body)
  for (const [place, row] of wanted.entries()) {
    const text = bytes.toString('utf8', rows.places[2 * place], rows.places[2 * place + 1])
    assert.deepEqual(JSON.parse(text), row)
    assert.ok((row['höhe'] ?? 1) <= 0.3 && (row['höhe'] ?? -9) >= -5 && (row['count'] ?? 0) >= 0)
    assert.ok(Number.isSafeInteger(row['id']) && Number.isSafeInteger(row['count'] ?? 0))
    const values = names.map((name) => Math.fround(row[name] ?? Number.NaN))
    const found: readonly number[] = names.map((_, at) =>
      Math.fround(rows.values[place * names.length + at] ?? 0),
    )
    assert.deepEqual(found, values, text)
  }
}

interface BodyOptions {
  readonly rowCount: number
  readonly isFaulty: boolean
}

function bodyOf(random: Random, { rowCount, isFaulty }: BodyOptions): string {
  const own = random.next() < 0.3 ? names.toReversed() : names
  const [colon, comma] = pick(random, [
    [':', ','],
    [': ', ', '],
  ])
  const rows = Array.from({ length: rowCount }, (_, id) => {
    const members = (random.next() < 0.02 ? names : own).map((name) => {
      return `"${name}"${colon}${numeralOf(random, name, id)}`
    })
    return `{${members.join(comma)}}`
  })
  const body = `{"rows":[${rows.join(comma)}]}`
  if (!isFaulty) return body
  const at = Math.floor(random.next() * body.length)
  return body.slice(0, at) + pick(random, '0 1 9 . - , e " { } x'.split(' ')) + body.slice(at + 1)
}

function numeralOf(random: Random, name: string, id: number): string {
  switch (name) {
    case 'id':
      return String(id + Math.floor(random.next() * 10 ** Math.floor(random.next() * 16)))
    case 'höhe':
      return pick(random, [
        '0.3',
        '-5',
        '-5.000',
        '0.29999999999999998',
        '0',
        '-0.0',
        String(random.next() * -5),
      ])
    case 'count':
      return pick(random, [
        '0',
        '7',
        '12',
        '12.0',
        '900719925474099',
        random.next() < 0.1 ? 'null' : '3',
      ])
    default:
      return anyNumeral(random)
  }
}

function anyNumeral(random: Random): string {
  const value = (random.next() - 0.5) * 10 ** Math.floor(random.next() * 8)
  const single = Math.fround(value)
  const next = Math.fround(single * (1 + 2 ** -23))
  return pick(random, [
    String(random.next()),
    String(value),
    value.toFixed(Math.floor(random.next() * 20)),
    `${random.next().toFixed(20)}00`,
    // In the middle of two numbers of 32 bits, and beside it.
    String((single + next) / 2),
    ((single + next) / 2).toFixed(15),
    String(((single + next) / 2) * (1 + 2 ** -52)),
    String(single),
    random.next() < 0.1 ? value.toExponential() : '0.001',
    '100000000000000.5',
    '-0',
    '16777217',
    '12345678.12345678',
    '0.1234567812345678',
    '3.12345678123456781234567',
  ])
}

function pick<Value>(random: Random, values: readonly Value[]): Value {
  const value = values[Math.floor(random.next() * values.length)]
  assert.ok(value !== undefined)
  return value
}
