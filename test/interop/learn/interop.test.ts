import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boostedTrees,
  calibrated,
  conformal,
  cyclic,
  decided,
  extraTrees,
  fitModel,
  gaussianBayes,
  isolationForest,
  kMeans,
  leastSquares,
  logisticRegression,
  meanBaseline,
  multinomialRegression,
  nearestNeighbours,
  neuralNetwork,
  predictColumns,
  randomForest,
  ridge,
  scaled,
  stacking,
  toOnnx,
  voting,
} from '../../../src/learn/index.ts'
import { syntheticSurf } from '../../learn/synthetic-surf.ts'
import { toJsonColumns } from './json-columns.ts'
import { runPython } from './run-python.ts'

const exported = [
  boostedTrees(),
  boostedTrees({ loss: 'logistic' }),
  boostedTrees({ loss: 'classes', trees: 20 }),
  randomForest({ trees: 5 }),
  extraTrees({ trees: 5, quantile: 0.9 }),
  ridge(),
  multinomialRegression(),
  meanBaseline(),
  nearestNeighbours({ weigh: 'byDistance' }),
  gaussianBayes({ task: 'classes' }),
  neuralNetwork({ epochs: 3 }),
  isolationForest({ trees: 10 }),
  kMeans(),
  stacking([boostedTrees({ trees: 10 }), ridge()], { final: leastSquares() }),
  conformal(boostedTrees({ trees: 10 }), { widths: 'quantiles', by: 'beach' }),
  decided(
    calibrated(voting([boostedTrees({ loss: 'logistic', trees: 10 }), logisticRegression()]), {
      by: 'isotonic',
    }),
    { costs: { falseYes: 1, falseNo: 3 } },
  ),
]

const classKinds = ['multinomialRegression', 'gaussianBayes', 'decided']

for (const learner of exported) {
  const loss = 'loss' in learner ? ` of ${learner.loss} loss` : ''
  test(`${learner.kind}${loss}: the file passes ONNX's full check and answers alike in Python`, async () => {
    const encoders = { direction: cyclic({ period: 360 }), period: scaled() }
    const train = syntheticSurf(3000, 'training', ['lahinch', 'tullan'])
    const asked = syntheticSurf(2000, 'asked', ['lahinch', 'tullan', 'a beach never seen'])
    const isClass =
      classKinds.includes(learner.kind) || ('loss' in learner && learner.loss !== 'squared')
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
