import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTrainingPart } from '../../src/features/index.ts'
import {
  bias,
  boostedTrees,
  compilePredictor,
  meanAbsoluteError,
  predictColumns,
  rootMeanSquaredError,
  type FittedModel,
  type RawRow,
} from '../../src/learn/index.ts'
import { openOnnxPredictor, readVersionFile } from '../../src/registry/index.ts'
import { listRuns } from '../../src/tracking/index.ts'
import { defineModel, trainModel } from '../../src/training/index.ts'
import {
  freezeSurf,
  learner,
  surfHeight,
  trainingLab,
  trainOptions,
  type TrainingLab,
} from './training-lab.ts'

async function readJson<Content>(
  lab: TrainingLab,
  version: Parameters<typeof readVersionFile>[1],
  file: string,
): Promise<Content> {
  const bytes = await readVersionFile(lab.blobs, version, file)
  return JSON.parse(new TextDecoder().decode(bytes)) as Content
}

test('a training registers a version with its run, its signature and its files', async (t) => {
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  const version = await trainModel(lab, surfHeight, set, trainOptions)
  assert.deepEqual(await lab.models.list('surf-height'), [version])
  assert.deepEqual([version.version, version.trainingSetId], [1, set.id])
  assert.equal(version.details.learner, 'boosted trees (trees 20, maxLeaves 6, minLeafRows 5)')
  assert.deepEqual(version.signature, {
    inputs: [
      { name: 'height', type: 'float', unit: 'm' },
      { name: 'period', type: 'float', unit: 's' },
      { name: 'power', type: 'float', unit: 'm²s' },
      { name: 'beach', type: 'text' },
    ],
    output: {
      name: 'waveHeight',
      type: 'float',
      unit: 'ft',
      description: 'Height of the breaking wave.',
    },
  })

  const [run, ...others] = await listRuns(lab, {})
  assert.deepEqual(others, [])
  assert.ok(run?.status === 'succeeded')
  assert.deepEqual([run.id, run.kind, run.name], [version.runId, 'training', 'surf-height'])
  assert.deepEqual(run.inputs, { trainingSet: set.id, rows: 200 })
  assert.deepEqual(run.outputs, { version: 1, contentDigest: version.contentDigest })
  assert.deepEqual(run.code, trainOptions.code)
  const { split, seed, encode } = surfHeight
  assert.deepEqual(run.settings, { learner, split, seed, encode })

  const artifacts = await lab.records.listArtifacts(run.id)
  const files = Object.fromEntries(artifacts.map(({ name, digest }) => [name, digest]))
  assert.deepEqual(version.files, files)
  assert.deepEqual(Object.keys(files).toSorted(), [
    'example.json',
    'explainer.json',
    'fitted.json',
    'model.onnx',
    'reference-profile.json',
    'signature.json',
  ])
  for (const digest of Object.values(files)) assert.equal(await lab.blobs.verify(digest), 'whole')
  assert.deepEqual(await readJson(lab, version, 'signature.json'), version.signature)
})

test('the ONNX graph, the learner and the compiled function of a version agree', async (t) => {
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  const version = await trainModel(lab, surfHeight, set, trainOptions)
  const held = await readTrainingPart(lab, surfHeight.view, set, 'test')
  const fitted = await readJson<FittedModel>(lab, version, 'fitted.json')
  const inputs = fitted.inputs.map(({ name, kind }) => ({ name, kind }))
  const onnx = await readVersionFile(lab.blobs, version, 'model.onnx')
  const session = await openOnnxPredictor(onnx, inputs, 'waveHeight')
  t.after(() => session.close())

  const byLearner = predictColumns(fitted, held.features)
  const byGraph = await session.predict(held.features)
  const predict = compilePredictor(fitted)
  assert.equal(byLearner.length, 50)
  for (const [row, value] of byLearner.entries()) {
    const raw = Object.fromEntries(held.features.map(({ name, values }) => [name, values[row]]))
    const compiled = predict(raw)
    // The graph sums in 32 bits: some 1e-7 relative a tree.
    assert.ok(Math.abs((byGraph[row] ?? Number.NaN) - value) < 1e-5)
    assert.ok(Math.abs(compiled - value) < 1e-9)
  }
  assert.ok(version.details.parity < 1e-5)
  assert.ok(held.features.some(({ values }) => values.some(Number.isNaN)))
})

test('the example that a version carries is what it predicts, missing values included', async (t) => {
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  const version = await trainModel(lab, surfHeight, set, trainOptions)
  const predict = compilePredictor(await readJson<FittedModel>(lab, version, 'fitted.json'))
  const example = await readJson<{ features: RawRow; prediction: number }[]>(
    lab,
    version,
    'example.json',
  )
  assert.equal(example.length, 5)
  for (const { features, prediction } of example) assert.equal(predict(features), prediction)
})

