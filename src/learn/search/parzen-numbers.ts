import type { Random } from '../../base/index.ts'
import { normalCdf } from '../statistics/gamma-tail.ts'
import { normalQuantile } from '../statistics/normal-quantile.ts'
import type { SearchAxis } from './search-axis.ts'

/** How likely places of an axis are, as a mixture. */
export interface ParzenDensity<Place> {
  draw(random: Random): Place
  /** The logarithm of the density; of steps, of their chance. */
  logDensity(place: Place): number
}

/**
 * A truncated normal around each place seen and a wide one for what nobody has looked at. Each reaches as far
 * as its farther neighbour, within bounds (Bergstra et al. 2011, as in Optuna's `TPESampler`).
 */
export function parzenNumbers(
  axis: SearchAxis,
  places: readonly number[],
  weights: readonly number[],
): ParzenDensity<number> {
  const { low, high, step } = axis
  const width = high - low
  const means = [...places, (low + high) / 2]
  const deviations = [...reaches(axis, places), width]
  const kernels = means.map((mean, at) => {
    const deviation = deviations[at] ?? width
    const from = normalCdf((low - mean) / deviation)
    const to = normalCdf((high - mean) / deviation)
    return { mean, deviation, from, to, weight: weights[at] ?? 0 }
  })
  return {
    draw(random) {
      const kernel = kernels[drawPlace(weights, random)]
      if (kernel === undefined) return low
      const { mean, deviation, from, to } = kernel
      const place = mean + deviation * normalQuantile(from + random.next() * (to - from))
      return Math.min(high, Math.max(low, place))
    },
    logDensity(place) {
      let sum = 0
      for (const { mean, deviation, from, to, weight } of kernels) {
        const density =
          step === undefined
            ? Math.exp(-0.5 * ((place - mean) / deviation) ** 2) /
              (deviation * Math.sqrt(2 * Math.PI))
            : normalCdf((place + step / 2 - mean) / deviation) -
              normalCdf((place - step / 2 - mean) / deviation)
        sum += (weight * density) / (to - from)
      }
      return Math.log(sum)
    },
  }
}

function reaches({ low, high }: SearchAxis, places: readonly number[]): readonly number[] {
  const width = high - low
  const least = width / Math.min(100, 2 + places.length)
  const all = [...places, (low + high) / 2]
  const order = [...all.keys()].toSorted((a, b) => (all[a] ?? 0) - (all[b] ?? 0))
  const sorted = order.map((at) => all[at] ?? 0)
  const last = sorted.length - 1
  const found: number[] = []
  for (const [rank, at] of order.entries()) {
    const own = sorted[rank] ?? 0
    const below = own - (sorted[rank - 1] ?? low)
    const above = (sorted[rank + 1] ?? high) - own
    // The ends of the axis are no neighbours where there are others.
    const reach =
      last === 0 || (rank > 0 && rank < last) ? Math.max(below, above) : rank === 0 ? above : below
    found[at] = Math.min(width, Math.max(least, reach))
  }
  return found.slice(0, places.length)
}

export function drawPlace(weights: readonly number[], random: Random): number {
  let left = random.next() * weights.reduce((sum, weight) => sum + weight, 0)
  for (const [place, weight] of weights.entries()) {
    left -= weight
    if (left < 0) return place
  }
  return weights.length - 1
}
