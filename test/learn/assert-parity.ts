import assert from 'node:assert/strict'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import {
  compilePredictor,
  predictClasses,
  predictColumns,
  predictIntervals,
  predictSets,
  toOnnx,
  type FittedModel,
  type InputColumn,
} from '../../src/learn/index.ts'

/** How far answers may be apart, as a part of the answer. */
const tolerance = 1e-6

/** Holds the three ways to a prediction to each other: columns, the compiled function, ONNX Runtime. */
export async function assertParity(
  fitted: FittedModel,
  columns: readonly InputColumn[],
): Promise<void> {
  const answers = predictColumns(fitted, columns)
  const predict = compilePredictor(fitted)
  const compiled = answers.map((_, row) =>
    predict(Object.fromEntries(columns.map(({ name, values }) => [name, values[row]]))),
  )
  assertClose(compiled, answers)
  const { predicted, shares, low, high, set } = await runOnnx(fitted, columns)
  assertClose(predicted, answers)
  const classes = predictClasses(fitted, columns)
  if (shares !== undefined) assertClose(shares, classes?.shares ?? new Float64Array(0), 1e-6)
  const bounds = predictIntervals(fitted, columns)
  if (low !== undefined) assertClose(low, bounds?.low ?? new Float64Array(0), 1e-6)
  if (high !== undefined) assertClose(high, bounds?.high ?? new Float64Array(0), 1e-6)
  if (set !== undefined)
    assertClose(set, Float64Array.from(predictSets(fitted, columns)?.members ?? []))
}

async function runOnnx(fitted: FittedModel, columns: readonly InputColumn[]) {
  const bytes = toOnnx(fitted, { modelName: 'surf', outputName: 'waveHeight' })
  const session = await InferenceSession.create(bytes)
  const feeds = Object.fromEntries(columns.map((column) => [column.name, toTensor(column)]))
  const { waveHeight, ...beside } = await session.run(feeds)
  const rowCount = columns[0]?.values.length ?? 0
  assert.deepEqual(waveHeight?.dims, [rowCount, 1])
  await session.release()
  const others = Object.entries(beside).map(([name, { data }]) => [
    name.replace('waveHeight.', ''),
    Float64Array.from(data as Float32Array),
  ])
  const { shares, low, high, set } = Object.fromEntries(others) as Partial<
    Record<string, Float64Array>
  >
  return { predicted: Float64Array.from(waveHeight.data as Float32Array), shares, low, high, set }
}

function toTensor(column: InputColumn): Tensor {
  const shape = [column.values.length, 1]
  return column.kind === 'number'
    ? new Tensor('float32', Float32Array.from(column.values), shape)
    : new Tensor(
        'string',
        column.values.map((value) => value ?? ''),
        shape,
      )
}

function assertClose(found: Float64Array, wanted: Float64Array, least = 0): void {
  assert.equal(found.length, wanted.length)
  for (const [row, value] of wanted.entries()) {
    const apart = Math.abs((found[row] ?? Number.NaN) - value)
    assert.ok(
      apart <= Math.max(least, tolerance * Math.abs(value)),
      `row ${row}: ${found[row]} instead of ${value}`,
    )
  }
}
