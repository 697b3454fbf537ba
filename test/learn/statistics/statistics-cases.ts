import {
  binCategories,
  binNumbers,
  chiSquareFit,
  chiSquareTwoSample,
  correctPValues,
  fillEmptyShares,
  gammaTail,
  jensenShannon,
  kolmogorovLimitTail,
  kolmogorovSmirnov,
  kolmogorovTail,
  kullbackLeibler,
  logGamma,
  meanShift,
  normalCdf,
  populationStability,
  smirnovTail,
  wasserstein,
  wassersteinNormed,
} from '../../../src/learn/index.ts'
import { draw } from './draw.ts'
import { twoSampleCases } from './two-sample-cases.ts'
import type { StatisticsCase } from './statistics-case.ts'

const pairs: readonly {
  readonly name: string
  readonly counts: readonly [number, number]
  readonly mean?: number
  readonly deviation?: number
  readonly decimals?: number
}[] = [
  { name: 'one value against seven', counts: [1, 7] },
  { name: 'equal small sizes', counts: [5, 5], mean: 1 },
  { name: 'equal sizes', counts: [120, 120], mean: 0.2 },
  { name: 'equal sizes, far apart', counts: [300, 300], mean: 3 },
  { name: 'unequal sizes', counts: [100, 130], mean: 0.3 },
  { name: 'sizes without a common divisor, far apart', counts: [97, 89], mean: 2.5 },
  { name: 'many ties', counts: [400, 250], mean: 0.4, decimals: 0 },
  { name: 'few values', counts: [60, 45], mean: 0.2, decimals: 1 },
  { name: 'thousands, nearly alike', counts: [3000, 2999] },
  { name: 'thousands, slightly apart', counts: [4000, 2500], mean: 0.1 },
  { name: 'thousands, wider', counts: [5000, 5000], deviation: 1.2 },
  { name: 'above ten thousand, alike', counts: [12_000, 11_000] },
  { name: 'above ten thousand, apart', counts: [30_000, 12_000], mean: 0.05 },
  { name: 'above ten thousand, far apart', counts: [10_001, 10_001], mean: 0.3 },
  { name: 'very many against fifteen', counts: [20_000, 15], mean: 0.5 },
  { name: 'very many against two hundred', counts: [20_000, 200], mean: 0.1 },
  { name: 'very many against one', counts: [15_000, 1] },
]

const sampleCases = pairs.flatMap(({ name, counts, ...other }): StatisticsCase[] => {
  const { decimals } = other
  const rounded = decimals === undefined ? {} : { decimals }
  const reference = draw(`${name}: reference`, counts[0], rounded)
  const current = draw(`${name}: current`, counts[1], other)
  const input = { reference: [...reference], current: [...current] }
  const shares = binNumbers(reference, current)
  const filled = [fillEmptyShares(shares.reference), fillEmptyShares(shares.current)] as const
  const ks = kolmogorovSmirnov(reference, current)
  return [
    {
      name: `ks: ${name}`,
      ask: 'ks',
      input,
      ours: { statistic: ks.statistic, pValue: ks.pValue },
    },
    {
      name: `distances: ${name}`,
      ask: 'distances',
      input,
      ours: {
        wasserstein: wasserstein(reference, current),
        wassersteinNormed: wassersteinNormed(reference, current),
        ...(reference.length < 2 ? {} : { meanShift: meanShift(reference, current) }),
        kullbackLeibler: kullbackLeibler(...filled),
        populationStability: populationStability(...filled),
        jensenShannon: jensenShannon(shares.reference, shares.current),
      },
    },
  ]
})

const categories = {
  reference: 'aaaaabbbbbbbccccccccccddd'.split(''),
  current: 'aaaabbbcccccccccccceee'.split(''),
}

const tables = [
  { reference: [63, 37], current: [31, 49] },
  { reference: [10, 20, 30, 40], current: [12, 18, 33, 37] },
  { reference: [1000, 2000, 50], current: [100, 400, 30] },
  { reference: [5, 0, 8, 1], current: [0, 4, 7, 2] },
  { reference: [90_000, 10_000], current: [8000, 2000] },
] as const

