import type { Breather } from '../breather.ts'
import type { FeatureMatrix } from '../feature-matrix.ts'

/** Features by how many deviations they are from their mean; 0 where missing, or where nothing varies. */
export interface StandardRows {
  readonly features: readonly Float32Array[]
  readonly rowCount: number
  readonly weights: Float64Array | undefined
  readonly means: Float64Array
  readonly deviations: Float64Array
  readonly breather: Breather
}

/** Some rows, column by column, and behind the last one of ones. Of use only until the next block. */
export interface Block {
  readonly start: number
  readonly count: number
  readonly columns: readonly Float64Array[]
}

export function standardRows(
  { features, rowCount }: FeatureMatrix,
  weights: Float64Array | undefined,
  breather: Breather,
): StandardRows {
  const columns = features.map(({ values }) => values)
  const means = Float64Array.from(columns, (values) => meanOf(values, weights))
  const deviations = Float64Array.from(columns, (values, place) =>
    deviationOf(values, means[place] ?? 0, weights),
  )
  return { features: columns, rowCount, weights, means, deviations, breather }
}

/** Of the values that are known; 0 where none is. */
function meanOf(values: Float32Array, weights: Float64Array | undefined): number {
  let sum = 0
  let weightSum = 0
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? 0
    if (Number.isNaN(value)) continue
    const weight = weights === undefined ? 1 : (weights[row] ?? 0)
    sum += weight * value
    weightSum += weight
  }
  return weightSum > 0 ? sum / weightSum : 0
}

function deviationOf(
  values: Float32Array,
  mean: number,
  weights: Float64Array | undefined,
): number {
  let squares = 0
  let weightSum = 0
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? 0
    if (Number.isNaN(value)) continue
    const weight = weights === undefined ? 1 : (weights[row] ?? 0)
    squares += weight * (value - mean) ** 2
    weightSum += weight
  }
  const deviation = weightSum > 0 ? Math.sqrt(squares / weightSum) : 0
  // What is left of equal values is rounding.
  return deviation > 1e-13 * Math.abs(mean) ? deviation : 0
}

const blockRows = 256

/** Goes through all rows, some at a time. */
export async function eachBlock(rows: StandardRows, look: (block: Block) => void): Promise<void> {
  const { features, rowCount, breather } = rows
  const memory = Array.from({ length: features.length + 1 }, () => new Float64Array(blockRows))
  memory.at(-1)?.fill(1)
  for (let start = 0; start < rowCount; start += blockRows) {
    const count = Math.min(blockRows, rowCount - start)
    for (let place = 0; place < features.length; place += 1) {
      standardize(rows, place, start, count, memory[place] ?? memory[0] ?? new Float64Array(0))
    }
    look({ start, count, columns: memory })
    const work = count * features.length * (features.length + 4)
    if (breather.isDue(work)) await breather.breathe()
  }
}

function standardize(
  { features, means, deviations }: StandardRows,
  place: number,
  start: number,
  count: number,
  to: Float64Array,
): void {
  const values = features[place] ?? new Float32Array(0)
  const mean = means[place] ?? 0
  const deviation = deviations[place] ?? 0
  const factor = deviation > 0 ? 1 / deviation : 0
  for (let at = 0; at < count; at += 1) {
    const value = ((values[start + at] ?? 0) - mean) * factor
    to[at] = Number.isNaN(value) ? 0 : value
  }
}
