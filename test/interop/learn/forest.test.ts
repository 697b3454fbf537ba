import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  decisionTree,
  extraTrees,
  randomForest,
  rmse,
  type FittedForest,
} from '../../../src/learn/index.ts'
import { holdToPeers } from './hold-to-peers.ts'

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
  for (const { fitted, answer } of held) {
    const { outOfBag } = fitted.learner as FittedForest
    const apart = Math.abs((outOfBag?.score ?? 0) - (answer.outOfBag ?? 0))
    assert.ok(apart < 0.02, `out of bag: ${outOfBag?.score} and ${answer.outOfBag}`)
  }
})
