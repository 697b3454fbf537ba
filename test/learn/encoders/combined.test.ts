import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  boostedTrees,
  chain,
  featureImportance,
  fitModel,
  imputed,
  logged,
  medianBaseline,
  oneHot,
  pca,
  predictColumns,
  rangeScaled,
  robustScaled,
  scaled,
  type LabelScale,
} from '../../../src/learn/index.ts'
import { assertParity } from '../assert-parity.ts'
import { syntheticSurf } from '../synthetic-surf.ts'

const known = ['lahinch', 'tullan', 'strandhill']
const training = syntheticSurf(3000, 'training', known)
const asked = syntheticSurf(5000, 'asked', [...known, 'a beach never seen'])
const learner = boostedTrees({ trees: 30 })
const encoders = {
  height: chain(imputed('mean'), scaled()),
  period: scaled(),
  direction: chain(imputed('median', { indicator: true }), scaled()),
  beach: oneHot(),
}

for (const keep of [false, true]) {
  test(`components ${keep ? 'beside' : 'in place of'} their columns are alike in all three ways`, async () => {
    const combine = { weather: pca({ of: ['height', 'period', 'direction'], components: 2, keep }) }
    const fitted = await fitModel({ learner, encoders, combine, ...training, seed: 1 })
    await assertParity(fitted, asked.columns)
    const names = featureImportance(fitted).map(({ name }) => name)
    const columns = keep ? ['height', 'period', 'direction'] : []
    assert.deepEqual(names.toSorted(), ['weather', 'beach', ...columns].toSorted())
  })
}

test('a row in which a column is missing has no components', async () => {
  const combine = { all: pca({ of: ['height', 'period'], components: 2 }) }
  const fitted = await fitModel({ learner, combine, ...training, seed: 1 })
  await assertParity(fitted, asked.columns)
})

test('components that there can not be are refused', async () => {
  const fit = (combine: Parameters<typeof fitModel>[0]['combine']) =>
    fitModel({ learner, ...(combine && { combine }), ...training, seed: 1 })
  await assert.rejects(fit({ p: pca({ of: ['height', 'sea'], components: 1 }) }), {
    code: 'learn.unknownColumn',
  })
  await assert.rejects(fit({ p: pca({ of: ['height'], components: 2 }) }), {
    code: 'learn.wrongSetting',
  })
  assert.throws(() => pca({ of: [], components: 1 }), { code: 'learn.wrongSetting' })
})

const scales: readonly LabelScale[] = [scaled(), rangeScaled(), robustScaled(), logged()]
for (const labelScale of scales) {
  test(`a label ${labelScale.kind} for learning comes out in its own unit, in all three ways`, async () => {
    const target = training.target.map((value) => 1000 + 500 * Math.max(0, value))
    const { columns } = training
    const fitted = await fitModel({ learner, encoders, columns, target, labelScale, seed: 1 })
    await assertParity(fitted, asked.columns)
    const plain = await fitModel({ learner, encoders, columns, target, seed: 1 })
    const [own, other] = [fitted, plain].map((each) => predictColumns(each, asked.columns))
    const mean = (values: Float64Array = new Float64Array()) =>
      values.reduce((sum, value) => sum + value, 0) / values.length
    assert.ok(Math.abs(mean(own) / mean(other) - 1) < 0.1, `${mean(own)} and ${mean(other)}`)
    const constant = await fitModel({
      learner: medianBaseline(),
      columns,
      target,
      labelScale,
      seed: 1,
    })
    await assertParity(constant, asked.columns)
  })
}

test('a label without a logarithm, and a yes or no, are not scaled', async () => {
  const { columns } = training
  const fit = (target: Float64Array, of: typeof learner) =>
    fitModel({ learner: of, columns, target, labelScale: logged(), seed: 1 })
  const low = training.target.map((_, row) => (row === 7 ? -1 : 1))
  await assert.rejects(fit(low, learner), {
    code: 'learn.wrongNumber',
    message: 'The target holds -1 in row 7; it must be above −1 to be logged.',
  })
  const yes = training.target.map((_, row) => row % 2)
  await assert.rejects(fit(yes, boostedTrees({ loss: 'logistic' })), { code: 'learn.wrongSetting' })
})
