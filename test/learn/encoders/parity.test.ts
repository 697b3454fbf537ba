import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  binned,
  boostedTrees,
  chain,
  cyclic,
  fitModel,
  hashed,
  imputed,
  logged,
  oneHot,
  ordinal,
  rangeScaled,
  robustScaled,
  scaled,
  targetMean,
  tfIdf,
  type Encoder,
  type InputColumn,
} from '../../../src/learn/index.ts'
import { assertParity } from '../assert-parity.ts'

const encoders: Readonly<Record<'number' | 'category', Readonly<Record<string, Encoder>>>> = {
  number: {
    scaled: scaled(),
    'range scaled': rangeScaled({ from: -1, to: 1 }),
    'robust scaled': robustScaled(),
    logged: logged(),
    cyclic: cyclic({ period: 24 }),
    'bins of quantiles': binned({ bins: 7 }),
    'bins of equal width, one feature each': binned({ bins: 7, by: 'width', oneHot: true }),
    'one bin': binned({ bins: 2, edges: [1e9] }),
    imputed: imputed('median', { indicator: true }),
    'imputed, logged, then scaled': chain(imputed('mean'), logged(), scaled()),
    'imputed, then cyclic': chain(
      imputed({ constant: 3 }, { indicator: true }),
      cyclic({ period: 7 }),
    ),
  },
  category: {
    ordinal: ordinal({ order: ['c', 'a', 'b'] }),
    'one hot': oneHot(),
    'one hot with others': oneHot({ most: 3 }),
    hashed: hashed({ features: 16 }),
    'words by their rarity': tfIdf({ terms: 3 }),
    'target mean': targetMean(),
    'target mean, scaled': chain(targetMean({ smooth: 10 }), scaled()),
    'filled, one hot': chain(imputed('mostFrequent', { indicator: true }), oneHot()),
    'filled with what is none of them': chain(imputed({ constant: 'none' }), targetMean()),
  },
}

for (const [kind, own] of Object.entries(encoders)) {
  for (const [name, encoder] of Object.entries(own)) {
    test(`${kind} ${name}: 5000 rows, missing and unseen ones too, are alike in all three ways`, async () => {
      const train = rowsOf(kind, 3000, 'train', ['a', 'b', 'c', 'd', 'e'])
      const asked = rowsOf(kind, 5000, 'asked', ['a', 'b', 'e', 'never seen', 'nie gesehen 🌊'])
      const fitted = await fitModel({
        learner: boostedTrees({ trees: 20, minLeafRows: 5 }),
        encoders: { x: encoder },
        ...train,
        seed: 1,
      })
      await assertParity(fitted, asked.columns)
    })
  }
}

test('words of any letters, none and many, are weighed alike in all three ways', async () => {
  const words = [
    'Big',
    'wave',
    'WAVES',
    'höhe',
    'HÖHE',
    'Ünïcödé',
    'волна',
    'ВОЛНА',
    '波浪',
    'x',
    'a1_',
  ]
  const textsOf = (rowCount: number, seed: string) => {
    const random = seededRandom(seed)
    const text = () =>
      Array.from({ length: random.below(6) }, () => random.pick(words)).join(
        random.pick([' ', ', ', '-']),
      )
    return Array.from({ length: rowCount }, text)
  }
  const columns = (values: readonly string[]): readonly InputColumn[] => [
    { name: 'x', kind: 'category', values },
  ]
  const train = textsOf(2000, 'train')
  const learner = boostedTrees({ trees: 20, minLeafRows: 5 })
  const target = Float64Array.from(train, (text) => text.length)
  const encoders = { x: tfIdf() }
  const fitted = await fitModel({ learner, encoders, columns: columns(train), target, seed: 1 })
  await assertParity(fitted, columns(textsOf(3000, 'asked')))
  await assertParity(fitted, columns(['', '']))
})

/** One column with a tenth missing, and a second, so that the model always has something to learn. */
function rowsOf(kind: string, rowCount: number, seed: string, categories: readonly string[]) {
  const random = seededRandom(seed)
  const raw = Float64Array.from({ length: rowCount }, () =>
    random.next() < 0.1 ? Number.NaN : Math.exp(2 * random.normal()),
  )
  const picked = Array.from(raw, () => (random.next() < 0.1 ? undefined : random.pick(categories)))
  const other = raw.map(() => random.next())
  const x: InputColumn =
    kind === 'number'
      ? { name: 'x', kind: 'number', values: raw }
      : { name: 'x', kind: 'category', values: picked }
  const target = raw.map((value, row) =>
    kind === 'number'
      ? Math.sin(value) + (other[row] ?? 0) + (Number.isNaN(value) ? 3 : 0)
      : (picked[row]?.codePointAt(0) ?? 90) + (other[row] ?? 0),
  )
  const columns: readonly InputColumn[] = [x, { name: 'other', kind: 'number', values: other }]
  return { columns, target: target.map((value) => (Number.isNaN(value) ? 1 : value)) }
}
