import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../src/base/index.ts'
import {
  boostedTrees,
  fitModel,
  meanBaseline,
  medianBaseline,
  predictColumns,
  rootMeanSquaredError,
  type InputColumn,
  type Learner,
} from '../../src/learn/index.ts'

const x: InputColumn = { name: 'x', kind: 'number', values: Float64Array.of(1, 2, 3, 4) }
const target = Float64Array.of(1, 2, 3, 10)

test('baselines answer the mean and the median, by weight', async () => {
  const weights = Float64Array.of(1, 1, 1, 5)
  const answer = async (learner: Learner, weigh: boolean) => {
    const data = { columns: [x], target, ...(weigh ? { weights } : {}) }
    return (await fitModel({ learner, seed: 1, ...data })).learner
  }
  assert.deepEqual(await answer(meanBaseline(), false), { kind: 'constant', value: 4 })
  assert.deepEqual(await answer(meanBaseline(), true), { kind: 'constant', value: 7 })
  assert.deepEqual(await answer(medianBaseline(), false), { kind: 'constant', value: 2.5 })
  assert.deepEqual(await answer(medianBaseline(), true), { kind: 'constant', value: 10 })
})

test('on curves and products, trees leave the mean and a straight line far behind', async () => {
  const train = curves(2000, 'train')
  const asked = curves(1000, 'test')
  const held = async (learner: Learner) =>
    rootMeanSquaredError(
      asked.target,
      predictColumns(await fitModel({ learner, ...train, seed: 1 }), asked.columns),
    )
  const trees = await held(boostedTrees())
  const mean = await held(meanBaseline())
  const line = rootMeanSquaredError(asked.target, fitLine(train, asked.columns))
  assert.ok(trees < 0.4 * line, `trees ${trees}, line ${line}`)
  assert.ok(trees < 0.4 * mean, `trees ${trees}, mean ${mean}`)
})

test('data that can not be learned from is refused, saying which', async () => {
  const fit = (options: Partial<Parameters<typeof fitModel>[0]>) =>
    fitModel({ learner: meanBaseline(), columns: [x], target, seed: 1, ...options })
  await assert.rejects(fit({ columns: [] }), { code: 'learn.noData' })
  await assert.rejects(fit({ columns: [x, x] }), { code: 'learn.sameColumnTwice' })
  await assert.rejects(fit({ target: Float64Array.of(1) }), { code: 'learn.unequalLengths' })
  await assert.rejects(fit({ target: Float64Array.of(1, 2, Number.NaN, 4) }), {
    code: 'learn.wrongNumber',
    message: 'The target holds NaN in row 2; it must be a finite number.',
  })
  await assert.rejects(fit({ weights: Float64Array.of(1, 1, -1, 1) }), {
    code: 'learn.wrongNumber',
  })
  const infinite: InputColumn = { ...x, kind: 'number', values: Float64Array.of(1, 2, 1e39, 3) }
  await assert.rejects(fit({ columns: [infinite] }), { code: 'learn.wrongNumber' })
  await assert.rejects(fit({ encoders: { y: { kind: 'scaled' } } }), {
    code: 'learn.unknownColumn',
  })
})

test('a column that the model reads must be there when it predicts', async () => {
  const fitted = await fitModel({ learner: meanBaseline(), columns: [x], target, seed: 1 })
  assert.throws(() => predictColumns(fitted, [{ ...x, name: 'xx' }]), {
    code: 'learn.missingColumn',
    hint: 'Did you mean "xx"?',
  })
})

function curves(rowCount: number, seed: string) {
  const random = seededRandom(seed)
  const make = () => Float64Array.from({ length: rowCount }, () => 4 * random.next() - 2)
  const [a, b, c] = [make(), make(), make()]
  const columns: InputColumn[] = [
    { name: 'a', kind: 'number', values: a },
    { name: 'b', kind: 'number', values: b },
    { name: 'c', kind: 'number', values: c },
  ]
  const curve = (_: number, row: number) =>
    2 * Math.sin(3 * (a[row] ?? 0)) + (b[row] ?? 0) * (c[row] ?? 0) + 0.1 * random.normal()
  return { columns, target: a.map(curve) }
}

/** Least squares by gradient descent: the columns are alike and independent, so few steps do. */
function fitLine(train: ReturnType<typeof curves>, asked: readonly InputColumn[]): Float64Array {
  const { columns, target: truth } = train
  const slopes = columns.map(() => 0)
  const answer = (own: readonly InputColumn[], row: number) =>
    own.reduce((sum, { values }, index) => sum + (slopes[index] ?? 0) * Number(values[row]), 0)
  for (let step = 0; step < 50; step += 1) {
    const errors = truth.map((value, row) => answer(columns, row) - value)
    for (const [index, { values }] of columns.entries()) {
      const slope = errors.reduce((sum, error, row) => sum + error * Number(values[row]), 0)
      slopes[index] = (slopes[index] ?? 0) - (0.3 * slope) / truth.length
    }
  }
  return Float64Array.from({ length: asked[0]?.values.length ?? 0 }, (_, row) => answer(asked, row))
}
