import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readTrainingPart } from '../../src/features/index.ts'
import { getVersion, worstSlice } from '../../src/registry/index.ts'
import { loadPredictor } from '../../src/serving/index.ts'
import { importModel, judgeVersion } from '../../src/training/index.ts'
import { foreignModels } from '../learn/onnx/foreign-models.ts'
import { freezeSurf, surfHeight, trainingLab, trainOptions } from './training-lab.ts'

const columns = ['height', 'period', 'power']
const foreign = (await foreignModels()).find(({ name }) => name === 'XGBoost: an amount')

test('a model of another tool is measured, gated and served as one that was trained here', async (t) => {
  assert.ok(foreign !== undefined)
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  const given = { code: trainOptions.code, bytes: foreign.bytes, columns }
  const version = await importModel(lab, surfHeight, set, given)
  assert.deepEqual(await lab.models.list('surf-height'), [version])
  const { details, signature, evaluation, baselines, files } = version
  assert.equal(details.importedFrom, 'OnnxMLTools 1.16.0')
  assert.equal(details.learner, 'TreeEnsembleRegressor, by OnnxMLTools 1.16.0')
  assert.deepEqual(
    signature.inputs.map(({ name, unit }) => [name, unit]),
    [
      ['height', 'm'],
      ['period', 's'],
      ['power', 'm²s'],
    ],
  )
  assert.equal(evaluation.rowCount, 50)
  assert.ok((evaluation.metrics['mae'] ?? 0) > 0 && (baselines['mean']?.['mae'] ?? 0) > 0)
  assert.deepEqual(Object.keys(evaluation.slices['beachId'] ?? {}), ['easkey', 'lahinch'])
  assert.deepEqual(Object.keys(files).toSorted(), [
    'example.json',
    'explainer.json',
    'model.onnx',
    'original.onnx',
    'reference-profile.json',
    'signature.json',
  ])
  assert.ok(details.importance.some(({ importance }) => importance > 0))

  const judged = await judgeVersion(
    lab,
    { ...surfHeight, gates: [worstSlice('mae').below(1000)] },
    1,
    'champion',
  )
  assert.deepEqual(
    judged.results.map(({ held }) => held),
    [true],
  )

  const predictor = await loadPredictor(lab, await getVersion(lab.models, 'surf-height', 1))
  const held = await readTrainingPart(lab, surfHeight.view, set, 'test')
  const heldRows = Array.from({ length: held.rowCount }, (_, row) => {
    const value = (name: string) => {
      const found = held.features.find((column) => column.name === name)?.values[row] ?? null
      return typeof found === 'number' && Number.isNaN(found) ? null : found
    }
    return Object.fromEntries(columns.map((name) => [name, value(name)]))
  })
  const said = Float64Array.from(await predictor.predictMany(heldRows))
  const [metric] = surfHeight.measure
  assert.equal(metric?.of(held.label, said), evaluation.metrics['mae'])

  const again = await importModel(lab, surfHeight, set, given)
  assert.equal(again.version, 1)
})

test('a file that reads what the view has not, or answers nothing, is refused', async (t) => {
  assert.ok(foreign !== undefined)
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  const { code } = trainOptions
  const take = (more: object, model = surfHeight) =>
    importModel(lab, model, set, { code, bytes: foreign.bytes, ...more })
  await assert.rejects(take({ columns: ['heigth', 'period', 'power'] }), {
    code: 'training.unknownFeature',
    message: /Did you mean "height"/,
  })
  await assert.rejects(take({}), { code: 'learn.foreignModel' })
  const linear = (await foreignModels()).find(({ name }) => name.includes('chances'))
  await assert.rejects(take({ bytes: linear?.bytes, columns }), {
    code: 'training.answersNothing',
    message: /answers \d+ of 50 held-out rows of model surf-height with no number/,
  })
  assert.deepEqual(await lab.models.list('surf-height'), [])
})
