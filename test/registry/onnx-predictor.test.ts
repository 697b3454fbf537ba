import assert from 'node:assert/strict'
import { test } from 'node:test'
import { boostedTrees, fitModel, predictColumns, toOnnx } from '../../src/learn/index.ts'
import { openOnnxPredictor } from '../../src/registry/index.ts'
import { syntheticSurf } from '../learn/synthetic-surf.ts'

async function surfModel() {
  const { columns, target } = syntheticSurf(400, 'onnx', ['lahinch', 'easkey'])
  const learner = boostedTrees({ trees: 20 })
  const fitted = await fitModel({ learner, columns, target, seed: 1 })
  const bytes = toOnnx(fitted, { modelName: 'surf-height', outputName: 'waveHeight' })
  const inputs = fitted.inputs.map(({ name, kind }) => ({ name, kind }))
  return { fitted, bytes, inputs, columns }
}

test('the graph in its thread predicts as the learner does, also where values are missing', async () => {
  const { fitted, bytes, inputs, columns } = await surfModel()
  const predictor = await openOnnxPredictor(bytes, inputs, 'waveHeight')
  const [found, again] = await Promise.all([predictor.predict(columns), predictor.predict(columns)])
  const wanted = predictColumns(fitted, columns)
  assert.equal(found.length, 400)
  for (const [row, value] of wanted.entries()) {
    const difference = Math.abs((found[row] ?? Number.NaN) - value)
    assert.ok(
      difference <= 1e-5 * Math.max(1, Math.abs(value)),
      `row ${row} differs by ${difference}`,
    )
  }
  assert.deepEqual(again, found)
  await predictor.close()
  await assert.rejects(predictor.predict(columns), { code: 'registry.onnxFailed' })
})

test('a file that is no model is refused with what is wrong with it', async () => {
  await assert.rejects(openOnnxPredictor(new TextEncoder().encode('waves'), [], 'waveHeight'), {
    code: 'registry.onnxUnreadable',
    message: /can't be loaded/,
  })
})

test('a graph with other names than asked for is refused, and so is a row without a column', async () => {
  const { bytes, inputs, columns } = await surfModel()
  await assert.rejects(openOnnxPredictor(bytes, inputs, 'height'), {
    code: 'registry.onnxDoesNotFit',
    message: /it has no output "height", but waveHeight/,
  })
  await assert.rejects(openOnnxPredictor(bytes, inputs.slice(1), 'waveHeight'), {
    message: /its input "height" is not among period, direction, beach/,
  })
  const predictor = await openOnnxPredictor(bytes, inputs, 'waveHeight')
  await assert.rejects(predictor.predict(columns.slice(0, 3)), {
    message: /the column "beach" is missing/,
  })
  await predictor.close()
})
