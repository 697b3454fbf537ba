import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { holdsParity, ratesByGroup } from '../../../src/learn/index.ts'
import { aequitasRates, fairnessNumber, type GroupedRows } from './fairness-numbers.ts'

// Fairlearn and Aequitas on the same 500 rows; shared by all who must agree with them.
const golden = JSON.parse(
  readFileSync(new URL('../../golden/fairness.json', import.meta.url), 'utf8'),
) as GroupedRows & {
  readonly fairlearn: Readonly<Record<string, number>>
  readonly aequitas_group: readonly Readonly<Record<string, number | string>>[]
}
const judged = { truth: golden.y_true, said: golden.y_pred }

for (const [name, wanted] of Object.entries(golden.fairlearn)) {
  test(`${name} is that of Fairlearn`, () => {
    const found = fairnessNumber(golden, name)
    assert.ok(Math.abs(found - wanted) < 1e-9, `${found}, and not ${wanted}`)
  })
}

test('the counts and rates of each group are those of Aequitas', () => {
  const found = ratesByGroup(judged, golden.group)
  for (const wanted of golden.aequitas_group) {
    const own = found.get(String(wanted['attribute_value']))
    for (const [ours, theirs] of aequitasRates) {
      const apart = Math.abs((own?.[ours] ?? Number.NaN) - Number(wanted[theirs]))
      assert.ok(apart < 1e-12, `${theirs} of ${String(wanted['attribute_value'])}`)
    }
  }
})

test('a parity holds where each of its rates is within the tolerance of the reference’s', () => {
  const found = ratesByGroup(judged, golden.group)
  const [a, b, c] = ['A', 'B', 'C'].map((group) => found.get(group))
  assert.ok(a !== undefined && b !== undefined && c !== undefined)
  assert.equal(holdsParity('impactParity', b, a, 0.8), true)
  // 0.3377 by 0.2018 is 1.67.
  assert.equal(holdsParity('falsePositiveParity', b, a, 0.8), false)
  assert.equal(holdsParity('equalizedOdds', b, a, 0.8), false)
  assert.equal(holdsParity('equalizedOdds', b, c, 0.8), true)
})

test('where nobody of a group is a yes, what is a share of them is not told and fails no parity', () => {
  const none = ratesByGroup({ truth: [0, 0, 1, 0], said: [0, 1, 1, 0] }, ['x', 'x', 'y', 'y'])
  const [x, y] = [none.get('x'), none.get('y')]
  assert.ok(x !== undefined && y !== undefined)
  assert.equal(x.truePositiveRate, Number.NaN)
  assert.equal(holdsParity('truePositiveParity', x, y, 0.8), undefined)
  assert.equal(holdsParity('equalizedOdds', x, y, 0.8), false)
})
