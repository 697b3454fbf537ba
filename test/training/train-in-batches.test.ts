import assert from 'node:assert/strict'
import { test } from 'node:test'
import { freezeView } from '../../src/features/index.ts'
import { byTime, leastSquares, type ReferenceProfile } from '../../src/learn/index.ts'
import {
  beats,
  defineGate,
  fairness,
  promoteVersion,
  readVersionFile,
  withstandsMissing,
  withstandsNoise,
  worstSlice,
} from '../../src/registry/index.ts'
import { listRuns } from '../../src/tracking/index.ts'
import {
  compareVersions,
  judgeVersion,
  measureHeldOut,
  reportVersion,
  runSweep,
  trainModel,
  type Model,
} from '../../src/training/index.ts'
import { openPart } from '../../src/training/parts/part-rows.ts'
import {
  appendDays,
  freezeSurf,
  surf,
  surfHeight,
  trainingLab,
  trainOptions,
} from './training-lab.ts'

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

test('versions are judged, reported, compared and swept from rows some at a time as from all at once', async (t) => {
  const lab = await trainingLab(t)
  await appendDays(lab, 100, 2500)
  const split = byTime({ test: 0.5 })
  const set = await freezeView(lab, surf, { split, fingerprint: 'code 1' })
  assert.deepEqual([set.split.trainCount, set.split.testCount], [2500, 2500])
  const gates = [
    beats('champion', 'mae', { confidence: 0.9 }),
    beats('baseline', 'mae'),
    worstSlice('mae').below(1),
    fairness('beach', 'mae').within(0.5),
    withstandsNoise({ by: 0.5 }),
    withstandsMissing({ by: 0.5, of: ['period'] }),
    defineGate(
      'periods are known',
      ({ rows }) => {
        const known = Array.from(rows.columns['period'] ?? [], Number).filter((own) => own > 0)
        return { held: known.length > 0, found: String(known.length), wanted: 'some' }
      },
      { columns: ['period'] },
    ),
  ]
  const judgedBy: Model = {
    ...surfHeight,
    split,
    gates,
    slices: ['beachId', 'period'],
    fairness: { columns: ['beach'] },
  }
  await trainModel(lab, { ...judgedBy, learner: leastSquares() }, set, trainOptions)
  const champion = { model: 'surf-height', version: 1, alias: 'champion', by: 'ada', gates: [] }
  await promoteVersion(lab, champion)
  await trainModel(lab, judgedBy, set, trainOptions)

  const few = { ...lab, mostValuesHeld: 1 }
  const rows = await openPart(few, judgedBy, set, 'test', few)
  const read: number[] = []
  for await (const { rowCount } of rows.read()) read.push(rowCount)
  assert.ok(read.length > 1, 'one batch')
  const both = async <Found>(ask: (deps: typeof few) => Promise<Found>) => [
    await ask({ ...lab, mostValuesHeld: Infinity }),
    await ask(few),
  ]

  const [judgement, judgedInBatches] = await both((deps) =>
    judgeVersion(deps, judgedBy, 2, 'champion'),
  )
  assert.deepEqual(judgedInBatches, judgement)
  assert.ok(judgement?.results.every(({ found }) => !found.startsWith('it failed')))

  const [report, inBatches] = await both(async (deps) => {
    const asked = { version: 2, alias: 'champion', learningCurve: true }
    const { madeAt: _, cost: __, ...found } = await reportVersion(deps, judgedBy, asked)
    return found
  })
  assert.deepEqual(inBatches, report)
  assert.ok(report?.champion !== undefined && (report.pictures.learning?.length ?? 0) > 2)

  const [compared, comparedInBatches] = await both((deps) =>
    compareVersions(deps, judgedBy, [1, 2]),
  )
  assert.deepEqual(comparedInBatches, compared)
  const version = await lab.models.find('surf-height', 2)
  assert.ok(version !== undefined)
  const [measured, inBatchesToo] = await both((deps) => measureHeldOut(deps, judgedBy, version))
  assert.deepEqual(inBatchesToo, measured)

  const { signal } = new AbortController()
  const [swept, sweptInBatches] = await both(async ({ mostValuesHeld }) => {
    const asked = { ...trainOptions, mostValuesHeld, parallel: 2, trialCount: 3, signal }
    const { trials } = await runSweep(lab, judgedBy, set, asked)
    return trials.map(({ values, losses }) => ({ values, losses }))
  })
  assert.deepEqual(sweptInBatches, swept)
})

function withoutMoments(profile: ReferenceProfile | undefined) {
  return profile?.columns.map((column) => ({ ...column, moments: undefined }))
}

function momentsOf(profile: ReferenceProfile | undefined) {
  return (profile?.columns ?? []).flatMap((column) =>
    column.kind === 'number' && column.moments !== undefined ? [column.moments] : [],
  )
}
