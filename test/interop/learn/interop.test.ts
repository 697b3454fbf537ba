import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  accuracy,
  bias,
  boostedTrees,
  confusionMatrix,
  cyclic,
  extraTrees,
  fitModel,
  logLoss,
  mae,
  maxError,
  meanBaseline,
  medianError,
  multinomialRegression,
  predictColumns,
  r2,
  randomForest,
  ridge,
  rmse,
  rocAuc,
  scaled,
  toOnnx,
  weightedF1,
  type InputColumn,
} from '../../../src/learn/index.ts'
import { syntheticSurf } from '../../learn/synthetic-surf.ts'
import { runPython } from './run-python.ts'

test('metrics agree with scikit-learn to 1e-9', async () => {
  const random = seededRandom('metrics')
  const truth = Float64Array.from({ length: 5001 }, () => 1000 + 10 * random.normal())
  const predicted = truth.map((value) => value + 3 * random.normal() - 0.5)
  const found = (await runPython('metrics.py', { truth, predicted })) as Record<string, number>
  for (const metric of [mae(), rmse(), r2(), bias(), medianError(), maxError()]) {
    const apart = Math.abs(metric.of(truth, predicted) - (found[metric.name] ?? Number.NaN))
    assert.ok(apart <= 1e-9, `${metric.name} is ${apart} apart`)
  }
})

test('metrics of a yes or no agree with scikit-learn to 1e-9', async () => {
  const random = seededRandom('yes or no')
  // Rounded, so that many are equal: ranks are shared.
  const chance = Float64Array.from({ length: 5001 }, () => Math.round(100 * random.next()) / 100)
  const yes = chance.map((value) => Number(random.next() < 0.2 + 0.6 * value))
  const found = (await runPython('metrics.py', {
    truth: yes,
    predicted: chance,
    yes,
    chance,
  })) as Record<string, number>
  const own = Object.fromEntries(
    [accuracy(), weightedF1(), logLoss(), rocAuc()].map(({ name, of }) => [name, of(yes, chance)]),
  )
  for (const [name, value] of Object.entries({ ...own, ...confusionMatrix(yes, chance) })) {
    const apart = Math.abs(value - (found[name] ?? Number.NaN))
    assert.ok(apart <= 1e-9, `${name} is ${apart} apart`)
  }
})

const exported = [
  boostedTrees(),
  boostedTrees({ loss: 'logistic' }),
  boostedTrees({ loss: 'classes', trees: 20 }),
  randomForest({ trees: 5 }),
  extraTrees({ trees: 5, quantile: 0.9 }),
  ridge(),
  multinomialRegression(),
  meanBaseline(),
]

for (const learner of exported) {
  const loss = 'loss' in learner ? ` of ${learner.loss} loss` : ''
  test(`${learner.kind}${loss}: the file passes ONNX's full check and answers alike in Python`, async () => {
    const encoders = { direction: cyclic({ period: 360 }), period: scaled() }
    const train = syntheticSurf(3000, 'training', ['lahinch', 'tullan'])
    const asked = syntheticSurf(2000, 'asked', ['lahinch', 'tullan', 'a beach never seen'])
    const isClass =
      learner.kind === 'multinomialRegression' || ('loss' in learner && learner.loss !== 'squared')
    const target = isClass ? train.target.map((height) => Number(height > 3)) : train.target
    const fitted = await fitModel({ learner, encoders, ...train, target, seed: 1 })
    const found = (await runPython('onnx_model.py', {
      'model.onnx': toOnnx(fitted, { modelName: 'surf', outputName: 'waveHeight' }),
      'columns.json': JSON.stringify(toJsonColumns(asked.columns)),
    })) as { inputs: unknown; output: unknown; predictions: number[] }
    assert.deepEqual(found.inputs, {
      height: ['tensor(float)', ['rows', 1]],
      period: ['tensor(float)', ['rows', 1]],
      direction: ['tensor(float)', ['rows', 1]],
      beach: ['tensor(string)', ['rows', 1]],
    })
    assert.deepEqual(found.output, ['waveHeight', 'tensor(float)'])
    for (const [row, value] of predictColumns(fitted, asked.columns).entries()) {
      const apart = Math.abs((found.predictions[row] ?? Number.NaN) - value)
      assert.ok(apart <= 1e-6 * Math.abs(value), `row ${row}`)
    }
  })
}

/** NaN becomes null on its way through JSON. */
function toJsonColumns(columns: readonly InputColumn[]) {
  return Object.fromEntries(
    columns.map(({ name, kind, values }) => [
      name,
      { kind, values: Array.from<unknown, unknown>(values, (value) => value ?? '') },
    ]),
  )
}
