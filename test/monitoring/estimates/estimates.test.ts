import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import {
  estimateErrors,
  estimateYesNo,
  fitErrorEstimator,
  fitYesNoEstimator,
} from '../../../src/monitoring/index.ts'
import { assertEstimates } from './assert-estimates.ts'
import { drawAmounts, estimateCases } from './estimate-cases.ts'

const golden = JSON.parse(
  readFileSync(new URL('../../golden/estimates.json', import.meta.url), 'utf8'),
) as { readonly answers: Readonly<Record<string, Readonly<Record<string, number>>>> }

test('estimates are what NannyML said when the golden file was made', async () => {
  for (const { name, ours } of await estimateCases()) {
    assertEstimates(name, ours, golden.answers[name])
  }
})

test('an error that grows is estimated before the truth is known', async () => {
  const estimator = await fitErrorEstimator(drawAmounts('learned from', 6000))
  for (const mean of [0, 0.7]) {
    const current = drawAmounts(`current at ${mean}`, 3000, mean)
    const found = new Map(estimateErrors(estimator, current).map((each) => [each.metric, each]))
    const errors = current.truth.map((truth, row) => truth - (current.predicted[row] ?? 0))
    const mae = errors.reduce((sum, error) => sum + Math.abs(error), 0) / errors.length
    const rmse = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / errors.length)
    const [guessedMae, guessedRmse] = [found.get('mae'), found.get('rmse')]
    assert.ok(Math.abs((guessedMae?.value ?? 0) - mae) < 0.1 * mae, `mae ${mae} at ${mean}`)
    assert.ok(Math.abs((guessedRmse?.value ?? 0) - rmse) < 0.15 * rmse, `rmse ${rmse} at ${mean}`)
  }
})

test('an estimator is plain JSON', async () => {
  const rows = drawAmounts('rows', 300)
  const estimator = await fitErrorEstimator(rows)
  const stored = JSON.parse(JSON.stringify(estimator)) as typeof estimator
  assert.deepEqual(estimateErrors(stored, rows), estimateErrors(estimator, rows))
})

test('without rows there is no estimate, and nothing to learn from is refused', async () => {
  const none = { columns: [], predicted: new Float64Array(0), truth: new Float64Array(0) }
  const rows = drawAmounts('rows', 300)
  assert.deepEqual(estimateErrors(await fitErrorEstimator(rows), none), [])
  await assert.rejects(fitErrorEstimator(none), { code: 'learn.noData' })
  const empty = new Float64Array(0)
  assert.throws(() => fitYesNoEstimator({ scores: empty, decided: empty, labels: empty }), {
    code: 'learn.noData',
  })
})

test('rows without a score are left out of an estimate', () => {
  const scores = Float64Array.of(0.9, 0.8, 0.3, 0.2, 0.6, 0.4)
  const decided = scores.map((score) => Number(score > 0.5))
  const labels = Float64Array.of(1, 1, 0, 0, 0, 1)
  const estimator = fitYesNoEstimator({ scores, decided, labels })
  const holed = {
    scores: Float64Array.of(...scores, Number.NaN),
    decided: Float64Array.of(...decided, 1),
  }
  assert.deepEqual(estimateYesNo(estimator, holed), estimateYesNo(estimator, { scores, decided }))
})
