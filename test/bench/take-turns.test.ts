import assert from 'node:assert/strict'
import { test } from 'node:test'
import { median, quantile } from '../../bench/median.ts'
import { meetsTarget, toRow } from '../../bench/row.ts'
import { takeTurns } from '../../bench/take-turns.ts'

test('works take turns, the warm-up does not count, and the median of each is given', async () => {
  const calls: string[] = []
  const work = (name: string, values: number[]) => async () => {
    calls.push(name)
    return values.shift() ?? Number.NaN
  }
  const measured = await takeTurns(work('A', [900, 3, 1, 2]), work('B', [900, 10, 30, 20]), {
    warmUpCount: 1,
    count: 3,
  })
  assert.deepEqual(measured, { ours: 2, peer: 20 })
  assert.equal(calls.join(''), 'ABABABAB')
})

test('a quantile lies between its neighbours', () => {
  assert.equal(median([4, 1, 3, 2]), 2.5)
  assert.equal(quantile([10, 20, 30, 40, 50], 0.99), 49.6)
})

test('a row holds its ratio, and knows which way is better', () => {
  const row = toRow({
    work: 'start',
    unit: 'ms',
    ours: 50,
    peer: 'node',
    peerValue: 40,
    target: 1.3,
    better: 'lower',
  })
  assert.equal(row.ratio, 1.25)
  assert.equal(meetsTarget(row), true)
  assert.equal(meetsTarget({ ...row, better: 'higher' }), false)
})
