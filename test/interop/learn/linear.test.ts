import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  elasticNet,
  lasso,
  leastSquares,
  logisticRegression,
  multinomialRegression,
  poissonRegression,
  predictClasses,
  ridge,
  rmse,
  type FittedLinear,
  type FittedLinearClasses,
  type Learner,
} from '../../../src/learn/index.ts'
import type { PeerAnswer } from './ask-peers.ts'
import { builtInSets } from './built-in-sets.ts'
import { setsOfClasses, surprise, toClasses } from './class-task.ts'
import { generatedSets, weighted } from './generated-sets.ts'
import { holdToPeers, type Held } from './hold-to-peers.ts'

const learners = {
  'least squares': leastSquares(),
  ridge: ridge({ alpha: 30 }),
  lasso: lasso({ alpha: 0.02 }),
  'elastic net': elasticNet({ alpha: 0.02, l1Share: 0.4 }),
  'logistic regression': logisticRegression({ alpha: 0.5 }),
  'Poisson regression': poissonRegression({ alpha: 0.01 }),
}

test('linear learners find the weights that scikit-learn finds, to 1e-6', async (t) => {
  const held = await holdToPeers({
    learners,
    metric: rmse,
    toTask,
    say: (line) => t.diagnostic(line),
  })
  assertEqualWeights(held)
})

test('so they do where rows don’t count alike', async (t) => {
  const known = generatedSets.filter(({ name }) => name !== 'steps and missing values')
  const held = await holdToPeers({
    learners,
    metric: rmse,
    toTask,
    sets: [...known.slice(0, 2), ...(await builtInSets())].map(weighted),
    say: (line) => t.diagnostic(line),
  })
  assertEqualWeights(held)
})

test('the weights of several classes are those of scikit-learn to 1e-6', async (t) => {
  const held = await holdToPeers({
    learners: { 'multinomial regression': multinomialRegression({ alpha: 2 }) },
    metric: () => surprise,
    predict: (fitted, columns) => predictClasses(fitted, columns)?.shares ?? new Float64Array(0),
    toTask,
    sets: await setsOfClasses(),
    say: (line) => t.diagnostic(line),
  })
  for (const { set, fitted, answer } of held) {
    const { sums } = fitted.learner as FittedLinearClasses
    const own = [
      ...sums.flatMap(({ weights }) => weights),
      ...sums.map(({ intercept }) => intercept),
    ]
    assertClose(own, answer, set.name)
  }
})

function assertEqualWeights(held: readonly Held[]): void {
  for (const { set, fitted, answer } of held) {
    const { weights, intercept } = fitted.learner as FittedLinear
    assert.equal(answer.weights?.length, weights.length + 1)
    assertClose([...weights, intercept], answer, set.name)
  }
}

function assertClose(own: readonly number[], { weights }: PeerAnswer, name: string): void {
  for (const [at, value] of own.entries()) {
    const apart = Math.abs(value - (weights?.[at] ?? Number.NaN))
    assert.ok(apart <= 1e-6 * Math.max(1, Math.abs(value)), `${name}, ${at}: ${apart}`)
  }
}

function toTask(learner: Learner, target: Float64Array, middle: number): Float64Array {
  if (learner.kind === 'logisticRegression') return target.map((value) => Number(value > middle))
  if (learner.kind === 'multinomialRegression') return toClasses(target, middle)
  if (learner.kind === 'poissonRegression')
    return target.map((value) => Math.max(0, Math.round(value)))
  return target
}
