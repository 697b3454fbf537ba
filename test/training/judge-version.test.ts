import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTrainingPart } from '../../src/features/index.ts'
import { meanAbsoluteError, meanBaseline } from '../../src/learn/index.ts'
import { beats, promoteVersion, type Evidence, type Gate } from '../../src/registry/index.ts'
import { judgeVersion, trainModel } from '../../src/training/index.ts'
import { appendDays, freezeSurf, surfHeight, trainingLab, trainOptions } from './training-lab.ts'

/** A gate that only looks. */
function watchingGate(): { readonly gate: Gate; readonly seen: Evidence[] } {
  const seen: Evidence[] = []
  const judge = (evidence: Evidence) => {
    seen.push(evidence)
    return { gate: 'watch', held: true, found: '', wanted: '' }
  }
  return { gate: { name: 'watch', judge }, seen }
}

test('a version without a champion is judged alone, beside its baselines', async (t) => {
  const lab = await trainingLab(t)
  const version = await trainModel(lab, surfHeight, await freezeSurf(lab), trainOptions)
  const { gate, seen } = watchingGate()
  const model = { ...surfHeight, gates: [gate, beats('champion', 'mae'), beats('baseline', 'mae')] }
  const { results } = await judgeVersion(lab, model, 1, 'champion')
  const [evidence] = seen
  assert.ok(evidence !== undefined)
  assert.deepEqual(evidence.candidate, version.evaluation)
  assert.equal(evidence.champion, undefined)
  assert.deepEqual(evidence.baselines, version.baselines)
  assert.equal(evidence.predictionMs, version.details.predictionMs)
  assert.deepEqual(Object.keys(evidence.metrics), ['mae', 'rmse'])
  // What it says of the held-out rows is what it was measured by.
  const { truth, candidate } = evidence.rows
  assert.equal(meanAbsoluteError(truth, candidate), version.evaluation.metrics['mae'])
  assert.deepEqual(
    [...(await evidence.predict(evidence.rows.first(3)))],
    [...candidate.subarray(0, 3)],
  )
  assert.deepEqual(evidence.dataUntil, new Date(Date.UTC(2025, 0, 100)))
  assert.deepEqual(
    results.map(({ gate: name, held, found }) => [name, held, found]),
    [
      ['watch', true, ''],
      ['mae beats the champion', true, 'no champion yet'],
      ['mae beats the baseline', true, results[2]?.found],
    ],
  )

  // The view has a feature more since: the version is judged by what it has learned from.
  const { height } = surfHeight.view.features
  assert.ok(height)
  const view = { ...surfHeight.view, features: { before: height, ...surfHeight.view.features } }
  const again = await judgeVersion(lab, { ...model, view }, 1, 'champion')
  assert.deepEqual(again.results, results)
})

test('the champion is measured anew on the rows that the candidate was measured on', async (t) => {
  const lab = await trainingLab(t)
  const dull = { ...surfHeight, learner: meanBaseline(), encode: {} }
  const firstSet = await freezeSurf(lab)
  const champion = await trainModel(lab, dull, firstSet, trainOptions)
  const move = { model: 'surf-height', version: 1, alias: 'champion', by: 'ada', gates: [] }
  await promoteVersion(lab, move)
  await appendDays(lab, 100, 160)
  const set = await freezeSurf(lab)
  const candidate = await trainModel(lab, surfHeight, set, trainOptions)

  const { gate, seen } = watchingGate()
  const model = { ...surfHeight, gates: [gate, beats('champion', 'mae', { by: 0.02 })] }
  const { results } = await judgeVersion(lab, model, candidate.version, 'champion')
  // The champion says the mean of what it learned from, whatever it is asked.
  const learned = await readTrainingPart(lab, dull.view, firstSet, 'train')
  const mean = learned.label.reduce((sum, label) => sum + label, 0) / learned.rowCount
  const held = await readTrainingPart(lab, surfHeight.view, set, 'test')
  const error = meanAbsoluteError(
    held.label,
    held.label.map(() => mean),
  )
  assert.equal(seen[0]?.champion?.rowCount, 80)
  assert.equal(seen[0].champion.metrics['mae']?.toFixed(9), error.toFixed(9))
  assert.notEqual(error.toFixed(3), champion.evaluation.metrics['mae']?.toFixed(3))
  assert.deepEqual(Object.keys(seen[0].champion.slices['beachId'] ?? {}), ['easkey', 'lahinch'])
  assert.deepEqual(
    results.map(({ held: isHeld }) => isHeld),
    [true, true],
  )
})

test('the champion itself has no champion to beat', async (t) => {
  const lab = await trainingLab(t)
  await trainModel(lab, surfHeight, await freezeSurf(lab), trainOptions)
  const move = { model: 'surf-height', version: 1, alias: 'champion', by: 'ada', gates: [] }
  await promoteVersion(lab, move)
  const { gate, seen } = watchingGate()
  await judgeVersion(lab, { ...surfHeight, gates: [gate] }, 1, 'champion')
  assert.deepEqual(
    seen.map(({ champion }) => champion),
    [undefined],
  )
})

test('a version that is not there cannot be judged', async (t) => {
  const lab = await trainingLab(t)
  await assert.rejects(judgeVersion(lab, surfHeight, 7, 'champion'), {
    code: 'registry.versionNotFound',
  })
})
