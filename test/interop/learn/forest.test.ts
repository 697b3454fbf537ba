import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  decisionTree,
  extraTrees,
  predictClasses,
  randomForest,
  rmse,
  type FittedForest,
} from '../../../src/learn/index.ts'
import { brierRoot, toClasses } from './class-task.ts'
import { holdToPeers, type Held } from './hold-to-peers.ts'

const forest = { trees: 80, minLeafRows: 3 }
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
    say: (line) => t.diagnostic(line),
  })
  assertSameOutOfBag(held)
})

function assertSameOutOfBag(held: readonly Held[]): void {
  for (const { fitted, answer } of held) {
    const { outOfBag } = fitted.learner as FittedForest
    const apart = Math.abs((outOfBag?.score ?? 0) - (answer.outOfBag ?? 0))
    assert.ok(apart < 0.02, `out of bag: ${outOfBag?.score} and ${answer.outOfBag}`)
  }
}