function countCases(): StatisticsCase[] {
  return tables.flatMap(({ reference, current }): StatisticsCase[] => {
    const name = `${reference.join(' ')} against ${current.join(' ')}`
    const asked = { reference, current }
    const two = chiSquareTwoSample(reference, current)
    const expected = current.map((count) => count + 1)
    const scale = sum(reference) / sum(expected)
    const scaled = expected.map((count) => count * scale)
    const fit = chiSquareFit(reference, scaled)
    return [
      {
        name: `chi-square: ${name}`,
        ask: 'contingency',
        input: asked,
        ours: { statistic: two.statistic, degrees: two.degreesOfFreedom, pValue: two.pValue },
      },
      {
        name: `chi-square fit: ${name}`,
        ask: 'fit',
        input: { observed: reference, expected: scaled },
        ours: { statistic: fit.statistic, pValue: fit.pValue },
      },
    ]
  })
}

function categoryCase(): StatisticsCase {
  const shares = binCategories(categories.reference, categories.current)
  const filled = [fillEmptyShares(shares.reference), fillEmptyShares(shares.current)] as const
  return {
    name: 'distances of categories',
    ask: 'categories',
    input: categories,
    ours: {
      kullbackLeibler: kullbackLeibler(...filled),
      populationStability: populationStability(...filled),
      jensenShannon: jensenShannon(shares.reference, shares.current),
    },
  }
}

const pValues = [0.04, 0.001, 0.5, 1e-14, 0.02, 0.02, 0.999, 1, 3e-5]

function correctionCase(): StatisticsCase {
  return {
    name: 'corrections',
    ask: 'corrections',
    input: { pValues },
    ours: {
      sidak: correctPValues(pValues, 'sidak'),
      benjaminiHochberg: correctPValues(pValues, 'benjaminiHochberg'),
    },
  }
}

/** A function of numbers on a grid. */
function gridCase(
  ask: string,
  grid: readonly (readonly number[])[],
  own: (...arguments_: number[]) => number,
): StatisticsCase {
  const values = grid.map((point) => own(...point))
  return { name: ask, ask, input: { grid }, ours: { values } }
}

function cross(first: readonly number[], second: (value: number) => readonly number[]) {
  return first.flatMap((value) => second(value).map((other) => [value, other] as const))
}

const shapes = [0.5, 1, 1.5, 2.5, 5, 10, 50, 100.5, 1000, 1e5]
const ratios = [1e-4, 0.01, 0.5, 0.9, 1, 1.01, 1.1, 1.5, 2, 5, 20]
const gammaGrid = cross(shapes, (a) => ratios.map((ratio) => a * ratio)).filter(
  ([a, x]) => a < 1000 || x < 1.5 * a,
)
const sizes = [1, 2, 5, 10, 50, 139, 140, 141, 500, 1000, 20_000, 100_001, 2e6]
const spreads = [0.2, 0.3, 0.5, 0.7, 0.86, 0.9, 1.2, 1.48, 1.5, 1.9, 2.1, 3, 5, 10]
const tailGrid = cross(sizes, (n) => spreads.map((z) => z / Math.sqrt(n)))

/** Every case; computing ours takes about a second. */
export function statisticsCases(): readonly StatisticsCase[] {
  return [
    ...sampleCases,
    ...countCases(),
    categoryCase(),
    correctionCase(),
    ...twoSampleCases(),
    gridCase('gammaTail', gammaGrid, gammaTail),
    gridCase('logGamma', [[0.01], [0.5], [1.5], [3], [14.9], [15.1], [170], [1e6]], logGamma),
    gridCase(
      'normalCdf',
      [-37, -20, -8, -3, -1, -1e-3, 0, 0.5, 2, 6].map((z) => [z]),
      normalCdf,
    ),
    gridCase('kolmogorovTail', tailGrid, (n, x) => kolmogorovTail(x, n)),
    gridCase(
      'kolmogorovLimitTail',
      spreads.map((z) => [z]),
      kolmogorovLimitTail,
    ),
    gridCase(
      'smirnovTail',
      tailGrid.filter(([n, x]) => n > 1 && x < 1),
      smirnovTail,
    ),
  ]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
