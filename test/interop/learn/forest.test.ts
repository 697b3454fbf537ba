import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  decisionTree,
  extraTrees,
  pinball,
  predictClasses,
  randomForest,
  rmse,
  type FittedForest,
} from '../../../src/learn/index.ts'
import { fewSets } from './built-in-sets.ts'
import { brierRoot, setsOfClasses, toClasses } from './class-task.ts'
import { generatedSets, weighted } from './generated-sets.ts'
import { holdToPeers, type Held } from './hold-to-peers.ts'

const forest = { trees: 40, minLeafRows: 3 }
const classes = { task: 'classification' } as const

test('held out, forests and trees are as good as scikit-learn’s, and as sure of it', async (t) => {
  const held = await holdToPeers({
    learners: {
      'random forest': randomForest(forest),
      'extra trees': extraTrees(forest),
      'decision tree': decisionTree({ minLeafRows: 10 }),
      'random forest of a yes or no': randomForest({ ...classes, ...forest }),
      'extra trees of a yes or no': extraTrees({ ...classes, ...forest }),
      'decision tree of a yes or no': decisionTree({
        ...classes,
        minLeafRows: 20,
        classWeights: 'balanced',
      }),
    },
    // Of a yes or no the root of Brier's score.
    metric: rmse,
    toTask: (learner, target, middle) =>
      'task' in learner && learner.task === 'classification'
        ? target.map((value) => Number(value > middle))
        : target,
    say: (line) => t.diagnostic(line),
  })
  assertSameOutOfBag(held)
})

test('held out, shares of several classes are as good as scikit-learn’s', async (t) => {
  const several = { task: 'classes' } as const
  const held = await holdToPeers({
    learners: {
      'random forest': randomForest({ ...several, ...forest }),
      'extra trees': extraTrees({ ...several, ...forest, classWeights: 'balanced' }),
      'decision tree': decisionTree({ ...several, minLeafRows: 20 }),
    },
    metric: () => brierRoot,
    predict: (fitted, columns) => predictClasses(fitted, columns)?.shares ?? new Float64Array(0),
    toTask: (_, target, middle) => toClasses(target, middle),
    sets: await setsOfClasses(),
    say: (line) => t.diagnostic(line),
  })
  assertSameOutOfBag(held)
})

test('held out, forests say quantiles as well as scikit-learn’s leaves do', async (t) => {
  await holdToPeers({
    learners: {
      low: randomForest({ trees: 20, minLeafRows: 5, quantile: 0.1 }),
      high: extraTrees({ trees: 20, minLeafRows: 5, quantile: 0.8 }),
    },
    metric: (learner) => pinball('quantile' in learner ? learner.quantile : undefined),
    sets: await fewSets(),
    // Of few rows in a leaf a tenth of them is one or two.
    worst: 1.05,
    say: (line) => t.diagnostic(line),
  })
})

test('held out, forests of rows that don’t count alike are as good as scikit-learn’s', async (t) => {
  await holdToPeers({
    learners: {
      'random forest': randomForest({ ...forest, trees: 20 }),
      'decision tree': decisionTree({ minLeafRows: 10 }),
    },
    metric: rmse,
    sets: generatedSets.slice(0, 4).map(weighted),
    worst: 1.03,
    say: (line) => t.diagnostic(line),
  })
})

function assertSameOutOfBag(held: readonly Held[]): void {
  for (const { set, fitted, answer } of held) {
    const { outOfBag } = fitted.learner as FittedForest
    const apart = Math.abs((outOfBag?.score ?? 0) - (answer.outOfBag ?? 0))
    // Of few rows, trees that each left some of them out are of chance themselves.
    const most = set.train.target.length < 2000 ? 0.05 : 0.02
    const scores = `${outOfBag?.score} and ${answer.outOfBag}`
    assert.ok(apart < most, `out of bag of ${set.name}: ${scores}`)
  }
}
