import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ReferenceProfile } from '../../src/learn/index.ts'
import { readVersionFile } from '../../src/registry/index.ts'
import { listRuns } from '../../src/tracking/index.ts'
import { trainModel } from '../../src/training/index.ts'
import { openPart } from '../../src/training/parts/part-rows.ts'
import { appendDays, freezeSurf, surfHeight, trainingLab, trainOptions } from './training-lab.ts'

test('rows that are read some at a time make the version that all at once make', async (t) => {
  const lab = await trainingLab(t)
  await appendDays(lab, 100, 1500)
  const set = await freezeSurf(lab)
  assert.deepEqual([set.split.trainCount, set.split.testCount], [2250, 750])
  const asked = { ...trainOptions, refit: true, folds: 3 }
  const whole = await trainModel(lab, surfHeight, set, asked)
  const few = { mostValuesHeld: 1 }
  const read: number[] = []
  const part = await openPart(lab, surfHeight, set, 'train', few)
  for await (const { rowCount } of part.read()) read.push(rowCount)
  assert.ok(read.length > 1, 'one batch')
  // Nobody has made a version before, as far as this one knows.
  const models = { ...lab.models, list: async () => Promise.resolve([]) }
  const inBatches = await trainModel({ ...lab, models }, surfHeight, set, {
    ...asked,
    ...few,
  })
  assert.equal(inBatches.contentDigest, whole.contentDigest)
  assert.deepEqual(inBatches.evaluation, whole.evaluation)
  assert.deepEqual(inBatches.baselines, whole.baselines)
  const { predictionMs: _, ...details } = whole.details
  assert.deepEqual({ ...inBatches.details, predictionMs: 0 }, { ...details, predictionMs: 0 })
  const same = [
    'model.onnx',
    'fitted.json',
    'measured.json',
    'signature.json',
    'example.json',
    'explainer.json',
  ]
  for (const file of same) assert.equal(inBatches.files[file], whole.files[file], file)

  const [batched, held] = await listRuns(lab, {})
  const validated = (run: typeof batched) =>
    run?.status === 'succeeded' &&
    (run.outputs as { readonly crossValidation?: unknown }).crossValidation
  assert.ok(validated(held))
  assert.deepEqual(validated(batched), validated(held))

  const [profile, wanted] = await Promise.all(
    [inBatches, whole].map(async (version) => {
      const file = await readVersionFile(lab.blobs, version, 'reference-profile.json')
      return JSON.parse(new TextDecoder().decode(file)) as ReferenceProfile
    }),
  )
  assert.deepEqual(withoutMoments(profile), withoutMoments(wanted))
  for (const [place, { mean, squares }] of momentsOf(wanted).entries()) {
    const found = momentsOf(profile)[place]
    assert.ok(Math.abs((found?.mean ?? NaN) - mean) < 1e-9)
    assert.ok(Math.abs((found?.squares ?? NaN) / squares - 1) < 1e-9)
  }
})

function withoutMoments(profile: ReferenceProfile | undefined) {
  return profile?.columns.map((column) => ({ ...column, moments: undefined }))
}

function momentsOf(profile: ReferenceProfile | undefined) {
  return (profile?.columns ?? []).flatMap((column) =>
    column.kind === 'number' && column.moments !== undefined ? [column.moments] : [],
  )
}
