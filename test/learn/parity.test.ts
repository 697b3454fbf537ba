import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boostedTrees,
  compilePredictor,
  cyclic,
  fitModel,
  predictColumns,
  scaled,
  type FittedModel,
  type InputColumn,
} from '../../src/learn/index.ts'
import { assertParity } from './assert-parity.ts'
import { syntheticSurf } from './synthetic-surf.ts'

const known = ['lahinch', 'tullan', 'strandhill']
const training = syntheticSurf(5000, 'training', known)
const asked = syntheticSurf(10_000, 'asked', [...known, 'a beach never seen'])
const encoders = { direction: cyclic({ period: 360 }), period: scaled() }

test('of a yes or no that never varies, all three give the same near certainty', async () => {
  const learner = boostedTrees({ loss: 'logistic' })
  const target = training.target.map(() => 1)
  const fitted = await fitModel({ learner, encoders, ...training, target, seed: 1 })
  assert.ok((predictColumns(fitted, asked.columns)[0] ?? 0) > 0.999_99)
  await assertParity(fitted, asked.columns)
})

test('a model is the same after a way through JSON', async () => {
  const fitted = await fitModel({
    learner: boostedTrees({ trees: 10 }),
    encoders,
    ...training,
    seed: 1,
  })
  assert.deepEqual(JSON.parse(JSON.stringify(fitted)), fitted)
})

test('values on a threshold and around a full turn take the same way everywhere', async () => {
  const values = Float64Array.from({ length: 721 }, (_, index) => index - 360)
  const columns: InputColumn[] = [
    { name: 'angle', kind: 'number', values },
    { name: 'raw', kind: 'number', values },
  ]
  const target = values.map((value) => Math.sin(value / 20))
  const learner = boostedTrees({ trees: 50, minLeafRows: 1, maxLeaves: 200 })
  const fitted = await fitModel({
    learner,
    columns,
    target,
    seed: 1,
    encoders: { angle: cyclic({ period: 360 }) },
  })
  assert.equal(fitted.learner.kind, 'boostedTrees')
  if (fitted.learner.kind !== 'boostedTrees') return
  const thresholds = fitted.learner.trees.flatMap(({ threshold }) => threshold)
  const edges = Float64Array.from(thresholds.flatMap((value) => [value, value + 1e-9, -value]))
  await assertParity(fitted, [
    { name: 'angle', kind: 'number', values: edges.map((_, row) => 90 * (row % 17)) },
    { name: 'raw', kind: 'number', values: edges },
  ])
})

test('a model whose category was always missing, and names of any letters, can be exported', async () => {
  const columns: InputColumn[] = [
    { name: 'höhe (m) / "nacht"', kind: 'number', values: Float64Array.of(1, 2, 3, 4) },
    { name: 'strand', kind: 'category', values: [undefined, '', undefined, undefined] },
  ]
  const fitted = await fitModel({
    learner: boostedTrees({ trees: 3, minLeafRows: 1 }),
    columns,
    target: Float64Array.of(1, 2, 3, 4),
    seed: 1,
  })
  await assertParity(fitted, columns)
})

test('a chain of a thousand splits compiles', async () => {
  const values = Float64Array.from({ length: 1024 }, (_, row) => row)
  const columns: InputColumn[] = [{ name: 'x', kind: 'number', values }]
  const learner = boostedTrees({ trees: 1, maxLeaves: 1024, minLeafRows: 1, learningRate: 1 })
  for (const sign of [1, -1]) {
    const target = values.map((value) => 1.1 ** (sign * (value - 512)))
    const fitted = await fitModel({ learner, columns, target, seed: 1 })
    await assertParity(fitted, columns)
  }
})

test('the compiled function refuses a text for a number, and takes null for missing', async () => {
  const fitted = await fitModel({
    learner: boostedTrees({ trees: 3 }),
    encoders,
    ...training,
    seed: 1,
  })
  const predict = compilePredictor(fitted)
  assert.throws(() => predict({ height: '3', beach: 'lahinch' }), {
    code: 'learn.wrongValue',
    message: '"height" must be a number, but is "3".',
  })
  assert.equal(predict({ height: null, beach: null, another: 7 }), predict({}))
})

test('a model with code where a number belongs is refused', async () => {
  const fitted = await fitModel({ learner: boostedTrees(), ...training, seed: 1 })
  const text = JSON.stringify(fitted).replace(/"base":[^,]+/, '"base":"process.exit()"')
  assert.throws(() => compilePredictor(JSON.parse(text) as FittedModel), {
    code: 'learn.brokenModel',
  })
})
