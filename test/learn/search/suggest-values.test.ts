import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  among,
  between,
  isHopeless,
  suggestValues,
  wholeBetween,
  type SearchMethod,
  type Trial,
} from '../../../src/learn/index.ts'

const space = {
  rate: between(0.001, 1, { scale: 'log' }),
  leaves: wholeBetween(4, 64, { scale: 'log' }),
  depth: wholeBetween(1, 3),
  growth: among('leafWise', 'depthWise'),
}

function search(method: SearchMethod, seed: number): readonly Trial[] {
  const trials: Trial[] = []
  for (let number = 0; number < 40; number += 1) {
    const random = seededRandom(seed)
    const values = suggestValues({ method, space, random }, number, trials)
    if (values === undefined) break
    const loss = Math.abs(Number(values['rate']) - 0.1) + (values['growth'] === 'leafWise' ? 0 : 1)
    trials.push({ number, values, losses: [loss], isPruned: number % 7 === 6 })
  }
  return trials
}

for (const method of ['tpe', 'random'] as const) {
  test(`${method} gives the same values for the same seed, all within their range`, () => {
    const trials = search(method, 1)
    assert.deepEqual(search(method, 1), trials)
    assert.notDeepEqual(search(method, 2), trials)
    for (const { values } of trials) {
      const { rate, leaves, depth, growth } = values
      assert.ok(Number(rate) >= 0.001 && Number(rate) <= 1)
      assert.ok(Number.isInteger(leaves) && Number(leaves) >= 4 && Number(leaves) <= 64)
      assert.ok([1, 2, 3].includes(Number(depth)))
      assert.ok(growth === 'leafWise' || growth === 'depthWise')
    }
    assert.deepEqual(new Set(trials.map(({ values }) => values['depth'])), new Set([1, 2, 3]))
  })
}

test('a grid has each combination once, ranges of numbers in five places on their scale', () => {
  const random = seededRandom(1)
  const small = { rate: between(0.001, 10, { scale: 'log' }), depth: wholeBetween(1, 3) }
  const values = Array.from({ length: 16 }, (_, number) =>
    suggestValues({ method: 'grid', space: small, random }, number, []),
  )
  assert.deepEqual(
    values.slice(0, 4).map((one) => Object.values(one ?? {})),
    [
      [0.001, 1],
      [0.001, 2],
      [0.001, 3],
      [0.01, 1],
    ],
  )
  assert.deepEqual(values.slice(14), [{ rate: 10, depth: 3 }, undefined])
})

test('a range that holds nothing is refused', () => {
  assert.throws(() => between(1, 1), {
    code: 'learn.wrongSetting',
    message: 'between: high must be a number above 1, but is 1.',
  })
  assert.throws(() => between(0, 1, { scale: 'log' }), { code: 'learn.wrongSetting' })
  assert.throws(() => wholeBetween(1, 2.5), { code: 'learn.wrongSetting' })
})

test('the median gives up who is worse than half of the others, once five are there', () => {
  const others = [1, 2, 3, 4, 5].map((loss) => ({ losses: [loss, 1] }))
  assert.equal(isHopeless('median', [3.1], others), true)
  assert.equal(isHopeless('median', [3], others), false)
  assert.equal(isHopeless('median', [9], others.slice(1)), false)
  assert.equal(isHopeless('median', [Number.NaN], others), true)
  assert.equal(isHopeless('none', [9], others), false)
})

test('halving lets a third of those go on that have come so far', () => {
  const others = [1, 2, 3, 4, 5].map((loss) => ({ losses: [loss] }))
  assert.equal(isHopeless('halving', [1.5], others), false)
  assert.equal(isHopeless('halving', [2.5], others), true)
  assert.equal(isHopeless('halving', [7], []), false)
})
