import assert from 'node:assert/strict'
import { test } from 'node:test'
import { answerExplainer, type Answer } from '../../src/serving/index.ts'
import { registerVersion, servedStore } from './served-surf.ts'

function answerOf(version: number): Answer {
  const predictions = [{ predictionId: 'prd_1', beach: 'lahinch', height: 5, highest: 2, power: 1 }]
  return { model: 'surf-height', version, predictions } as unknown as Answer
}

test('an answer is explained by the version that gave it, the largest contribution first', async () => {
  const store = await servedStore()
  const { version } = await registerVersion(store, {
    offset: 0,
    spoil: (files) => {
      const fitted = JSON.parse(files['fitted.json'] ?? '') as {
        learner: { trees: readonly { feature: readonly number[] }[] }
      }
      // Each node as if ten training rows had come there.
      const covers = fitted.learner.trees.map(({ feature }) => feature.map(() => 10))
      files['explainer.json'] = JSON.stringify({ kind: 'trees', covers })
    },
  })
  const { predictions } = await answerExplainer(store)(answerOf(version))
  const [first] = predictions
  assert.equal(first?.explanation.scale, 'prediction')
  const sizes = Object.values(first.explanation.contributions).map(Math.abs)
  assert.deepEqual(
    sizes,
    sizes.toSorted((a, b) => b - a),
  )
  assert.deepEqual(Object.keys(first.explanation.contributions).toSorted(), [
    'beach',
    'height',
    'highest',
    'power',
  ])
})

test('a version that has kept nothing to explain by says so', async () => {
  const store = await servedStore()
  const { version } = await registerVersion(store, { offset: 0 })
  await assert.rejects(answerExplainer(store)(answerOf(version)), {
    code: 'serving.notExplained',
    message: `Version ${version} of surf-height has kept nothing to explain its predictions by.`,
  })
})
