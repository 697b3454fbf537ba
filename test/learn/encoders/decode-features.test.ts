import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  binned,
  chain,
  cyclic,
  decodeFeatures,
  describeTransformations,
  fitModel,
  hashed,
  imputed,
  boostedTrees,
  logged,
  oneHot,
  ordinal,
  pca,
  rangeScaled,
  robustScaled,
  scaled,
  targetMean,
  tfIdf,
  transformationsOf,
  type Encoder,
  type InputColumn,
} from '../../../src/learn/index.ts'
import { encodeColumns } from '../../../src/learn/feature-matrix.ts'

const numbers = (name: string, values: readonly number[]): InputColumn => ({
  name,
  kind: 'number',
  values: Float64Array.from(values),
})
const texts = (name: string, values: readonly (string | undefined)[]): InputColumn => ({
  name,
  kind: 'category',
  values,
})

const hours = [0, 3, 6, 7.5, 12, 15, 18, 23]
const heights = [0.5, 1.25, 2, 3.5, 1, 0.75, 2.5, 4]
const winds = [3, 12, 7, 22, 5, 9, 14, 30]
const gappy = [1, Number.NaN, 3, 4, Number.NaN, 6, 7, 8]
const beaches = ['lahinch', 'easkey', 'lahinch', 'tullan', 'easkey', 'lahinch', 'tullan', 'easkey']

const columns: readonly InputColumn[] = [
  numbers('plain', heights),
  numbers('scaled', heights),
  numbers('range', heights),
  numbers('robust', heights),
  numbers('logged', heights),
  numbers('hour', hours),
  numbers('gappy', gappy),
  numbers('bin', heights),
  numbers('wind', winds),
  numbers('height', heights),
  texts('beach', beaches),
  texts('kind', beaches),
  texts('mean', beaches),
  texts('words', beaches),
  texts('hash', beaches),
]
const encoders: Readonly<Record<string, Encoder>> = {
  scaled: scaled(),
  range: rangeScaled({ from: -1, to: 1 }),
  robust: robustScaled(),
  logged: chain(logged(), scaled()),
  hour: cyclic({ period: 24 }),
  gappy: chain(imputed('median', { indicator: true }), scaled()),
  bin: binned({ bins: 3 }),
  wind: scaled(),
  height: scaled(),
  beach: ordinal(),
  kind: oneHot(),
  mean: targetMean({ folds: 2 }),
  words: tfIdf({ terms: 3 }),
  hash: hashed({ features: 8 }),
}

async function fit() {
  return fitModel({
    columns,
    encoders,
    combine: { weather: pca({ of: ['wind', 'height'], components: 2 }) },
    target: Float64Array.from(heights),
    learner: boostedTrees({ trees: 2, maxLeaves: 2 }),
    labelScale: scaled(),
    seed: 'decode',
  })
}

test('features lead back to the values of their columns, but for encoders that forget them', async () => {
  const fitted = await fit()
  const { features } = encodeColumns(fitted, columns)
  for (const [row] of hours.entries()) {
    const decoded = decodeFeatures(
      transformationsOf(fitted),
      features.map(({ values }) => values[row] ?? Number.NaN),
    )
    const rounded = Object.fromEntries(
      Object.entries(decoded).map(([name, value]) => [
        name,
        typeof value === 'number' ? Number(value.toFixed(4)) : value,
      ]),
    )
    assert.deepEqual(rounded, {
      plain: heights[row],
      scaled: heights[row],
      range: heights[row],
      robust: heights[row],
      logged: heights[row],
      hour: hours[row],
      gappy: Number.isNaN(gappy[row]) ? undefined : gappy[row],
      wind: winds[row],
      height: heights[row],
      beach: beaches[row],
      kind: beaches[row],
    })
  }
})

test('what was learned of each column is told in words, with whether a way leads back', async () => {
  const told = describeTransformations(transformationsOf(await fit()))
  const ways = Object.fromEntries(told.map(({ of, isInvertible }) => [of, isInvertible]))
  assert.deepEqual(ways, {
    ...Object.fromEntries(columns.map(({ name }) => [name, true])),
    bin: false,
    mean: false,
    words: false,
    hash: false,
    'wind, height': true,
    'the label': true,
  })
  assert.deepEqual(
    told.filter(({ of }) => ['plain', 'hour', 'gappy', 'kind', 'wind, height'].includes(of)),
    [
      { of: 'plain', by: 'number', learned: '', isInvertible: true },
      { of: 'hour', by: 'cyclic', learned: 'period 24', isInvertible: true },
      {
        of: 'gappy',
        by: 'imputed, scaled',
        learned: 'missing is 5; mean 4.875, deviation 2.088',
        isInvertible: true,
      },
      { of: 'kind', by: 'oneHot', learned: '3 categories', isInvertible: true },
      {
        of: 'wind, height',
        by: 'pca',
        learned: '2 components with 100 % of what varies',
        isInvertible: true,
      },
    ],
  )
})
