import type { Metric } from '../../../src/learn/index.ts'
import { builtInSets } from './built-in-sets.ts'
import { generatedSets, type GeneratedSet } from './generated-sets.ts'

/** Classes −1, 0 and 1: far below the middle, near it, far above. */
export function toClasses(target: Float64Array, middle: number): Float64Array {
  return target.map((value) => Math.max(-1, Math.min(1, Math.round((value - middle) / 1.5))))
}

/** The sets in which there are three classes. */
export async function setsOfClasses(): Promise<readonly GeneratedSet[]> {
  const builtIn = await builtInSets()
  return [...generatedSets, ...builtIn.filter(({ name }) => name !== 'breast cancer')]
}

/** Nothing is held to be so unlikely that its logarithm would say it all. */
const leastShare = 1e-15

/** How surprising those classes are, by the shares of each row. */
export const surprise: Metric = {
  name: 'surprise',
  better: 'lower',
  of: (truth, shares) =>
    -truth.reduce((sum, value, row) => {
      const share = shares[3 * row + value + 1] ?? 0
      return sum + Math.log(Math.max(leastShare, share))
    }, 0) / truth.length,
}

/** The root of Brier's score of those classes, which a share of nothing does not make infinite. */
export const brierRoot: Metric = {
  name: 'brierRoot',
  better: 'lower',
  of: (truth, shares) =>
    Math.sqrt(
      shares.reduce((sum, share, at) => {
        const isTruth = truth[Math.floor(at / 3)] === (at % 3) - 1
        return sum + (share - Number(isTruth)) ** 2
      }, 0) / truth.length,
    ),
}
