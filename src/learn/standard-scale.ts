import { createBreather } from './breather.ts'
import type { FeatureMatrix } from './feature-matrix.ts'
import { standardRows } from './linear/standard-rows.ts'
import type { GraphBody } from './onnx/answer-nodes.ts'
import { matrix, node } from './onnx/graph-piece.ts'
import { checkNumber } from './trees/numeral.ts'

/** Brings features to mean 0, and to one spread where distances are to mean something. Plain JSON. */
export interface StandardScale {
  /** By feature; what a missing value counts as. */
  readonly means: readonly number[]
  /** By feature; 0 where nothing varied. */
  readonly factors: readonly number[]
}

export function fitScale(
  features: FeatureMatrix,
  weights: Float64Array | undefined,
  isScaled = true,
): StandardScale {
  const { means, deviations } = standardRows(features, weights, createBreather(undefined))
  const factors = Array.from(deviations, (deviation) => {
    if (!isScaled) return 1
    return deviation > 0 ? 1 / deviation : 0
  })
  return { means: [...means], factors }
}

/** The rows one after the other. */
export function scaleRows(
  { means, factors }: StandardScale,
  { features, rowCount }: FeatureMatrix,
): Float64Array {
  const width = means.length
  const rows = new Float64Array(rowCount * width)
  for (const [place, { values }] of features.entries()) {
    const mean = means[place] ?? 0
    const factor = factors[place] ?? 0
    for (let row = 0; row < rowCount; row += 1) {
      const value = values[row] ?? Number.NaN
      rows[row * width + place] = Number.isNaN(value) ? 0 : (value - mean) * factor
    }
  }
  return rows
}

/** The same of one row; the result is of use until the next. Throws `learn.brokenModel`. */
export function compileScale(scale: StandardScale): (features: Float64Array) => Float64Array {
  const means = Float64Array.from(scale.means, checkNumber)
  const factors = Float64Array.from(scale.factors, checkNumber)
  const scaled = new Float64Array(means.length)
  return (features) => {
    for (let place = 0; place < means.length; place += 1) {
      const value = features[place] ?? Number.NaN
      scaled[place] = Number.isNaN(value)
        ? 0
        : (value - (means[place] ?? 0)) * (factors[place] ?? 0)
    }
    return scaled
  }
}

/** The same from one tensor of 64 bits to another. */
export function scaleNodes(
  { means, factors }: StandardScale,
  features: string,
  output: string,
): GraphBody {
  const nodes = [
    node('IsNaN', [features], `${output}:unknown`),
    node('Where', [`${output}:unknown`, `${output}:means`, features], `${output}:filled`),
    node('Sub', [`${output}:filled`, `${output}:means`], `${output}:centred`),
    node('Mul', [`${output}:centred`, `${output}:factors`], output),
  ]
  const constants = [matrix(`${output}:means`, 1, means), matrix(`${output}:factors`, 1, factors)]
  return { nodes, constants }
}
