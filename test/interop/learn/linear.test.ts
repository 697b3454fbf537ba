import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  elasticNet,
  lasso,
  leastSquares,
  logisticRegression,
  poissonRegression,
  ridge,
  rmse,
  type FittedLinear,
  type Learner,
} from '../../../src/learn/index.ts'
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

function toTask(learner: Learner, target: Float64Array, middle: number): Float64Array {
  if (learner.kind === 'logisticRegression') return target.map((value) => Number(value > middle))
  if (learner.kind === 'poissonRegression')
    return target.map((value) => Math.max(0, Math.round(value)))
  return target
}
