import { checkSetting, isWhole } from '../check-setting.ts'
import type { StandardScale } from '../standard-scale.ts'

/** Groups of rows that are near each other, without a target; a prediction is the number of the nearest. */
export interface KMeans {
  readonly kind: 'kMeans'
  readonly clusters: number
  /** How often it is begun anew; the best is kept. */
  readonly starts: number
  /** How often centres move, at most. */
  readonly rounds: number
  /** Whether features are brought to one spread, so that no unit counts more than another. */
  readonly scaled: boolean
}

/** What was learned: plain JSON. */
export interface FittedClusters {
  readonly kind: 'clusters'
  readonly scale: StandardScale
  /** One after the other, on that scale. */
  readonly centres: readonly number[]
  /** The sum of the squares of the distances of rows from their centres. */
  readonly inertia: number
}

/** Declares k-means; what is left out has the usual value. Throws `learn.wrongSetting`. */
export function kMeans(options: Partial<Omit<KMeans, 'kind'>> = {}): KMeans {
  const spec: KMeans = {
    kind: 'kMeans',
    clusters: 8,
    starts: 4,
    rounds: 300,
    scaled: true,
    ...options,
  }
  const { clusters, starts, rounds } = spec
  checkSetting(spec, 'clusters', isWhole(clusters, 1, 10_000), 'a whole number from 1 to 10000')
  checkSetting(spec, 'starts', isWhole(starts, 1, 1000), 'a whole number from 1 to 1000')
  checkSetting(spec, 'rounds', isWhole(rounds, 1, 1e6), 'a whole number from 1')
  return spec
}
