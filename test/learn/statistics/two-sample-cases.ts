import {
  andersonDarling,
  cramerVonMises,
  energyDistance,
  eppsSingleton,
  fisherExact,
  gTest,
  gTestFit,
  hellinger,
  mannWhitney,
  maximumMeanDiscrepancy,
  mersenneTwister,
  momentsOf,
  proportionsTest,
  studentTest,
  totalVariation,
  welchTail,
} from '../../../src/learn/index.ts'
import { draw } from './draw.ts'
import type { StatisticsCase } from './statistics-case.ts'

const pairs = [
  { name: 'six against seven', counts: [6, 7], mean: 0.5 },
  { name: 'eight against five', counts: [8, 5] },
  { name: 'twenty against twenty, with ties', counts: [20, 20], mean: 0.3, decimals: 1 },
  { name: 'thirteen against nineteen', counts: [13, 19], mean: 1 },
  { name: 'eight against sixty', counts: [8, 60], mean: 0.4 },
  { name: 'a hundred against eighty', counts: [100, 80], mean: 0.2 },
  { name: 'hundreds with many ties', counts: [400, 250], mean: 0.2, decimals: 0 },
  { name: 'hundreds, wider', counts: [500, 400], deviation: 1.4 },
  { name: 'thousands', counts: [3000, 2000], mean: 0.05 },
  { name: 'thousands apart', counts: [1500, 1500], mean: 0.12 },
] as const

function pairCase(pair: (typeof pairs)[number]): StatisticsCase[] {
  const { name, counts, ...other } = pair
  const reference = draw(`${name}: reference`, counts[0], 'decimals' in pair ? pair : {})
  const current = draw(`${name}: current`, counts[1], other)
  const cramer = cramerVonMises(reference, current)
  const anderson = andersonDarling(reference, current)
  const mann = mannWhitney(reference, current)
  const student = studentTest(reference, current)
  const epps = eppsSingleton(reference, current)
  const input = { reference: [...reference], current: [...current] }
  const tests: StatisticsCase = {
    name: `two samples: ${name}`,
    ask: 'two_samples',
    input,
    ours: {
      cramerVonMises: cramer.statistic,
      cramerVonMisesP: cramer.pValue,
      andersonDarling: anderson.statistic,
      andersonDarlingP: anderson.pValue,
      mannWhitney: mann.statistic,
      mannWhitneyP: mann.pValue,
      mannWhitneyLessP: mannWhitney(reference, current, 'less').pValue,
      student: student.statistic,
      studentP: student.pValue,
      eppsSingleton: epps?.statistic ?? Number.NaN,
      eppsSingletonP: epps?.pValue ?? Number.NaN,
      energy: energyDistance(reference, current),
      welchOneSided: welchTail(momentsOf(reference), momentsOf(current)),
    },
  }
  if (reference.length > 500) return [tests]
  const { statistic } = maximumMeanDiscrepancy(reference, current, { permutations: 1 })
  return [tests, { name: `discrepancy: ${name}`, ask: 'discrepancy', input, ours: { statistic } }]
}

const tables = [
  { reference: [3, 1], current: [1, 3] },
  { reference: [63, 37], current: [31, 49] },
  { reference: [8, 2], current: [1, 500] },
  { reference: [900, 100], current: [8000, 1400] },
  { reference: [10, 20, 30, 40], current: [12, 18, 33, 37] },
  { reference: [1000, 2000, 50], current: [100, 400, 30] },
  { reference: [5, 0, 8, 1], current: [0, 4, 7, 2] },
] as const

function tableCase({ reference, current }: (typeof tables)[number]): StatisticsCase {
  const [n, m] = [sum(reference), sum(current)]
  const [r, c] = [
    Float64Array.from(reference, (count) => count / n),
    Float64Array.from(current, (count) => count / m),
  ]
  const expected = r.map((share) => share * m)
  const g = gTest(reference, current)
  const isWhole = reference.every((count) => count > 0)
  return {
    name: `counts: ${reference.join(' ')} against ${current.join(' ')}`,
    ask: 'counts_of_two',
    input: { reference, current },
    ours: {
      gTest: g.statistic,
      gTestP: g.pValue,
      totalVariation: totalVariation(r, c),
      hellinger: hellinger(r, c),
      ...(isWhole ? { gFit: gTestFit(current, expected).pValue } : {}),
      ...(reference.length === 2
        ? yesNoTests([reference[0], n - reference[0]], [current[0], m - current[0]])
        : {}),
    },
  }
}

function yesNoTests(reference: readonly [number, number], current: readonly [number, number]) {
  return {
    fisher: fisherExact(reference, current).pValue,
    proportions: proportionsTest(
      { count: reference[0], of: sum(reference) },
      { count: current[0], of: sum(current) },
    ).pValue,
  }
}

function twisterCase(): StatisticsCase {
  const stream = mersenneTwister(42)
  return {
    name: 'the stream of NumPy',
    ask: 'twister',
    input: { seed: 42, count: 700 },
    ours: {
      order: [...stream.permutation(700)],
      next: [stream.next(), stream.next(), stream.next()],
    },
  }
}

/** Tests and distances of two samples, and of two rows of counts. */
export function twoSampleCases(): readonly StatisticsCase[] {
  return [...pairs.flatMap(pairCase), ...tables.map(tableCase), twisterCase()]
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
