import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  binned,
  boostedTrees,
  chain,
  fitModel,
  hashed,
  imputed,
  logged,
  pca,
  predictColumns,
  scaled,
  tfIdf,
  toOnnx,
  type CategoryColumn,
} from '../../../src/learn/index.ts'
import { assertAnswers } from '../../learn/encoders/assert-answers.ts'
import { encoderCases } from '../../learn/encoders/encoder-cases.ts'
import { syntheticSurf } from '../../learn/synthetic-surf.ts'
import { askScikitLearn } from './ask-scikit-learn.ts'
import { runPython } from './run-python.ts'

test('encoders agree with scikit-learn to 1e-9', async () => {
  const cases = encoderCases()
  const answers = await askScikitLearn(cases)
  for (const own of cases) assertAnswers(own, answers)
})

test('a graph with words, hashes and components passes ONNX’s full check and answers alike', async () => {
  const rows = (seed: string) => {
    const { columns, target } = syntheticSurf(2000, seed, ['lahinch', 'tullan'])
    const note: CategoryColumn = {
      name: 'note',
      kind: 'category',
      values: Array.from(target, (_, row) =>
        row % 9 === 0 ? undefined : `Big wave, Höhe ${row % 5}`,
      ),
    }
    return { columns: [...columns, note], target: target.map(Math.abs) }
  }
  const train = rows('training')
  const asked = rows('asked')
  const fitted = await fitModel({
    learner: boostedTrees({ trees: 30 }),
    encoders: {
      height: chain(imputed('median', { indicator: true }), scaled()),
      direction: binned({ bins: 6, oneHot: true }),
      beach: hashed({ features: 4 }),
      note: tfIdf(),
    },
    combine: { sea: pca({ of: ['height', 'period'], components: 2 }) },
    labelScale: logged(),
    ...train,
    seed: 1,
  })
  const { predictions } = (await runPython('onnx_model.py', {
    'model.onnx': toOnnx(fitted, { modelName: 'surf', outputName: 'waveHeight' }),
    'columns.json': JSON.stringify(
      Object.fromEntries(
        asked.columns.map(({ name, kind, values }) => [
          name,
          { kind, values: Array.from<unknown, unknown>(values, (value) => value ?? '') },
        ]),
      ),
    ),
  })) as { readonly predictions: readonly number[] }
  for (const [row, value] of predictColumns(fitted, asked.columns).entries()) {
    const apart = Math.abs((predictions[row] ?? Number.NaN) - value)
    assert.ok(
      apart <= 1e-6 * Math.abs(value),
      `row ${row}: ${predictions[row]} instead of ${value}`,
    )
  }
})
