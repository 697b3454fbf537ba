import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  byHash,
  byTime,
  grouped,
  random,
  splitRows,
  stratified,
  type Split,
} from '../../../src/learn/index.ts'
import { allRows, countWhere, sharedValues, trialRows } from './trial-rows.ts'

const hour = 3_600_000

function splitsOf(share: number, seed: number): readonly Split[] {
  return [
    byTime({ test: share, gap: '1ms' }),
    random({ test: share, seed }),
    stratified({ test: share, seed }),
    stratified({ test: share, seed, by: 'kind' }),
    grouped({ test: share, seed, by: 'beachId' }),
    byHash({ test: share, seed }),
  ]
}

test('whatever the rows: each stands once, both sides have some, and the same seed draws the same', () => {
  for (let trial = 0; trial < 60; trial += 1) {
    const rows = trialRows(trial, 60 + trial * 5)
    for (const split of splitsOf(0.2 + (trial % 7) / 10, trial)) {
      const parts = splitRows(split, rows)
      assert.ok(parts.train.length > 0 && parts.test.length > 0)
      assert.deepEqual(allRows(parts), [...rows.times.keys()])
      assert.deepEqual(splitRows(split, rows), parts)
      if (split.kind === 'grouped') continue
      assert.deepEqual(
        sharedValues(parts, (row) => rows.times[row]),
        [],
      )
    }
  }
})

test('the share comes out near the one wanted', () => {
  const rows = trialRows('shares', 3000)
  const groups = Map.groupBy(rows.columns.beachId, (id) => id)
  const largest = Math.max(...Array.from(groups.values(), (own) => own.length))
  for (const share of [0.1, 0.25, 0.5]) {
    for (const split of splitsOf(share, 1)) {
      const off = Math.abs(splitRows(split, rows).test.length - share * 3000)
      const allowed = { byTime: 5, random: 5, stratified: 10, grouped: largest / 2, byHash: 120 }
      assert.ok(off <= allowed[split.kind], `${split.kind} ${share}: off by ${off}`)
    }
  }
})

test('between what is learnt from and what is tested on by time, the gap is kept', () => {
  const times = Float64Array.from({ length: 100 }, (_, row) => row * hour)
  const { train, test: tested, leftOut } = splitRows(byTime({ test: 0.2, gap: '12h' }), { times })
  assert.deepEqual([...train], [...times.keys()].slice(0, 69))
  assert.deepEqual([...(leftOut ?? [])], [69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79])
  assert.deepEqual([...tested], [...times.keys()].slice(80))
})

test('a gap that leaves nothing to learn from is refused', () => {
  const times = Float64Array.from({ length: 10 }, (_, row) => row * hour)
  assert.throws(() => splitRows(byTime({ test: 0.2, gap: '2d' }), { times }), {
    code: 'learn.wrongSetting',
    message: 'byTime: gap must be shorter than the time before the rows to test on, but is 2d.',
  })
})

test('each value of a category has its share on both sides, a rare one too', () => {
  const size = 1000
  const times = Float64Array.from({ length: size }, (_, row) => row)
  const { columns } = trialRows('kinds', size)
  const rareCount = columns.kind.filter((kind) => kind === 'rare').length
  for (let seed = 0; seed < 20; seed += 1) {
    const split = stratified({ test: 0.3, seed, by: 'kind' })
    const parts = splitRows(split, { times, columns })
    const found = countWhere(parts.test, (row) => columns.kind[row] === 'rare')
    assert.ok(Math.abs(found - 0.3 * rareCount) <= 1, `${found} of ${rareCount}`)
    assert.ok(Math.abs(parts.test.length - 300) <= 1)
  }
})

