import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boostedTrees,
  logLoss,
  mae,
  predictClasses,
  rmse,
  type BoostedTrees,
  type Learner,
  type Metric,
} from '../../../src/learn/index.ts'
import { surprise, toClasses } from './class-task.ts'
import { holdToPeers } from './hold-to-peers.ts'

const settings = { trees: 80, learningRate: 0.08, maxLeaves: 15, minLeafRows: 10 }
type Options = Partial<Omit<BoostedTrees, 'kind'>>
const trees = (options: Options = {}) => boostedTrees({ ...settings, ...options })

test('held out, each loss is as good as scikit-learn’s, Tweedie’s as XGBoost’s', async (t) => {
  await holdToPeers({
    learners: {
      squared: trees(),
      'of few bins': trees({ maxBins: 32, l2: 2, maxLeaves: 31 }),
      'that must rise': trees({ monotone: { x0: 1, x1: 1 } }),
      'of pairs only': trees({
        interactions: [
          ['x0', 'x1'],
          ['x2', 'x3'],
        ],
      }),
      absolute: trees({ loss: 'absolute' }),
      huber: trees({ loss: 'huber', huberWidth: 4 }),
      quantile: trees({ loss: 'quantile', quantile: 0.8 }),
      poisson: trees({ loss: 'poisson' }),
      gamma: trees({ loss: 'gamma' }),
      tweedie: trees({ loss: 'tweedie', l2: 1 }),
      logistic: trees({ loss: 'logistic', classWeights: 'balanced' }),
    },
    metric: metricOf,
    toTask,
    say: (line) => t.diagnostic(line),
  })
})

test('held out, probabilities of several classes are as good as scikit-learn’s', async (t) => {
  const held = await holdToPeers({
    learners: { classes: trees({ loss: 'classes' }) },
    metric: () => surprise,
    predict: (fitted, columns) => predictClasses(fitted, columns)?.shares ?? new Float64Array(0),
    toTask,
    say: (line) => t.diagnostic(line),
  })
  assert.equal(held.length, 5)
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
  if (loss === 'poisson') return poissonDeviance
  if (loss === 'gamma') return gammaDeviance
  if (loss === 'tweedie') return tweedieDeviance
  return loss === 'logistic' ? logLoss() : rmse()
}

function pinball(level: number): Metric {
  return meanOf('pinball', (truth, said) =>
    said >= truth ? (1 - level) * (said - truth) : level * (truth - said),
  )
}

const poissonDeviance = meanOf(
  'poisson',
  (truth, said) => said - truth + (truth > 0 ? truth * Math.log(truth / said) : 0),
)

const gammaDeviance = meanOf('gamma', (truth, said) => truth / said - 1 - Math.log(truth / said))

/** Of power 1.5. */
const tweedieDeviance = meanOf(
  'tweedie',
  (truth, said) => (Math.sqrt(truth) - Math.sqrt(said)) ** 2 / Math.sqrt(said),
)

function meanOf(name: string, loss: (truth: number, said: number) => number): Metric {
  const of = (truth: Float64Array, said: Float64Array) =>
    truth.reduce((sum, value, row) => sum + loss(value, said[row] ?? 0), 0) / truth.length
  return { name, better: 'lower', of }
}
