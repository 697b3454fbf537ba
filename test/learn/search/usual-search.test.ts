import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boostedTrees,
  calibrated,
  conformal,
  decided,
  isolationForest,
  kMeans,
  leastSquares,
  meanBaseline,
  parametersOf,
  ridge,
  stacking,
  usualSearch,
  voting,
  withParameters,
} from '../../../src/learn/index.ts'
import { learnerCases } from '../learner-cases.ts'

const searched = new Map(learnerCases.map(({ learner }) => [learner.kind, learner]))

for (const [kind, learner] of searched) {
  const space = Object.entries(usualSearch(learner))
  if (space.length === 0) continue

  test(`${kind} takes every end of where it is usually searched`, () => {
    for (const [name, range] of space) {
      const ends = range.kind === 'among' ? range.values : [range.low, range.high]
      for (const value of ends) {
        assert.equal(parametersOf(withParameters(learner, { [name]: value }))[name], value)
      }
    }
  })
}

test('a learner of another is searched where that one is', () => {
  const trees = boostedTrees({ loss: 'logistic' })
  const inner = usualSearch(trees)
  assert.ok('learningRate' in inner)
  for (const outer of [
    calibrated(trees),
    decided(trees, { costs: { falseYes: 1, falseNo: 5 } }),
    conformal(trees),
  ]) {
    assert.deepEqual(usualSearch(outer), inner)
    const set = withParameters(outer, { learningRate: 0.2 })
    assert.deepEqual(set.of, { ...trees, learningRate: 0.2 })
    assert.deepEqual({ ...set, of: trees }, outer)
  }
})

test('each member of a vote and of a stack is searched where it is', () => {
  const { alpha } = usualSearch(ridge())
  const stack = stacking([ridge(), leastSquares(), ridge()], { final: ridge(), folds: 3 })
  const space = { 'member1.alpha': alpha, 'member3.alpha': alpha, 'final.alpha': alpha }
  assert.deepEqual(usualSearch(stack), space)
  const values = { folds: 4, 'member3.alpha': 2, 'final.alpha': 3 }
  const set = stacking([ridge(), leastSquares(), ridge({ alpha: 2 })], {
    final: ridge({ alpha: 3 }),
    folds: 4,
  })
  assert.deepEqual(withParameters(stack, values), set)
  const weights = [1, 2]
  const vote = voting([calibrated(ridge(), { folds: 3 }), ridge()], { weights })
  assert.deepEqual(usualSearch(vote), { 'member1.alpha': alpha, 'member2.alpha': alpha })
  assert.deepEqual(
    withParameters(vote, { 'member1.folds': 7, 'member1.alpha': 5 }),
    voting([calibrated(ridge({ alpha: 5 }), { folds: 7 }), ridge()], { weights }),
  )
  assert.throws(() => withParameters(vote, { 'member3.alpha': 5 }), {
    code: 'learn.unknownParameter',
  })
})

test('groups and unusual rows are searched, and what has nothing to search is empty', () => {
  assert.deepEqual(Object.keys(usualSearch(kMeans())), ['clusters', 'scaled'])
  assert.deepEqual(Object.keys(usualSearch(isolationForest())), ['trees', 'sampleRows'])
  for (const learner of [meanBaseline(), leastSquares(), voting([leastSquares()])]) {
    assert.deepEqual(usualSearch(learner), {})
  }
})
