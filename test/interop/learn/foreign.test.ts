import assert from 'node:assert/strict'
import { test } from 'node:test'
import { adoptOnnx } from '../../../src/learn/index.ts'
import { foreignModels } from '../../learn/onnx/foreign-models.ts'
import { toJsonColumns } from './json-columns.ts'
import { runPython } from './run-python.ts'

for (const { name, bytes, columns, said } of await foreignModels()) {
  test(`taken in, it passes ONNX's full check and answers alike in Python: ${name}`, async () => {
    const adopted = adoptOnnx(bytes, { columns, outputName: 'label' })
    const found = (await runPython('onnx_model.py', {
      'model.onnx': adopted.bytes,
      'columns.json': JSON.stringify(toJsonColumns(columns)),
    })) as { predictions: number[] }
    for (const [row, value] of said.entries()) {
      const apart = Math.abs((found.predictions[row] ?? Number.NaN) - value)
      assert.ok(apart <= 1e-6 * Math.max(1, Math.abs(value)), `row ${row}`)
    }
  })
}
