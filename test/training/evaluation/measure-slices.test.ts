import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import { mae, type InputColumn } from '../../../src/learn/index.ts'
import { measureSlices, searchSlices } from '../../../src/training/evaluation/measure-slices.ts'

const rowCount = 4000
const random = seededRandom('slices')
const texts = (name: string, values: readonly string[]): InputColumn => ({
  name,
  kind: 'category',
  values: Array.from({ length: rowCount }, () => values[random.below(values.length)]),
})
const columns: readonly InputColumn[] = [
  texts('beach', ['lahinch', 'easkey', 'tullan']),
  texts('tide', ['low', 'mid', 'high']),
  {
    name: 'height',
    kind: 'number',
    values: Float64Array.from({ length: rowCount }, () => random.next()),
  },
]
const truth = new Float64Array(rowCount)

/** Errors of size 1 on average, and three times that where `isBad` says. */
function slicesOf(isBad: (row: number) => boolean) {
  const errors = seededRandom('errors')
  const said = truth.map((_, row) => errors.normal() * (isBad(row) ? 3 : 1))
  return { columns, metric: mae(), judged: { truth, said }, losses: said.map(Math.abs) }
}

test('the search finds the crossing on which the model is worst, and not its halves', () => {
  const { found, tried } = searchSlices(
    slicesOf((row) => columns[0]?.values[row] === 'easkey' && columns[1]?.values[row] === 'low'),
  )
  // Ten conditions and thirty-three pairs of different columns.
  assert.equal(tried, 10 + 3 * 3 + 3 * 4 + 3 * 4)
  assert.deepEqual(found[0]?.conditions, ['beach = easkey', 'tide = low'])
  const [worst] = found
  assert.ok(worst !== undefined && worst.p < 1e-6 && worst.low > worst.rest)
})

test('where errors are chance alone nothing is found', () => {
  assert.deepEqual(searchSlices(slicesOf(() => false)).found, [])
})

test('numbers are told by quarters, and what was asked for is told whole', () => {
  const rows = slicesOf((row) => Number(columns[2]?.values[row]) > 0.75)
  const found = measureSlices(rows, ['height'], [['beach', 'tide']])
  assert.equal(found.length, 4 + 9)
  assert.match(found[3]?.conditions[0] ?? '', /^height > 0\.7/)
  assert.deepEqual(
    found.slice(0, 4).map(({ isWorse }) => isWorse),
    [false, false, false, true],
  )
  assert.equal(
    found.slice(4).reduce((sum, slice) => sum + slice.rowCount, 0),
    rowCount,
  )
})
