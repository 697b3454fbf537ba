import assert from 'node:assert/strict'
import { test } from 'node:test'
import { settingValue } from '../../src/base/index.ts'
import { byTime, mae, randomForest } from '../../src/learn/index.ts'
import { allSettings, resolveSettings } from '../../src/project/index.ts'
import { defineModel, tuneModel } from '../../src/training/index.ts'
import { surf } from '../training/training-lab.ts'

const model = defineModel({
  name: 'surf-height',
  view: surf,
  learner: randomForest({ trees: 50 }),
  split: byTime({ test: 0.25 }),
  measure: [mae()],
})
const declared = allSettings({ settings: {}, models: [model] })

function tuned(...assignments: string[]) {
  const resolved = resolveSettings(declared, { environment: {}, assignments })
  return tuneModel(model, (setting) => settingValue(setting, resolved)).learner
}

test('settings give a model’s learner its parameters, and leave it as it is where they say nothing', () => {
  assert.deepEqual(resolveSettings(declared, { environment: {} }), {})
  assert.equal(tuned(), model.learner)
  assert.deepEqual(
    tuned('surf-height.trees=70', 'surf-height.maxDepth=9', 'surf-height.columnShare=0.5'),
    randomForest({ trees: 70, maxDepth: 9, columnShare: 0.5 }),
  )
  assert.deepEqual(
    tuned('surf-height.columnShare=sqrt'),
    randomForest({ trees: 50, columnShare: 'sqrt' }),
  )
})

test('a variable sets a parameter', () => {
  const environment = { SWELL_SET_SURF_HEIGHT_TREES: '7' }
  assert.deepEqual(resolveSettings(declared, { environment }), { 'surf-height.trees': 7 })
})

test('a parameter that the learner has not, and a value that it can’t have, are refused', () => {
  assert.throws(() => tuned('surf-height.tree=70'), {
    code: 'project.unknownSetting',
    message: /Did you mean "surf-height\.trees"\?/,
  })
  assert.throws(() => tuned('surf-height.trees=many'), { code: 'project.settingOfWrongType' })
  assert.throws(() => tuned('surf-height.trees=0'), {
    code: 'learn.wrongSetting',
    message: 'randomForest: trees must be a whole number from 1 to 4096, but is 0.',
  })
})
