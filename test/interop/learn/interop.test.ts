import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  accuracy,
  bias,
  boostedTrees,
  confusionMatrix,
  cyclic,
  fitModel,
  logLoss,
  mae,
  maxError,
  meanBaseline,
  medianError,
  predictColumns,
  r2,
  rmse,
  rocAuc,
  scaled,
  toOnnx,
  weightedF1,
  type InputColumn,
} from '../../../src/learn/index.ts'
import { syntheticSurf } from '../../learn/synthetic-surf.ts'
import { generatedSets } from './generated-sets.ts'
import { joinColumns } from './join-columns.ts'
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

test('asked for a yes or no, log loss is within 1 % of scikit-learn’s on average, 2 % at most', async (t) => {
  const ratios: number[] = []
  for (const { name, settings, train, asked } of generatedSets) {
    const learner = boostedTrees({ ...settings, loss: 'logistic' })
    const middle = train.target.toSorted()[train.target.length >> 1] ?? 0
    const isHigh = (values: Float64Array) => values.map((value) => Number(value > middle))
    const target = isHigh(train.target)
    const fitted = await fitModel({ learner, ...train, target, seed: 1 })
    const theirs = await runPython('trees.py', {
      'settings.json': JSON.stringify({ ...learner, columns: train.columns.length }),
      train: joinColumns(train.columns),
      target,
      asked: joinColumns(asked.columns),
    })
    const truth = isHigh(asked.target)
    const own = logLoss().of(truth, predictColumns(fitted, asked.columns))
    const peer = logLoss().of(truth, Float64Array.from(theirs as number[]))
    ratios.push(own / peer)
    t.diagnostic(`${name}: ours ${own.toFixed(5)}, theirs ${peer.toFixed(5)}`)
  }
  const mean = ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length
  t.diagnostic(
    `ratios ${ratios.map((ratio) => ratio.toFixed(4)).join(', ')}, mean ${mean.toFixed(4)}`,
  )
  assert.ok(mean <= 1.01, `${mean}`)
  assert.ok(Math.max(...ratios) <= 1.02)
})

for (const { name, settings, train, asked } of generatedSets) {
  test(`${name}: held-out error is within 1 % of scikit-learn's, or below`, async (t) => {
    const learner = boostedTrees(settings)
    const fitted = await fitModel({ learner, ...train, seed: 1 })
    const theirs = await runPython('trees.py', {
      'settings.json': JSON.stringify({ ...learner, columns: train.columns.length }),
      train: joinColumns(train.columns),
      target: train.target,
      asked: joinColumns(asked.columns),
    })
    const own = rmse().of(asked.target, predictColumns(fitted, asked.columns))
    const peer = rmse().of(asked.target, Float64Array.from(theirs as number[]))
    t.diagnostic(
      `ours ${own.toFixed(5)}, theirs ${peer.toFixed(5)}, ratio ${(own / peer).toFixed(4)}`,
    )
    assert.ok(own <= 1.01 * peer, `ours ${own}, theirs ${peer}`)
  })
}

for (const learner of [boostedTrees(), boostedTrees({ loss: 'logistic' }), meanBaseline()]) {
  const loss = 'loss' in learner ? ` of ${learner.loss} loss` : ''
  test(`${learner.kind}${loss}: the file passes ONNX's full check and answers alike in Python`, async () => {
    const encoders = { direction: cyclic({ period: 360 }), period: scaled() }
    const train = syntheticSurf(3000, 'training', ['lahinch', 'tullan'])
    const asked = syntheticSurf(2000, 'asked', ['lahinch', 'tullan', 'a beach never seen'])
    const isYesOrNo = 'loss' in learner && learner.loss === 'logistic'
    const target = isYesOrNo ? train.target.map((height) => Number(height > 3)) : train.target
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
