import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../src/base/index.ts'
import { byTime, random, splitRows } from '../../src/learn/index.ts'

test('by time, the newest rows are tested on, and a moment is never cut', () => {
  const times = Float64Array.of(50, 10, 20, 40, 30, 40)
  assert.deepEqual(splitRows(byTime({ test: 0.3 }), { times }), {
    train: Uint32Array.of(1, 2, 3, 4, 5),
    test: Uint32Array.of(0),
  })
  assert.deepEqual(splitRows(byTime({ test: 0.5 }), { times }), {
    train: Uint32Array.of(1, 2, 4),
    test: Uint32Array.of(0, 3, 5),
  })
})

test('whatever the rows: both sides have some, together all, and share no moment', () => {
  const stream = seededRandom('splits')
  for (let trial = 0; trial < 300; trial += 1) {
    const size = 2 + stream.below(40)
    const times = Float64Array.from({ length: size }, () => stream.below(12))
    times[0] = -1
    const share = 0.01 + 0.98 * stream.next()
    for (const split of [byTime({ test: share }), random({ test: share, seed: trial })]) {
      const { train, test: tested } = splitRows(split, { times })
      assert.ok(train.length > 0 && tested.length > 0)
      assert.deepEqual(
        [...train, ...tested].toSorted((a, b) => a - b),
        [...times.keys()],
      )
      const learned = new Set(Array.from(train, (row) => times[row]))
      for (const row of tested) assert.ok(!learned.has(times[row]))
      if (split.kind === 'random') continue
      const newest = Math.max(...Array.from(train, (row) => times[row] ?? 0))
      for (const row of tested) assert.ok((times[row] ?? 0) > newest)
    }
  }
})

test('a random split is near its share and follows its seed', () => {
  const times = Float64Array.from({ length: 1000 }, (_, row) => row)
  const split = splitRows(random({ test: 0.25, seed: 'a' }), { times })
  assert.equal(split.test.length, 250)
  assert.deepEqual(splitRows(random({ test: 0.25, seed: 'a' }), { times }), split)
  assert.notDeepEqual(splitRows(random({ test: 0.25, seed: 'b' }), { times }), split)
})

test('rows of one moment, or of none, can not be split', () => {
  const split = byTime({ test: 0.2 })
  assert.throws(() => splitRows(split, { times: Float64Array.of(5, 5) }), {
    code: 'learn.cannotSplit',
  })
  assert.throws(() => splitRows(split, { times: Float64Array.of(5, Number.NaN) }), {
    code: 'learn.wrongNumber',
  })
  assert.throws(() => byTime({ test: 1 }), { code: 'learn.wrongSetting' })
})
