import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  classBrier,
  classCalibrationError,
  classLogLoss,
  d2ClassLogLoss,
  macroAveragePrecision,
  oneVsRestAuc,
  pairwiseAuc,
} from '../../../src/learn/index.ts'

const truth = Float64Array.of(0, 2, 1, 0, 2, 1, 1, 0, 2, 2)
const shares = {
  classes: [0, 1, 2],
  shares: Float64Array.from(
    [
      [0.5, 0.3, 0.2],
      [0.1, 0.2, 0.7],
      [0.2, 0.5, 0.3],
      [0.4, 0.4, 0.2],
      [0.3, 0.3, 0.4],
      [0.6, 0.2, 0.2],
      [0.1, 0.6, 0.3],
      [0.2, 0.5, 0.3],
      [0.25, 0.5, 0.25],
      [0.1, 0.1, 0.8],
    ].flat(),
  ),
}

test('how likely classes were held to be is measured as scikit-learn 1.9.1 does', () => {
  const wanted = [
    [classLogLoss(), 0.8914690129875226],
    [d2ClassLogLoss(), 0.18131230308376833],
    [classBrier(), 0.5215],
    [oneVsRestAuc(), 0.7678571428571429],
    [pairwiseAuc(), 0.7592592592592592],
    [macroAveragePrecision(), 0.6785714285714285],
    // As numpy sums ten bins of the largest share.
    [classCalibrationError(), 0.19],
  ] as const
  for (const [{ name, of }, value] of wanted) {
    assert.ok(Math.abs(of(truth, truth, { shares }) - value) < 1e-12, name)
  }
})

test('a class that the model does not know was given nothing, and without shares nothing is told', () => {
  const two = { classes: [0, 1], shares: Float64Array.of(0.25, 0.75, 0.5, 0.5) }
  const so = Float64Array.of(1, 7)
  assert.equal(classBrier().of(so, so, { shares: two }), (0.125 + 1.5) / 2)
  assert.ok(classLogLoss().of(so, so, { shares: two }) > 18)
  assert.ok(Number.isNaN(classLogLoss().of(so, so)))
})
