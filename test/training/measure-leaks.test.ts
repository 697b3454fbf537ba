import assert from 'node:assert/strict'
import { test } from 'node:test'
import { defineGroup, defineView } from '../../src/features/index.ts'
import { boostedTrees, byTime, mae } from '../../src/learn/index.ts'
import { float, text, timestamp } from '../../src/table/index.ts'
import { defineModel, measureLeaks } from '../../src/training/index.ts'

const reports = defineGroup({
  name: 'reports',
  key: ['beachId'],
  time: 'observedAt',
  columns: { beachId: text(), observedAt: timestamp(), waveHeight: float() },
})

const swells = defineGroup({
  name: 'swells',
  key: ['beachId'],
  time: 'hitsAt',
  columns: { beachId: text(), hitsAt: timestamp(), height: float() },
})

const model = defineModel({
  name: 'waves',
  view: defineView({
    name: 'surf',
    label: reports.column('waveHeight'),
    features: { height: swells.latest('height') },
  }),
  learner: boostedTrees({ trees: 200, minLeafRows: 1 }),
  split: byTime({ test: 0.25 }),
  measure: [mae()],
})

const labels = Array.from({ length: 40 }, (_, at) => (at * 7) % 11)

/** Rows of the same labels, with a height of each. */
function rowsWith(height: (label: number, at: number) => number) {
  return labels.map((label, at) => ({
    key: { beachId: 'lahinch' },
    at: new Date(Date.UTC(2026, 0, 1 + at)),
    label,
    features: { height: height(label, at) },
    deliveries: {},
  }))
}

test('a join that sees the label seems best, one that sees nothing as good as the mean', async () => {
  const honest = rowsWith((label, at) => label + (at % 2 === 0 ? 1 : -1))
  const copied = rowsWith((label) => label)
  const constant = rowsWith(() => 5)
  const worth = await measureLeaks(model, { honest, byTime: copied, newest: constant })
  const learned = labels.slice(0, 30)
  const mean = learned.reduce((sum, label) => sum + label, 0) / learned.length
  const judged = labels.slice(30).map((label) => Math.abs(label - mean))
  const wanted = judged.reduce((sum, error) => sum + error, 0) / judged.length
  assert.ok(worth !== undefined)
  assert.deepEqual([worth.metric, worth.better], ['mae', 'lower'])
  assert.ok(worth.byTime < 0.5, `${worth.byTime}`)
  assert.ok(worth.honest > worth.byTime && worth.honest < wanted, `${worth.honest}`)
  assert.ok(Math.abs(worth.newest - wanted) < 1e-9, `${worth.newest} is not ${wanted}`)
})

test('without rows there is nothing to be worth', async () => {
  const worth = await measureLeaks(model, { honest: [], byTime: [], newest: [] })
  assert.equal(worth, undefined)
})
