import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  mae,
  measureImportance,
  partialDependence,
  type InputColumn,
  type Predict,
} from '../../../src/learn/index.ts'

const random = seededRandom('importance')
const rowCount = 400
const numbers = (name: string): InputColumn => ({
  name,
  kind: 'number',
  values: Float64Array.from({ length: rowCount }, () => random.next()),
})
const columns: readonly InputColumn[] = [
  numbers('counts'),
  numbers('idle'),
  {
    name: 'kind',
    kind: 'category',
    values: Array.from({ length: rowCount }, (_, row) => (row % 3 === 0 ? 'rare' : 'common')),
  },
]
// Twice the first column, and one more for what is rare.
const predict: Predict = ([counts, , kind]) =>
  Float64Array.from(
    { length: counts?.values.length ?? 0 },
    (_, row) => 2 * Number(counts?.values[row]) + Number(kind?.values[row] === 'rare'),
  )
const target = await predict(columns)

test('what matters has an interval above zero, what does not has none', async () => {
  const options = { seed: 1, repeats: 4, draws: 100, confidence: 0.95 }
  const found = await measureImportance(predict, columns, { target, metric: mae() }, options)
  assert.deepEqual(
    found.map(({ name }) => name),
    ['counts', 'kind', 'idle'],
  )
  const [counts, kind, idle] = found
  assert.ok(counts !== undefined && counts.low > 0.5 && counts.high < 0.85)
  assert.ok(counts.low < counts.importance && counts.importance < counts.high)
  assert.ok(kind !== undefined && kind.low > 0.3)
  assert.deepEqual(idle, { name: 'idle', importance: 0, low: 0, high: 0 })
})

test('dependence follows what is said as one column moves and the rest stays', async () => {
  const options = { values: 5, rows: 100, told: 3 }
  const found = await partialDependence(predict, columns, 'counts', options)
  assert.equal(found?.values.length, 5)
  assert.equal(found.rows.length, 3)
  const [first = 0, last = 0] = [found.values.map(Number)[0], found.values.map(Number).at(-1)]
  const rise = (found.mean.at(-1) ?? 0) - (found.mean[0] ?? 0)
  assert.ok(Math.abs(rise - 2 * (last - first)) < 1e-9)
  const kinds = await partialDependence(predict, columns, 'kind', options)
  assert.deepEqual(kinds?.values, ['common', 'rare'])
  assert.ok(Math.abs((kinds.mean[1] ?? 0) - (kinds.mean[0] ?? 0) - 1) < 1e-9)
})

test('a column that is not there, or has one value, depends on nothing', async () => {
  const options = { values: 5, rows: 100, told: 3 }
  assert.equal(await partialDependence(predict, columns, 'absent', options), undefined)
  const still: InputColumn = {
    ...numbers('still'),
    kind: 'number',
    values: new Float64Array(rowCount),
  }
  assert.equal(await partialDependence(predict, [...columns, still], 'still', options), undefined)
})
