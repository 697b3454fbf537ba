import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  backTest,
  boostedTrees,
  conformal,
  extraTrees,
  fitForecaster,
  fitModel,
  forecaster,
  isolationForest,
  kMeans,
  logisticRegression,
  neuralNetwork,
  poissonRegression,
  randomForest,
  ridge,
  stacking,
  voting,
  type Learner,
} from '../../src/learn/index.ts'
import { syntheticSurf } from './synthetic-surf.ts'

const { columns, target } = syntheticSurf(400, 'stopped', ['lahinch', 'tullan'])
const yesOrNo = target.map((height) => Number(height > 3))
const counts = target.map((height) => Math.max(0, Math.round(height)))
const quick = { trees: 50, minLeafRows: 3 }

const cases: readonly (readonly [string, Learner, Float64Array])[] = [
  ['boosted trees', boostedTrees(quick), target],
  ['boosted trees in threads', boostedTrees({ ...quick, threads: 2 }), target],
  [
    'trees with early stopping',
    boostedTrees({ earlyStopping: { share: 0.2, patience: 9 } }),
    target,
  ],
  ['a forest', randomForest({ ...quick, threads: 1 }), target],
  ['a forest in threads', randomForest({ ...quick, threads: 2 }), target],
  ['extra trees', extraTrees(quick), target],
  ['an isolation forest', isolationForest({ trees: 50 }), target],
  ['k-means', kMeans({ clusters: 3, starts: 5 }), target],
  ['logistic regression', logisticRegression({ alpha: 0.1 }), yesOrNo],
  ['Poisson regression', poissonRegression({ alpha: 0.1 }), counts],
  ['a network', neuralNetwork({ hidden: [8], epochs: 40 }), target],
  ['bounds', conformal(boostedTrees(quick)), target],
  ['a vote', voting([boostedTrees(quick), randomForest(quick)]), target],
  ['a stack', stacking([boostedTrees(quick), randomForest(quick)], { final: ridge() }), target],
]

for (const [name, learner, own] of cases) {
  test(`${name}: a stop in the middle of learning is heard before the next step`, async () => {
    const stop = new AbortController()
    const reason = new Error('enough')
    let told = 0
    const fit = fitModel({
      learner,
      columns,
      target: own,
      seed: 1,
      signal: stop.signal,
      onProgress: () => {
        told += 1
        stop.abort(reason)
      },
    })
    await assert.rejects(fit, reason)
    assert.equal(told, 1)
  })
}

test('a stop in the middle of a forecaster and of a back-test is heard', async () => {
  const times = Float64Array.from({ length: 120 }, (_, day) => Date.UTC(2026, 0, 1 + day))
  const table = { times, target: times.map((_, day) => day % 7) }
  const spec = forecaster({ learner: boostedTrees(quick), every: '1d', steps: 3, way: 'each' })
  for (const learn of [fitForecaster, backTest]) {
    const stop = new AbortController()
    const reason = new Error('enough')
    const options = {
      seed: 1,
      origins: 2,
      signal: stop.signal,
      onProgress: () => stop.abort(reason),
    }
    await assert.rejects(learn(spec, table, options), reason)
  }
})
