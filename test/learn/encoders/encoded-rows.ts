import { seededRandom } from '../../../src/base/index.ts'
import {
  asCategory,
  binned,
  chain,
  cyclic,
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

/** Encoders whose ways to an answer are held to each other, by what they read. */
export const encoders: Readonly<Record<'number' | 'category', Readonly<Record<string, Encoder>>>> =
  {
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
      'as a category': asCategory(),
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

/** One column with a tenth missing, and a second, so that the model always has something to learn. */
export function rowsOf(
  kind: string,
  rowCount: number,
  seed: string,
  categories: readonly string[],
) {
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
