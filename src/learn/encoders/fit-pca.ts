import { learnErrors } from '../errors.ts'
import type { Feature } from './column-features.ts'
import type { Pca } from './pca.ts'
import { symmetricEigen } from '../statistics/symmetric-eigen.ts'

/** Principal components as learned: plain JSON. */
export interface FittedPca {
  readonly kind: 'pca'
  readonly name: string
  readonly of: readonly string[]
  readonly keep: boolean
  readonly means: readonly number[]
  /** By component, how much each feature of the columns counts. */
  readonly components: readonly (readonly number[])[]
  /** How much of all that varies each component tells. */
  readonly shares: readonly number[]
}

/** The time to learn grows with the cube of it. */
const mostFeatures = 300

/** Learns from the features of the columns, in rows where none is missing. */
export function fitPca(name: string, spec: Pca, features: readonly Feature[]): FittedPca {
  const most = Math.min(features.length, mostFeatures)
  if (spec.components > most || features.length > mostFeatures) {
    const { components: found } = spec
    const wanted = `at most ${most}; its columns have ${features.length} features, of which there may be ${mostFeatures}`
    throw learnErrors.wrongSetting({ owner: `pca "${name}"`, setting: 'components', found, wanted })
  }
  const rows = knownRows(features)
  if (rows.length < 2)
    throw learnErrors.nothingKnown({ column: spec.of.join(', '), encoder: 'pca()' })
  const means = features.map(({ values }) => meanOf(values, rows))
  const { values, vectors } = symmetricEigen(covariance(features, rows, means))
  const whole = values.reduce((sum, value) => sum + Math.max(0, value), 0)
  return {
    kind: 'pca',
    name,
    of: spec.of,
    keep: spec.keep,
    means,
    components: vectors.slice(0, spec.components).map(withSign),
    shares: values
      .slice(0, spec.components)
      .map((value) => (whole === 0 ? 0 : Math.max(0, value) / whole)),
  }
}

function knownRows(features: readonly Feature[]): readonly number[] {
  const rowCount = features[0]?.values.length ?? 0
  return Array.from({ length: rowCount }, (_, row) => row).filter((row) =>
    features.every(({ values }) => !Number.isNaN(values[row])),
  )
}

function meanOf(values: Float32Array, rows: readonly number[]): number {
  let sum = 0
  for (const row of rows) sum += values[row] ?? 0
  return sum / rows.length
}

function covariance(
  features: readonly Feature[],
  rows: readonly number[],
  means: readonly number[],
): readonly Float64Array[] {
  const matrix = features.map(() => new Float64Array(features.length))
  for (const [p, first] of features.entries()) {
    for (let q = p; q < features.length; q += 1) {
      const second = features[q] ?? first
      let sum = 0
      for (const row of rows) {
        const x = (first.values[row] ?? 0) - (means[p] ?? 0)
        sum += x * ((second.values[row] ?? 0) - (means[q] ?? 0))
      }
      const own = sum / (rows.length - 1)
      matrix[p]?.fill(own, q, q + 1)
      matrix[q]?.fill(own, p, p + 1)
    }
  }
  return matrix
}

/** The part that counts most counts up, as in scikit-learn: else the sign would hang on the way there. */
function withSign(vector: Float64Array): readonly number[] {
  const most = vector.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0)
  return Array.from(vector, (value) => (most < 0 ? -value : value))
}
