import assert from 'node:assert/strict'
import { test } from 'node:test'
import { oneVsOneAuc } from '../../../src/learn/index.ts'

const truth = Float64Array.of(0, 2, 1, 0, 2, 1, 1, 0, 2, 2)
// Those of a row stand beside each other.
const shares = Float64Array.from(
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
)

test('classes are told from each other as well as scikit-learn says', () => {
  // roc_auc_score(truth, shares, multi_class='ovo', average='macro'), scikit-learn 1.9.1
  const found = oneVsOneAuc(truth, { classes: [0, 1, 2], shares })
  assert.ok(Math.abs(found - 0.7592592592592592) < 1e-12, String(found))
})

test('a class without rows counts for nothing, and one class alone has no area', () => {
  const two = { classes: [0, 1, 2], shares: Float64Array.of(0.6, 0.4, 0, 0.3, 0.7, 0) }
  assert.equal(oneVsOneAuc(Float64Array.of(0, 1), two), 1)
  assert.ok(Number.isNaN(oneVsOneAuc(Float64Array.of(1, 1), two)))
})
