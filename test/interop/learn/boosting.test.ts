import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boostedTrees,
  gammaDeviance,
  logLoss,
  mae,
  pinball,
  poissonDeviance,
  predictClasses,
  rmse,
  tweedieDeviance,
  type BoostedTrees,
  type Learner,
  type Metric,
} from '../../../src/learn/index.ts'
import { setsOfClasses, surprise, toClasses } from './class-task.ts'
import { generatedSets, weighted } from './generated-sets.ts'
import { holdToPeers } from './hold-to-peers.ts'

const settings = { trees: 40, learningRate: 0.1, maxLeaves: 15, minLeafRows: 10 }
type Options = Partial<Omit<BoostedTrees, 'kind'>>
const trees = (options: Options = {}) => boostedTrees({ ...settings, ...options })

test('held out, each loss is as good as scikit-learn’s, Tweedie’s as XGBoost’s', async (t) => {
  await holdToPeers({
    learners: {
      squared: trees(),
      'of few bins': trees({ maxBins: 32, l2: 2, maxLeaves: 31 }),
      'whose leaves are drawn to nought': trees({ l1: 20 }),
      'by depth': trees({ growth: 'depthWise', maxDepth: 4, maxLeaves: 16 }),
      'of some rows and columns': trees({ rowShare: 0.7, columnShare: 0.7 }),
      'that must rise': trees({ monotone: { x0: 1, x1: 1 } }),
      'of pairs only': trees({
        interactions: [
          ['x0', 'x1'],
          ['x2', 'x3'],
        ],
      }),
      absolute: trees({ loss: 'absolute' }),
      quantile: trees({ loss: 'quantile', quantile: 0.8 }),
      poisson: trees({ loss: 'poisson' }),
      gamma: trees({ loss: 'gamma' }),
      tweedie: trees({ loss: 'tweedie', l2: 1, trees: 60, learningRate: 0.08 }),
    },
    metric: metricOf,
    toTask,
    say: (line) => t.diagnostic(line),
  })
})

test('held out, trees that stop early, and Huber’s, are as good as scikit-learn’s', async (t) => {
  await holdToPeers({
    learners: {
      'that stop early': trees({ trees: 120, earlyStopping: { share: 0.2, patience: 10 } }),
      huber: trees({ loss: 'huber', huberWidth: 4 }),
    },
    metric: metricOf,
    // Of few rows chance says when to stop, and how wide is what a share of the errors is.
    sets: generatedSets,
    say: (line) => t.diagnostic(line),
  })
})

test('held out, chances of a yes are as good as scikit-learn’s', async (t) => {
  await holdToPeers({
    learners: { logistic: trees({ loss: 'logistic', classWeights: 'balanced' }) },
    metric: metricOf,
    toTask,
    sets: await setsOfClasses(),
    say: (line) => t.diagnostic(line),
  })
})

test('held out, probabilities of several classes are as good as scikit-learn’s', async (t) => {
  const held = await holdToPeers({
    learners: { classes: trees({ loss: 'classes' }) },
    metric: () => surprise,
    predict: (fitted, columns) => predictClasses(fitted, columns)?.shares ?? new Float64Array(0),
    toTask,
    sets: await setsOfClasses(),
    say: (line) => t.diagnostic(line),
  })
  assert.equal(held.length, 7)
})

test('held out, trees of rows that don’t count alike are as good as scikit-learn’s', async (t) => {
  await holdToPeers({
    learners: {
      squared: trees(),
      poisson: trees({ loss: 'poisson' }),
      logistic: trees({ loss: 'logistic' }),
    },
    metric: metricOf,
    toTask,
    sets: generatedSets.map(weighted),
    say: (line) => t.diagnostic(line),
  })
})

function toTask(learner: Learner, target: Float64Array, middle: number): Float64Array {
  if (!('loss' in learner)) return target
  switch (learner.loss) {
    case 'poisson':
    case 'tweedie':
      return target.map((value) => Math.max(0, Math.round(value - middle + 1)))
    case 'gamma':
      return target.map((value) => 0.2 + Math.abs(value))
    case 'logistic':
      return target.map((value) => Number(value > middle + 1))
    case 'classes':
      return toClasses(target, middle)
    case 'squared':
    case 'absolute':
    case 'huber':
    case 'quantile':
    case 'ranking':
      return target
  }
}

function metricOf(learner: Learner): Metric {
  const loss = 'loss' in learner ? learner.loss : undefined
  if (loss === 'absolute' || loss === 'huber') return mae()
  if (loss === 'quantile') return pinball(0.8)
  if (loss === 'poisson') return poissonDeviance()
  if (loss === 'gamma') return gammaDeviance()
  if (loss === 'tweedie') return tweedieDeviance()
  return loss === 'logistic' ? logLoss() : rmse()
}
