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
import { surprise, toClasses } from './class-task.ts'
import { holdToPeers } from './hold-to-peers.ts'

test('linear learners find the weights that scikit-learn finds, to 1e-6', async (t) => {
  const held = await holdToPeers({
    learners: {
      'least squares': leastSquares(),
      ridge: ridge({ alpha: 30 }),
      lasso: lasso({ alpha: 0.02 }),
      'elastic net': elasticNet({ alpha: 0.02, l1Share: 0.4 }),
      'logistic regression': logisticRegression({ alpha: 0.5 }),
      'Poisson regression': poissonRegression({ alpha: 0.01 }),
    },
    metric: rmse,
    toTask,
    say: (line) => t.diagnostic(line),
  })
  for (const { set, fitted, answer } of held) {
    const { weights, intercept } = fitted.learner as FittedLinear
    assert.equal(answer.weights?.length, weights.length + 1)
    for (const [at, value] of [...weights, intercept].entries()) {
      const apart = Math.abs(value - (answer.weights[at] ?? Number.NaN))
      assert.ok(apart <= 1e-6 * Math.max(1, Math.abs(value)), `${set.name}, ${at}: ${apart}`)
    }
  }
})

test('the weights of several classes are those of scikit-learn to 1e-6', async (t) => {
  const held = await holdToPeers({
    learners: { 'multinomial regression': multinomialRegression({ alpha: 2 }) },
    metric: () => surprise,
    predict: (fitted, columns) => predictClasses(fitted, columns)?.shares ?? new Float64Array(0),
    toTask,
    say: (line) => t.diagnostic(line),
  })
  for (const { set, fitted, answer } of held) {
    const { sums } = fitted.learner as FittedLinearClasses
    const own = [
      ...sums.flatMap(({ weights }) => weights),
      ...sums.map(({ intercept }) => intercept),
    ]
    for (const [at, value] of own.entries()) {
      const apart = Math.abs(value - (answer.weights?.[at] ?? Number.NaN))
      assert.ok(apart <= 1e-6 * Math.max(1, Math.abs(value)), `${set.name}, ${at}: ${apart}`)
    }
  }
})

function toTask(learner: Learner, target: Float64Array, middle: number): Float64Array {
  if (learner.kind === 'logisticRegression') return target.map((value) => Number(value > middle))
  if (learner.kind === 'multinomialRegression') return toClasses(target, middle)
  if (learner.kind === 'poissonRegression')
    return target.map((value) => Math.max(0, Math.round(value)))
  return target
}
