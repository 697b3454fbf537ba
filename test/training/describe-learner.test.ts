import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boostedTrees,
  conformal,
  meanBaseline,
  neuralNetwork,
  randomForest,
  ridge,
  stacking,
  voting,
  type Learner,
} from '../../src/learn/index.ts'
import { describeLearner } from '../../src/training/index.ts'

const cases: readonly (readonly [Learner, string])[] = [
  [meanBaseline(), 'mean baseline'],
  [boostedTrees({ trees: 300 }), 'boosted trees (trees 300)'],
  [neuralNetwork({ hidden: [8, 4] }), 'neural network (hidden 8·4)'],
  [
    conformal(boostedTrees({ trees: 300 }), { share: 0.8 }),
    'conformal of boosted trees (trees 300) (share 0.8)',
  ],
  [voting([ridge(), randomForest({ trees: 20 })]), 'voting of ridge and random forest (trees 20)'],
  [
    stacking([boostedTrees(), ridge({ alpha: 3 })], { final: ridge() }),
    'stacking of boosted trees and ridge (alpha 3), joined by ridge',
  ],
]

for (const [learner, words] of cases) {
  test(`a version says what it learned with: ${words}`, () => {
    assert.equal(describeLearner(learner), words)
  })
}