test('metrics, slices and baselines are those of the held-out rows', async (t) => {
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  const version = await trainModel(lab, surfHeight, set, trainOptions)
  const train = await readTrainingPart(lab, surfHeight.view, set, 'train')
  const held = await readTrainingPart(lab, surfHeight.view, set, 'test')
  const fitted = await readJson<FittedModel>(lab, version, 'fitted.json')
  const predicted = predictColumns(fitted, held.features)
  const measured = (keep: (row: number) => boolean, said = predicted) => {
    const rows = [...held.label.keys()].filter(keep)
    const truth = Float64Array.from(rows, (row) => held.label[row] ?? Number.NaN)
    const own = Float64Array.from(rows, (row) => said[row] ?? Number.NaN)
    const metrics = { mae: meanAbsoluteError(truth, own), rmse: rootMeanSquaredError(truth, own) }
    return { rowCount: rows.length, metrics }
  }
  const all = measured(() => true)
  const beachId = Object.fromEntries(
    ['easkey', 'lahinch'].map((beach) => [
      beach,
      measured((row) => held.keys['beachId']?.[row] === beach),
    ]),
  )
  assertClose(version.evaluation, { ...all, slices: { beachId } })

  const labels = [...train.label].toSorted((a, b) => a - b)
  const mean = labels.reduce((sum, label) => sum + label, 0) / labels.length
  const median = ((labels[74] ?? 0) + (labels[75] ?? 0)) / 2
  const always = (value: number) =>
    measured(
      () => true,
      held.label.map(() => value),
    ).metrics
  assert.equal(labels.length, 150)
  assertClose(version.baselines, { mean: always(mean), median: always(median) })
  assert.ok(
    (version.evaluation.metrics['mae'] ?? 9) < (version.baselines['mean']?.['mae'] ?? 0) / 2,
  )

  const points = await lab.records.listLatestMetrics([version.runId as never])
  const { trainingLoss, ...recorded } = points.get(version.runId as never) ?? {}
  assertClose(recorded, all.metrics)
  assert.ok(trainingLoss !== undefined && trainingLoss < 1)
})

/** Equal but for the order of sums. */
function assertClose(found: unknown, wanted: unknown): void {
  const rounded = (value: unknown) =>
    JSON.parse(
      JSON.stringify(value, (_key, part: unknown) =>
        typeof part === 'number' ? Number(part.toFixed(9)) : part,
      ),
    ) as unknown
  assert.deepEqual(rounded(found), rounded(wanted))
}

test('trained again on the same it is the same version, and the run says so', async (t) => {
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  const first = await trainModel(lab, surfHeight, set, trainOptions)
  assert.deepEqual(await trainModel(lab, surfHeight, set, trainOptions), first)
  assert.equal((await lab.models.list('surf-height')).length, 1)
  const runs = await listRuns(lab, {})
  assert.deepEqual(
    runs.map((run) => [run.status, 'outputs' in run ? run.outputs : undefined]),
    [
      ['succeeded', { version: 1, contentDigest: first.contentDigest }],
      ['succeeded', { version: 1, contentDigest: first.contentDigest }],
    ],
  )
})

test('another learner makes another version', async (t) => {
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  const first = await trainModel(lab, surfHeight, set, trainOptions)
  const other = { ...surfHeight, learner: boostedTrees({ ...learner, trees: 25 }) }
  const second = await trainModel(lab, other, set, trainOptions)
  assert.deepEqual([first.version, second.version], [1, 2])
  assert.notEqual(second.files['model.onnx'], first.files['model.onnx'])
})

test('what is measured otherwise is another version, as its metrics are others', async (t) => {
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  await trainModel(lab, surfHeight, set, trainOptions)
  const measured = { ...surfHeight, measure: [...surfHeight.measure, bias()] }
  const second = await trainModel(lab, measured, set, trainOptions)
  assert.equal(second.version, 2)
  assert.deepEqual(Object.keys(second.evaluation.metrics), ['mae', 'rmse', 'bias'])
  const unsliced = await trainModel(lab, { ...measured, slices: [] }, set, trainOptions)
  assert.deepEqual([unsliced.version, unsliced.evaluation.slices], [3, {}])
  const alone = await trainModel(lab, { ...measured, slices: [], baselines: {} }, set, trainOptions)
  assert.deepEqual([alone.version, alone.baselines], [4, {}])
})

test('a training that fails ends its run as failed, and registers nothing', async (t) => {
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  const other = { ...surfHeight, encode: { height: surfHeight.encode['beach'] as never } }
  await assert.rejects(trainModel(lab, other, set, trainOptions), { name: 'SwellError' })
  const [run] = await listRuns(lab, {})
  assert.ok(run?.status === 'failed')
  assert.match(run.error?.code ?? '', /^learn\./)
  assert.deepEqual(await lab.models.list('surf-height'), [])
})

test('a training that is stopped fails with the reason, and registers nothing', async (t) => {
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  const controller = new AbortController()
  const stopped = trainModel(lab, surfHeight, set, {
    ...trainOptions,
    signal: controller.signal,
    onProgress: () => controller.abort(new Error('stopped by hand')),
  })
  await assert.rejects(stopped, { message: 'stopped by hand' })
  const [run] = await listRuns(lab, {})
  assert.ok(run?.status === 'failed')
  assert.equal(run.error?.message, 'stopped by hand')
  assert.deepEqual(await lab.models.list('surf-height'), [])
})

test('a model that could never be judged is refused before anything is trained', () => {
  const definition = { ...surfHeight, encode: {} }
  const define = defineModel as (definition: unknown) => unknown
  assert.throws(() => define({ ...definition, measure: [] }), { code: 'training.noMetric' })
  assert.throws(() => define({ ...definition, slices: ['beachID'] }), {
    code: 'training.unknownSlice',
    message:
      'Model surf-height is to be judged by "beachID", which is neither a key column nor a feature of its view. Did you mean "beachId"?',
  })
  assert.throws(() => define({ ...definition, encode: { heigth: learner } }), {
    code: 'training.unknownFeature',
    message:
      'Model surf-height encodes a feature "heigth" that its view has not. Did you mean "height"?',
  })
})
