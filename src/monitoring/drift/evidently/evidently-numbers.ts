import {
  andersonDarling,
  binDistinctNumbers,
  binNumbers,
  cramerVonMises,
  energyDistance,
  eppsSingleton,
  fillEmptyShares,
  hellinger,
  jensenShannon,
  kolmogorovSmirnov,
  kullbackLeibler,
  mannWhitney,
  maximumMeanDiscrepancy,
  populationStability,
  studentTest,
  wassersteinNormed,
} from '../../../learn/index.ts'
import type { DriftTest } from '../drift-test.ts'

/** Finite numbers of both sides. */
export interface NumberPair {
  readonly reference: Float64Array
  readonly current: Float64Array
  /** Both are columns of whole numbers, of which none is missing: their bins are then wider. */
  readonly whole: boolean
}

const permutations = 100
/** Of each side; its time and memory grow with the square. */
const mostRows = 2000

/** The score that Evidently gives to numbers; undefined for tests that count categories. */
export function scoreNumbers(test: DriftTest, pair: NumberPair): number | undefined {
  const { reference, current, whole } = pair
  switch (test) {
    case 'kolmogorovSmirnov':
      return kolmogorovSmirnov(reference, current).pValue
    case 'cramerVonMises':
      return cramerVonMises(reference, current).pValue
    case 'andersonDarling':
      return andersonDarling(reference, current).pValue
    case 'mannWhitney':
      // One-sided, as Evidently asks: that values fall goes unnoticed.
      return mannWhitney(reference, current, 'less').pValue
    case 'studentT':
      return studentTest(reference, current).pValue
    case 'eppsSingleton':
      return eppsSingleton(reference, current)?.pValue
    case 'maximumMeanDiscrepancy':
      return discrepancyChance(reference, current)
    case 'wasserstein':
      return wassersteinNormed(reference, current)
    case 'energy':
      return energyDistance(reference, current)
    case 'hellinger': {
      const bins = binDistinctNumbers(reference, current, { whole })
      return hellinger(bins.reference, bins.current)
    }
    case 'jensenShannon':
    case 'populationStability':
    case 'kullbackLeibler':
      return divergence(test, pair)
    default:
      return undefined
  }
}

function divergence(
  test: 'jensenShannon' | 'populationStability' | 'kullbackLeibler',
  { reference, current, whole }: NumberPair,
): number {
  const bins = binNumbers(reference, current, { whole })
  if (test === 'jensenShannon') return jensenShannon(bins.reference, bins.current)
  const [r, c] = [fillEmptyShares(bins.reference), fillEmptyShares(bins.current)]
  return test === 'populationStability' ? populationStability(r, c) : kullbackLeibler(r, c)
}

/** The share of partings alone, without the sample itself; Evidently draws them without a seed. */
function discrepancyChance(reference: Float64Array, current: Float64Array): number {
  const options = { most: mostRows, permutations }
  const { pValue } = maximumMeanDiscrepancy(reference, current, options)
  return Math.round(pValue * (permutations + 1) - 1) / permutations
}
