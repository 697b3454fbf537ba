import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import { profileColumns, type InputColumn } from '../../../src/learn/index.ts'
import { measureDrift, type ColumnDrift } from '../../../src/monitoring/index.ts'

function normals(seed: string, count: number, mean = 0): Float64Array {
  const random = seededRandom(seed)
  return Float64Array.from({ length: count }, () => mean + random.normal())
}

const numbers = (values: Float64Array | number[], name = 'height'): InputColumn => ({
  name,
  kind: 'number',
  values: Float64Array.from(values),
})

const texts = (values: readonly (string | undefined)[], name = 'colour'): InputColumn => ({
  name,
  kind: 'category',
  values,
})

function repeat(value: string, count: number): string[] {
  return Array.from({ length: count }, () => value)
}

function compare(
  reference: InputColumn | undefined,
  current: InputColumn | undefined,
): ColumnDrift {
  const report = measureDrift(
    { columns: reference === undefined ? [] : [reference] },
    { columns: current === undefined ? [] : [current] },
  )
  const [column] = report.columns
  assert.ok(column)
  return column
}

test('numbers that have moved are drift, and those that have not are none', () => {
  const reference = normals('reference', 800)
  const moved = compare(numbers(reference), numbers(normals('moved', 600, 0.5)))
  assert.equal(moved.drifted, true)
  assert.equal(moved.test, 'kolmogorovSmirnov')
  const same = compare(numbers(reference), numbers(normals('same', 600)))
  assert.equal(same.drifted, false)
  assert.equal(same.says.startsWith('As before'), true)
})

test('a change that is sure but small is no drift', () => {
  const column = compare(
    numbers(normals('reference', 40_000)),
    numbers(normals('a little', 40_000, 0.05)),
  )
  assert.ok((column.pValue ?? 1) < 1e-6)
  assert.equal(column.drifted, false)
  assert.match(column.says, /^Changed for sure, but little/)
})

test('one row of a new category is no drift, and many are', () => {
  const reference = texts([...repeat('red', 60), ...repeat('blue', 40)])
  const one = compare(reference, texts([...repeat('red', 60), ...repeat('blue', 39), 'green']))
  assert.equal(one.drifted, false)
  assert.deepEqual(one.newCategories, ['green'])
  assert.equal(one.outsideShare, 0.01)
  const many = compare(reference, texts([...repeat('red', 50), ...repeat('green', 50)]))
  assert.equal(many.drifted, true)
  assert.deepEqual(many.goneCategories, ['blue'])
})

test('a table of two by two with few rows is tested exactly', () => {
  const column = compare(
    texts([...repeat('yes', 3), ...repeat('no', 1)]),
    texts([...repeat('yes', 1), ...repeat('no', 3)]),
  )
  assert.equal(column.test, 'fisherExact')
  assert.ok(Math.abs((column.pValue ?? 0) - 34 / 70) < 1e-12)
})

test('what cannot be compared has a state that says why', () => {
  const some = numbers([1, 2, 3])
  const none = numbers([])
  const missing = numbers([Number.NaN, Number.NaN])
  const states = [
    compare(some, none),
    compare(none, some),
    compare(some, missing),
    compare(missing, missing),
    compare(undefined, some),
    compare(some, undefined),
    compare(some, texts(['a'], 'height')),
  ].map(({ state, drifted }) => ({ state, drifted }))
  assert.deepEqual(states, [
    { state: 'empty', drifted: false },
    { state: 'empty', drifted: false },
    { state: 'allMissing', drifted: true },
    { state: 'allMissing', drifted: false },
    { state: 'newColumn', drifted: false },
    { state: 'goneColumn', drifted: true },
    { state: 'typeChanged', drifted: true },
  ])
})

test('a constant that stays is no drift, and one that changes is', () => {
  const one = Array.from({ length: 50 }, () => 1)
  const stays = compare(numbers(one), numbers(one))
  assert.deepEqual([stays.state, stays.drifted, stays.pValue], ['constant', false, 1])
  const changes = compare(numbers(one), numbers(one.map(() => 2)))
  assert.deepEqual([changes.state, changes.drifted], ['constant', true])
  assert.deepEqual(changes.newCategories, ['2'])
})

test('infinite values are left out and are not missing', () => {
  const values = normals('reference', 200)
  const column = compare(numbers(values), numbers([...values, Infinity, -Infinity, Number.NaN]))
  assert.equal(column.pValue, 1)
  assert.equal(column.missingShare?.current, 1 / 203)
})

test('a profile gives the verdicts that the rows behind it give', () => {
  const columns = [
    numbers(normals('reference', 5000)),
    texts([...repeat('red', 3000), ...repeat('blue', 2000)]),
  ]
  const current = {
    columns: [
      numbers(normals('moved', 1000, 0.2)),
      texts([...repeat('red', 700), ...repeat('blue', 300)]),
    ],
  }
  const byRows = measureDrift({ columns }, current)
  const profile = JSON.parse(JSON.stringify(profileColumns(columns))) as ReturnType<
    typeof profileColumns
  >
  const byProfile = measureDrift(profile, current)
  const byProfiles = measureDrift(profile, profileColumns(current.columns, profile))
  assert.deepEqual(byProfile.columns[1], byRows.columns[1])
  assert.deepEqual(byProfiles.columns[1], byRows.columns[1])
  const effects = [byRows, byProfile, byProfiles].map(({ columns: [column] }) => column?.effect)
  const [exact = 0, binned = 0, both] = effects.map((effect) => effect?.value ?? 0)
  // Cuts part the reference in 128: what lies between two of them is left out.
  assert.ok(binned <= exact && binned > exact - 1 / 128, `${binned} of ${exact}`)
  assert.equal(both, binned)
})

test('the share of drifted columns decides about the whole where it is asked for', () => {
  const columns = ['a', 'b', 'c'].map((name) => numbers(normals(name, 500), name))
  const moved = columns.map((column, at) =>
    at === 0 ? numbers(normals('moved', 500, 1), column.name) : column,
  )
  const any = measureDrift({ columns }, { columns: moved })
  assert.deepEqual([any.driftedShare, any.drifted], [1 / 3, true])
  const half = measureDrift({ columns }, { columns: moved }, { driftShareLimit: 0.5 })
  assert.deepEqual([half.driftedShare, half.drifted], [1 / 3, false])
})
