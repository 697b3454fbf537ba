import assert from 'node:assert/strict'
import { test } from 'node:test'
import { columnNames } from '../samples/listing-columns.ts'
import { madeListings } from '../samples/made-listings.ts'
import { toCsv } from '../samples/csv.ts'

const rows = madeListings({ rows: 20_000, seed: 'first' })
const of = (name: string) => rows.map((row) => Number(row[name])).toSorted((a, b) => a - b)
const quantile = (values: readonly number[], share: number) =>
  values[Math.floor(share * (values.length - 1))] ?? Number.NaN
const share = (is: (row: (typeof rows)[number]) => boolean) => rows.filter(is).length / rows.length
const near = (found: number, wanted: number, within: number, what: string) =>
  assert.ok(Math.abs(found - wanted) <= within, `${what}: ${found}, wanted ${wanted}`)

test('prices have the quantiles of 2019, five are free, and 95 of 100 are between 10 and 350', () => {
  const prices = of('price')
  const wanted = { 0.01: 30, 0.05: 40, 0.25: 69, 0.5: 105, 0.75: 175, 0.95: 350, 0.99: 800 }
  for (const [at, price] of Object.entries(wanted)) {
    near(quantile(prices, Number(at)), price, 0.04 * price, `price at ${at}`)
  }
  assert.equal(prices.filter((price) => price === 0).length, 5)
  near(
    share(({ price = 0 }) => Number(price) >= 10 && Number(price) <= 350),
    0.95,
    0.002,
    'kept',
  )
})

test('boroughs, rooms, reviews and stays come as often as they did', () => {
  const isIn = (name: string, value: string | number) => share((row) => row[name] === value)
  near(isIn('neighbourhood_group', 'Manhattan'), 0.439, 0.01, 'Manhattan')
  near(isIn('neighbourhood_group', 'Staten Island'), 0.008, 0.004, 'Staten Island')
  near(isIn('room_type', 'Entire home/apt'), 0.519, 0.02, 'entire')
  near(isIn('room_type', 'Shared room'), 0.022, 0.005, 'shared')
  near(isIn('number_of_reviews', 0), 0.206, 0.01, 'without reviews')
  near(
    share((row) => row['number_of_reviews'] === 0 && row['last_review'] === ''),
    0.206,
    0.01,
    'no date',
  )
  near(isIn('availability_365', 0), 0.36, 0.015, 'never free')
  assert.equal(quantile(of('minimum_nights'), 0.5), 2)
  assert.equal(rows.filter(({ name }) => name === '').length, 7)
})

test('a sample is a file of the 16 columns, and the same seed makes the same', () => {
  const [head = '', ...lines] = toCsv(madeListings({ rows: 50, seed: 'a', lost: 1 }))
    .trim()
    .split('\n')
  assert.deepEqual(head.split(','), columnNames)
  assert.equal(lines.length, 50)
  assert.equal(lines.filter((line) => line.includes(',-70.1,')).length, 1)
  assert.equal(
    toCsv(madeListings({ rows: 50, seed: 'a', lost: 1 })),
    [head, ...lines, ''].join('\n'),
  )
})
