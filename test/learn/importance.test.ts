import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import {
  boostedTrees,
  cyclic,
  featureImportance,
  fitModel,
  mae,
  meanBaseline,
  permutationImportance,
  r2,
  type FittedModel,
  type InputColumn,
} from '../../src/learn/index.ts'
import { syntheticSurf } from './synthetic-surf.ts'

const surf = syntheticSurf(2000, 'importance', ['lahinch', 'tullan'])
const useless: InputColumn = { name: 'useless', kind: 'number', values: new Float64Array(2000) }
const columns = [...surf.columns, useless]
let fitted: FittedModel

before(async () => {
  const encoders = { direction: cyclic({ period: 360 }) }
  const learner = boostedTrees({ trees: 50 })
  fitted = await fitModel({ learner, encoders, columns, target: surf.target, seed: 1 })
})

test('importance by gain is a share per raw column', () => {
  const found = featureImportance(fitted)
  assert.deepEqual(
    found.map(({ name }) => name),
    ['height', 'direction', 'period', 'beach', 'useless'],
  )
  const whole = found.reduce((sum, { importance }) => sum + importance, 0)
  assert.ok(Math.abs(whole - 1) < 1e-12)
  assert.equal(found.at(-1)?.importance, 0)
})

test('shuffling what matters makes any metric worse, shuffling the rest does nothing', () => {
  for (const metric of [mae(), r2()]) {
    const found = permutationImportance(fitted, columns, surf.target, metric, { seed: 1 })
    const byName = new Map(found.map(({ name, importance }) => [name, importance]))
    assert.ok((byName.get('height') ?? 0) > 0.3)
    assert.ok((byName.get('direction') ?? 0) > 0.3)
    assert.equal(byName.get('useless'), 0)
    assert.deepEqual(
      permutationImportance(fitted, columns, surf.target, metric, { seed: 1 }),
      found,
    )
  }
})

test('a model without splits finds nothing important', async () => {
  const mean = await fitModel({
    learner: meanBaseline(),
    columns: [useless],
    target: surf.target,
    seed: 1,
  })
  assert.deepEqual(featureImportance(mean), [{ name: 'useless', importance: 0 }])
})
