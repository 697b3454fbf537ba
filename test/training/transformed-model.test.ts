import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  chain,
  compilePredictor,
  imputed,
  logged,
  pca,
  scaled,
  targetMean,
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

test('a model that combines what its view has not is refused', () => {
  const combine = { swell: pca({ of: ['height', 'tide'], components: 1 }) }
  assert.throws(() => defineModel({ ...definition, combine }), { code: 'training.unknownFeature' })
})
