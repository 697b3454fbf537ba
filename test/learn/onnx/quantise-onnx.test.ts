import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adoptOnnx, quantiseOnnx } from '../../../src/learn/index.ts'
import { openOnnxPredictor } from '../../../src/registry/index.ts'
import { foreignModels } from './foreign-models.ts'

test('the weights of a net of PyTorch in 8 bits answer within a hundredth', async () => {
  const net = (await foreignModels()).find(({ name }) => name === 'PyTorch: a net')
  assert.ok(net !== undefined)
  const { columns, bytes, said } = net
  const adopted = adoptOnnx(bytes, { columns, outputName: 'label' })
  const quantised = quantiseOnnx(adopted.bytes)
  assert.deepEqual(quantised?.tables, ['fc1.weight'])
  const graph = await openOnnxPredictor(quantised.bytes, adopted.inputs, 'label')
  try {
    const predicted = await graph.predict(columns)
    const reach = Math.max(...said) - Math.min(...said)
    for (const [row, value] of predicted.entries()) {
      assert.ok(Math.abs(value - (said[row] ?? Number.NaN)) < 0.01 * reach, `row ${row}`)
    }
    assert.ok(predicted.some((value, row) => value !== said[row]))
  } finally {
    await graph.close()
  }
})

test('a model without tables of weights stays as it is', async () => {
  const forest = (await foreignModels()).find(({ name }) => name === 'XGBoost: an amount')
  assert.ok(forest !== undefined)
  assert.equal(quantiseOnnx(forest.bytes), undefined)
})
