import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boostedTrees, meanBaseline, neuralNetwork, randomForest } from '../../src/learn/index.ts'
import { loadPredictor } from '../../src/serving/index.ts'
import { shrinkVersion, trainModel } from '../../src/training/index.ts'
import { freezeSurf, surfHeight, trainingLab, trainOptions } from './training-lab.ts'

const { code } = trainOptions

test('trees that say least are left out, as long as the metric stays as good', async (t) => {
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  const model = { ...surfHeight, learner: boostedTrees({ trees: 150, minLeafRows: 5 }) }
  const before = await trainModel(lab, model, set, trainOptions)
  const report = await shrinkVersion(lab, model, { version: 1, worse: 0.5, code })
  assert.equal(report.version, 2)
  assert.match(report.how, /^left out \d+ of 150 trees$/)
  assert.ok(report.after.sizeBytes < 0.9 * report.before.sizeBytes, report.how)
  assert.deepEqual(report.before.metrics, before.evaluation.metrics)
  const [was, is] = [report.before.metrics['mae'] ?? 0, report.after.metrics['mae'] ?? Infinity]
  assert.ok(is < 1.2 * was, `${is} after ${was}`)
  const [after] = await lab.models.list('surf-height')
  assert.ok(after !== undefined)
  assert.deepEqual(after.evaluation.metrics, report.after.metrics)
  assert.ok(after.details.parity < 1e-6)
  assert.match(after.details.learner, /; version 1, left out \d+ of 150 trees$/)
  await loadPredictor(lab, after)
})

test('tables of weights get 8 bits a number, and the graph answers nearly as before', async (t) => {
  const lab = await trainingLab(t)
  const learner = neuralNetwork({ hidden: [64, 32], epochs: 20 })
  const model = { ...surfHeight, encode: {}, learner }
  const before = await trainModel(lab, model, await freezeSurf(lab), trainOptions)
  const report = await shrinkVersion(lab, model, { version: 1, worse: 0.01, code })
  assert.match(report.how, /^\d tables of weights in 8 bits$/)
  assert.ok(report.after.sizeBytes < 0.5 * report.before.sizeBytes, JSON.stringify(report))
  const [was, is] = [before.evaluation.metrics['mae'] ?? 0, report.after.metrics['mae'] ?? Infinity]
  assert.ok(is < 1.3 * was, `${is} after ${was}`)
  const [after] = await lab.models.list('surf-height')
  assert.ok(after !== undefined)
  assert.equal(after.files['fitted.json'], undefined)
  await loadPredictor(lab, after)
})

test('a forest gets leaves of 8 bits, and says nearly the same', async (t) => {
  const lab = await trainingLab(t)
  const learner = randomForest({ trees: 20, minLeafRows: 1 })
  const model = { ...surfHeight, learner }
  const before = await trainModel(lab, model, await freezeSurf(lab), trainOptions)
  const report = await shrinkVersion(lab, model, { version: 1, worse: 0.3, code })
  assert.match(report.how, /^left out \d+ of 20 trees; leaves in 8 bits, \d+ of \d+ nodes left$/)
  assert.ok(report.after.sizeBytes < report.before.sizeBytes, JSON.stringify(report))
  const [was, is] = [before.evaluation.metrics['mae'] ?? 0, report.after.metrics['mae'] ?? Infinity]
  assert.ok(is < 1.3 * was, `${is} after ${was}`)
  const [after] = await lab.models.list('surf-height')
  assert.ok(after !== undefined && after.details.parity < 1e-6)
})

test('what can’t be made smaller is refused', async (t) => {
  const lab = await trainingLab(t)
  const model = { ...surfHeight, learner: meanBaseline() }
  await trainModel(lab, model, await freezeSurf(lab), trainOptions)
  await assert.rejects(shrinkVersion(lab, model, { version: 1, worse: 0.01, code }), {
    code: 'training.nothingToShrink',
  })
})
