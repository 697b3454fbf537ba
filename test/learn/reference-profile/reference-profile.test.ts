import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  cumulativeShares,
  mergeProfiles,
  profileColumns,
  type InputColumn,
  type NumberSketch,
} from '../../../src/learn/index.ts'

const random = seededRandom('profile')
const values = Float64Array.from({ length: 3000 }, () => Math.exp(random.normal()))
const columns = (from: number, to: number): InputColumn[] => [
  { name: 'amount', kind: 'number', values: values.slice(from, to) },
  {
    name: 'grade',
    kind: 'number',
    values: values.slice(from, to).map((value) => Math.min(Math.floor(value), 4)),
  },
  {
    name: 'size',
    kind: 'category',
    values: Array.from(values.slice(from, to), (value) =>
      value > 2 ? 'large' : value < 0.1 ? undefined : 'small',
    ),
  },
]

test('parts of rows that are put together are the profile of all', () => {
  const whole = profileColumns(columns(0, 3000))
  const parts = [0, 1000, 2000].map((from) => profileColumns(columns(from, from + 1000), whole))
  const [first, second, third] = parts
  assert.ok(first && second && third)
  const merged = mergeProfiles(mergeProfiles(first, second), third)
  const round = (profile: typeof merged) =>
    JSON.parse(
      JSON.stringify(profile, (_, value: unknown) =>
        typeof value === 'number' ? Number(value.toPrecision(10)) : value,
      ),
    ) as unknown
  assert.deepEqual(round(merged), round(whole))
})

test('cumulative shares are exact at the cuts, and close between them', () => {
  const [sketch] = profileColumns(columns(0, 3000)).columns as [NumberSketch]
  const shareOf = (place: number) => values.filter((value) => value <= place).length / 3000
  const own = cumulativeShares(sketch, sketch.edges)
  assert.deepEqual(own, sketch.edges.map(shareOf))
  const places = [0.05, 0.3, 0.777, 1.5, 4]
  for (const [at, share] of cumulativeShares(sketch, places).entries()) {
    assert.ok(Math.abs(share - shareOf(places[at] ?? 0)) < 0.005)
  }
  assert.deepEqual(cumulativeShares(sketch, [-1, 1e9]), [0, 1])
})

test('a profile is a few kilobytes a column', () => {
  const bytes = JSON.stringify(profileColumns(columns(0, 3000))).length
  assert.ok(bytes < 3 * 2500, `${bytes} bytes`)
})

test('a column that is empty, constant, missing or endless has a profile', () => {
  const profile = profileColumns([
    { name: 'constant', kind: 'number', values: Float64Array.of(3, 3, 3) },
    { name: 'missing', kind: 'number', values: new Float64Array(3).fill(Number.NaN) },
    { name: 'endless', kind: 'number', values: Float64Array.of(1, Infinity, -Infinity) },
  ])
  const described = profile.columns.map((sketch) =>
    sketch.kind === 'number'
      ? [sketch.count, sketch.missingCount, sketch.infiniteCount, sketch.moments?.max]
      : [],
  )
  assert.deepEqual(described, [
    [3, 0, 0, 3],
    [0, 3, 0, undefined],
    [1, 0, 2, 1],
  ])
  assert.equal(profileColumns([]).rowCount, 0)
})
