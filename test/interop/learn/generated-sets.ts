import { seededRandom } from '../../../src/base/index.ts'
import type { BoostedTrees, InputColumn } from '../../../src/learn/index.ts'

interface GeneratedSet {
  readonly name: string
  readonly settings: Partial<Omit<BoostedTrees, 'kind'>>
  readonly train: Rows
  readonly asked: Rows
}

interface Rows {
  readonly columns: readonly InputColumn[]
  readonly target: Float64Array
}

/** Sets to learn, each with settings that scikit-learn has too. */
export const generatedSets: readonly GeneratedSet[] = [
  // Friedman's first function (1991), with five columns of noise.
  generate('friedman', 10, {}, {}, (x) => {
    const [a = 0, b = 0, c = 0, d = 0, e = 0] = x
    return 10 * Math.sin(Math.PI * a * b) + 20 * (c - 0.5) ** 2 + 10 * d + 5 * e
  }),
  generate('steps and missing values', 6, { missing: 0.2 }, { maxLeaves: 15, l2: 1 }, (x) => {
    const [a = 0, b = 0, c = NaN] = x
    const known = Number.isNaN(b) ? 2 : Math.floor(5 * b)
    return (a > 0.3 ? 4 : 0) + known + (Number.isNaN(c) ? 3 : c)
  }),
  generate(
    'few different values',
    5,
    { places: 12 },
    { learningRate: 0.05, trees: 200, minLeafRows: 5 },
    ([a = 0, b = 0, c = 0]) => 6 * a * b * c + Math.cos(7 * a),
  ),
  generate(
    'few bins',
    8,
    {},
    { maxBins: 32, maxLeaves: 63 },
    ([a = 0, b = 0, c = 0]) => Math.exp(2 * a) * Math.sin(6 * b) + 3 * c,
  ),
  generate(
    'absolute loss',
    6,
    {},
    { loss: 'absolute' },
    ([a = 0, b = 0, c = 0]) => 8 * a * b + Math.sin(9 * c),
  ),
]

function generate(
  name: string,
  columnCount: number,
  traits: { readonly missing?: number; readonly places?: number },
  settings: GeneratedSet['settings'],
  truth: (row: readonly number[]) => number,
): GeneratedSet {
  const random = seededRandom(name)
  const value = () => {
    if (random.next() < (traits.missing ?? 0)) return NaN
    return traits.places === undefined ? random.next() : random.below(traits.places) / traits.places
  }
  const rows = (rowCount: number): Rows => {
    const drawn = Array.from({ length: rowCount }, () => Array.from({ length: columnCount }, value))
    const columns = Array.from({ length: columnCount }, (_, index): InputColumn => {
      const values = Float64Array.from(drawn, (row) => row[index] ?? NaN)
      return { name: `x${index}`, kind: 'number', values }
    })
    return { columns, target: Float64Array.from(drawn, (row) => truth(row) + random.normal()) }
  }
  return { name, settings, train: rows(8000), asked: rows(4000) }
}