test('each bin of the label has its share on both sides, and few labels are their own bins', () => {
  const times = Float64Array.from({ length: 1000 }, (_, row) => row)
  const { labels } = trialRows('labels', 1000)
  const sorted = labels.toSorted()
  const { test: tested } = splitRows(stratified({ test: 0.2, seed: 1, bins: 4 }), { times, labels })
  for (const bin of [0, 1, 2, 3]) {
    const [low = 0, high = Infinity] = [sorted[bin * 250], sorted[bin * 250 + 250]]
    const found = countWhere(tested, (row) => {
      const label = labels[row] ?? 0
      return label >= low && label < high
    })
    assert.ok(Math.abs(found - 50) <= 1, `bin ${bin}: ${found}`)
  }
  const survived = labels.map((label) => (label > 1.5 ? 1 : 0))
  const some = survived.filter((label) => label === 1).length
  const parts = splitRows(stratified({ test: 0.5, seed: 1 }), { times, labels: survived })
  const found = countWhere(parts.test, (row) => survived[row] === 1)
  assert.ok(Math.abs(found - some / 2) <= 1)
})

test('a group never stands on both sides, whatever its size', () => {
  for (let seed = 0; seed < 40; seed += 1) {
    const rows = trialRows(seed, 200)
    const parts = splitRows(grouped({ test: 0.3, seed, by: 'beachId' }), rows)
    assert.deepEqual(
      sharedValues(parts, (row) => rows.columns.beachId[row]),
      [],
    )
  }
})

test('by hash, a row stays on its side when rows are added, in whatever order they come', () => {
  const whole = trialRows('hashed', 900)
  for (const split of [byHash({ test: 0.3 }), byHash({ test: 0.3, by: ['beachId', 'kind'] })]) {
    const { test: tested } = splitRows(split, whole)
    const order = [...whole.times.keys()].filter((row) => row % 3 !== 0).toReversed()
    const part = {
      times: Float64Array.from(order, (row) => whole.times[row] ?? 0),
      columns: {
        beachId: order.map((row) => whole.columns.beachId[row]),
        kind: order.map((row) => whole.columns.kind[row]),
      },
    }
    const again = Array.from(splitRows(split, part).test, (row) => order[row] ?? 0)
    assert.deepEqual(
      again.toSorted((a, b) => a - b),
      [...tested].filter((row) => row % 3 !== 0),
    )
  }
})

test('the side of a hashed value does not change with a version of ours', () => {
  const beachId = ['lahinch', 'easkey', 'inch', 'tramore', 'bundoran', 'strandhill']
  const rows = { times: new Float64Array(6), columns: { beachId } }
  const { test: tested } = splitRows(byHash({ test: 0.5, by: 'beachId', seed: 7 }), rows)
  assert.deepEqual(
    Array.from(tested, (row) => beachId[row]),
    ['lahinch', 'easkey', 'inch', 'tramore', 'strandhill'],
  )
})

test('whatever the order of the rows, the same are drawn', () => {
  const rows = trialRows('order', 120)
  const backwards = {
    times: rows.times.toReversed(),
    columns: { beachId: rows.columns.beachId.toReversed() },
  }
  for (const split of [
    grouped({ test: 0.3, seed: 1, by: 'beachId' }),
    random({ test: 0.3, seed: 1 }),
  ]) {
    const mirrored = Array.from(splitRows(split, backwards).test, (row) => 119 - row)
    assert.deepEqual(mirrored.toReversed(), [...splitRows(split, rows).test])
  }
})

test('a split that names a column which is not there, or leaves a side empty, is refused', () => {
  const rows = { times: Float64Array.of(1, 2), columns: { beachId: ['easkey', 'easkey'] } }
  const fault = (message: string) => ({ code: 'learn.wrongSetting', message })
  assert.throws(
    () => splitRows(grouped({ test: 0.5, seed: 1, by: 'beach' }), rows),
    fault('grouped: by must be one of beachId, but is beach.'),
  )
  assert.throws(
    () => splitRows(grouped({ test: 0.5, seed: 1, by: 'beachId' }), rows),
    fault('grouped: by must be a column of at least two different values, but is beachId.'),
  )
  assert.throws(
    () => splitRows(byHash({ test: 0.5, by: 'beachId' }), rows),
    fault('byHash: test must be a share that leaves rows on both sides of these few, but is 0.5.'),
  )
  assert.throws(() => splitRows(stratified({ test: 0.5, seed: 1 }), rows), {
    code: 'learn.unequalLengths',
  })
  assert.throws(() => stratified({ test: 0.5, seed: 1, bins: 1 }), { code: 'learn.wrongSetting' })
})
