import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  chain,
  compilePredictor,
  describeTransformations,
  imputed,
  logged,
  pca,
  scaled,
  targetMean,
  transformationsOf,
  type FittedModel,
} from '../../src/learn/index.ts'
import { readVersionFile } from '../../src/registry/index.ts'
import { defineModel, trainModel } from '../../src/training/index.ts'
import {
  freezeSurf,
  learner,
  split,
  surf,
  surfHeight,
  trainingLab,
  trainOptions,
} from './training-lab.ts'

const definition = {
  name: 'surf-height',
  view: surf,
  learner,
  split,
  measure: surfHeight.measure,
  encode: {
    height: scaled(),
    period: chain(imputed('median', { indicator: true }), scaled()),
    beach: targetMean(),
  },
  combine: { swell: pca({ of: ['height', 'period'], components: 2, keep: true }) },
  labelScale: logged(),
} as const

test('what is learned on another scale predicts, and is measured, in the label’s own unit', async (t) => {
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  const model = defineModel({ ...definition })
  const version = await trainModel(lab, model, set, trainOptions)
  // Waves are 0 to 15 ft high; on the scale of logarithms all errors are below 3.
  const plain = await trainModel(lab, surfHeight, set, trainOptions)
  const [own = 0, other = 0] = [version, plain].map(({ evaluation }) => evaluation.metrics['mae'])
  assert.ok(own < 1.5 * other, `${own} and ${other}`)
  assert.ok(version.details.parity <= 1e-6)

  const file = await readVersionFile(lab.blobs, version, 'fitted.json')
  const fitted = JSON.parse(new TextDecoder().decode(file)) as FittedModel
  const predict = compilePredictor(fitted)
  const waves = predict({ height: 3, period: 12, power: 108, beach: 'lahinch' })
  assert.ok(waves > 8 && waves < 15, `${waves}`)
  assert.ok(Number.isFinite(predict({ height: 3, beach: 'never seen' })))
})

test('what a model learned to transform columns is kept with the training set, once', async (t) => {
  const lab = await trainingLab(t)
  const set = await freezeSurf(lab)
  const model = defineModel({ ...definition })
  const version = await trainModel(lab, model, set, trainOptions)
  await trainModel(lab, model, set, trainOptions)
  await trainModel(
    lab,
    defineModel({ ...definition, name: 'plain', encode: {}, combine: {} }),
    set,
    {
      ...trainOptions,
    },
  )
  const kept = await lab.trainingSets.listTransformations(set.id)
  assert.deepEqual(kept.map(({ model: name }) => name).toSorted(), ['plain', 'surf-height'])
  const own = kept.find(({ model: name }) => name === 'surf-height')
  assert.ok(own !== undefined)
  const file = await readVersionFile(lab.blobs, version, 'fitted.json')
  const fitted = JSON.parse(new TextDecoder().decode(file)) as FittedModel
  assert.deepEqual(own.fitted, JSON.parse(JSON.stringify(transformationsOf(fitted))))
  assert.deepEqual(
    describeTransformations(own.fitted).map(({ of, by, isInvertible }) => [of, by, isInvertible]),
    [
      ['height', 'scaled', true],
      ['period', 'imputed, scaled', true],
      ['power', 'number', true],
      ['beach', 'targetMean', false],
      ['height, period', 'pca', true],
      ['the label', 'logged', true],
    ],
  )
})

test('a model that combines what its view has not is refused', () => {
  const combine = { swell: pca({ of: ['height', 'tide'], components: 1 }) }
  assert.throws(() => defineModel({ ...definition, combine }), { code: 'training.unknownFeature' })
})
