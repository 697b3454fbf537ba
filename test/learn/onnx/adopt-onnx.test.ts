import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adoptOnnx } from '../../../src/learn/index.ts'
import { openOnnxPredictor } from '../../../src/registry/index.ts'
import { foreignModels, type ForeignModel } from './foreign-models.ts'

const models = await foreignModels()

for (const { name, bytes, said, columns } of models) {
  test(`taken in, it says what its own tool says: ${name}`, async () => {
    const adopted = adoptOnnx(bytes, { columns, outputName: 'label' })
    assert.deepEqual(
      adopted.inputs.map((input) => input.name),
      columns.map((column) => column.name),
    )
    const graph = await openOnnxPredictor(adopted.bytes, adopted.inputs, 'label')
    try {
      const predicted = await graph.predict(columns)
      assert.equal(predicted.length, said.length)
      for (const [row, value] of predicted.entries()) {
        const wanted = said[row] ?? Number.NaN
        assert.ok(Math.abs(value - wanted) <= 1e-6 * Math.max(1, Math.abs(wanted)), `row ${row}`)
      }
    } finally {
      await graph.close()
    }
  })
}

test('who wrote a model, and what it answers, is told', () => {
  const about = models.map(({ name, bytes, columns }) => {
    const { producer, answers } = adoptOnnx(bytes, { columns, outputName: 'label' })
    return [name, producer, answers]
  })
  assert.deepEqual(about, [
    ['scikit-learn: a forest', 'skl2onnx 1.20.0', 'amount'],
    ['scikit-learn: chances in maps', 'skl2onnx 1.20.0', 'chance'],
    ['scikit-learn: three classes', 'skl2onnx 1.20.0', 'class'],
    ['scikit-learn: a pipeline of columns', 'skl2onnx 1.20.0', 'chance'],
    ['XGBoost: an amount', 'OnnxMLTools 1.16.0', 'amount'],
    ['XGBoost: a chance', 'OnnxMLTools 1.16.0', 'chance'],
    ['LightGBM: an amount', 'OnnxMLTools 1.16.0', 'amount'],
    ['LightGBM: a chance', 'OnnxMLTools 1.16.0', 'chance'],
    ['PyTorch: a net', 'pytorch 2.9.0', 'amount'],
  ])
})

test('what can’t be taken in is refused with what is wrong', () => {
  const [forest, maps] = models as readonly [ForeignModel, ForeignModel]
  const adopt = (model: ForeignModel, more: object) => () =>
    adoptOnnx(model.bytes, { columns: model.columns, outputName: 'label', ...more })
  assert.throws(adopt(forest, { columns: forest.columns.slice(1) }), {
    code: 'learn.foreignModel',
    message:
      'The model can’t be taken in: its input "X" has 3 columns, but the columns are input, output; name those that it reads, in its order.',
  })
  assert.throws(
    adopt(forest, { columns: [{ name: 'beach', kind: 'category' }, ...forest.columns.slice(1)] }),
    {
      message: /its input "X" takes numbers, but "beach" is a text/,
    },
  )
  assert.throws(adopt(maps, { answer: 'chances' }), { message: /it has no output "chances", but/ })
  assert.throws(
    () => adoptOnnx(new TextEncoder().encode('not a model'), { columns: [], outputName: 'label' }),
    { code: 'learn.foreignModel' },
  )
  assert.throws(() => adoptOnnx(new Uint8Array(0), { columns: [], outputName: 'label' }), {
    message: /it holds no graph/,
  })
})
