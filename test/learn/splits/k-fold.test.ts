import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  byHash,
  byTime,
  foldRows,
  grouped,
  kFold,
  random,
  stratified,
} from '../../../src/learn/index.ts'
import { allRows, countWhere, sharedValues, trialRows } from './trial-rows.ts'

test('each row is tested on in one fold and learnt from in all others', () => {
  for (let seed = 0; seed < 20; seed += 1) {
    const rows = trialRows(seed, 150 + seed)
    const all = [...rows.times.keys()]
    const manners = [
      random({ seed }),
      stratified({ seed, by: 'kind' }),
      grouped({ seed, by: 'beachId' }),
      byHash({ seed }),
    ]
    for (const of of manners) {
      const folds = foldRows(kFold(4, of), rows)
      assert.equal(folds.length, 4)
      for (const fold of folds) assert.deepEqual(allRows(fold), all)
      assert.deepEqual(
        folds.flatMap((fold) => [...fold.test]).toSorted((a, b) => a - b),
        all,
      )
      assert.deepEqual(foldRows(kFold(4, of), rows), folds)
      const valueOf = (row: number) =>
        of.kind === 'grouped' ? rows.columns.beachId[row] : rows.times[row]
      for (const fold of folds) assert.deepEqual(sharedValues(fold, valueOf), [])
    }
  }
})

test('folds are alike in size, and stratified ones in their shares', () => {
  const rows = trialRows('folds', 1000)
  const times = Float64Array.from(rows.times.keys())
  const sizes = (of: Parameters<typeof kFold>[1]) =>
    foldRows(kFold(5, of), { ...rows, times }).map((fold) => fold.test.length)
  assert.deepEqual(sizes(random({ seed: 1 })), [200, 200, 200, 200, 200])
  assert.deepEqual(sizes(stratified({ seed: 1 })), [200, 200, 200, 200, 200])
  const rare = foldRows(kFold(5, stratified({ seed: 1, by: 'kind' })), { ...rows, times }).map(
    (fold) => countWhere(fold.test, (row) => rows.columns.kind[row] === 'rare'),
  )
  assert.ok(Math.max(...rare) - Math.min(...rare) <= 1)
})

test('by time, a fold tests on what came after all that it learns from, after the gap', () => {
  const times = Float64Array.from({ length: 12 }, (_, row) => row)
  const folds = foldRows(kFold(3, byTime({ gap: '2ms' })), { times })
  assert.deepEqual(
    folds.map(({ train, test: tested, leftOut = [] }) => [[...train], [...leftOut], [...tested]]),
    [
      [[0, 1], [2], [3, 4, 5]],
      [[0, 1, 2, 3, 4], [5], [6, 7, 8]],
      [[0, 1, 2, 3, 4, 5, 6, 7], [8], [9, 10, 11]],
    ],
  )
})

test('by time, no fold is empty though nearly all rows are of one moment', () => {
  for (const heavy of [0, 1, 2, 3]) {
    const times = Float64Array.of(0, 1, 2, 3, ...Array.from({ length: 40 }, () => heavy))
    for (const { train, test: tested } of foldRows(kFold(3, byTime()), { times })) {
      assert.ok(train.length > 0 && tested.length > 0)
      const newest = Math.max(...Array.from(train, (row) => times[row] ?? 0))
      for (const row of tested) assert.ok((times[row] ?? 0) > newest)
    }
  }
})

test('more folds than there are groups or moments are refused', () => {
  const rows = { times: Float64Array.of(1, 2, 3), columns: { beachId: ['a', 'b', 'b'] } }
  assert.throws(() => foldRows(kFold(3, grouped({ seed: 1, by: 'beachId' })), rows), {
    code: 'learn.wrongSetting',
    message: 'kFold: folds must be at most 2, so that each fold has rows, but is 3.',
  })
  assert.throws(() => foldRows(kFold(3, byTime()), rows), { code: 'learn.wrongSetting' })
  assert.throws(() => kFold(1, random({ seed: 1 })), { code: 'learn.wrongSetting' })
})
