import { countBelow } from '../../../base/index.ts'
import { mersenneTwister, quantileOf } from '../../../learn/index.ts'

/**
 * What share of areas under a curve lies below, of rows scored by chance alone: one draw for each seed, with NumPy's
 * stream. Takes time in proportion to the rows by the seeds.
 */
export function quantileOfChance(
  isOne: Uint8Array,
  seeds: readonly number[],
  share: number,
): number {
  return quantileOf(Float64Array.from(seeds, (seed) => areaOfChance(isOne, seed)).toSorted(), share)
}

/** As Evidently draws the seeds for texts. */
export function seedsOfTexts(): readonly number[] {
  const count = 1000
  const random = mersenneTwister(42)
  return Array.from({ length: count }, () => random.atMost(10 * count - 1))
}

function areaOfChance(isOne: Uint8Array, seed: number): number {
  const random = mersenneTwister(seed)
  const scores = Float64Array.from(isOne, () => random.next())
  const zeros = scores.filter((_, row) => isOne[row] === 0).toSorted()
  let below = 0
  for (const [row, score] of scores.entries()) {
    if (isOne[row] === 1) below += countBelow(zeros, score)
  }
  return below / (zeros.length * (scores.length - zeros.length))
}
