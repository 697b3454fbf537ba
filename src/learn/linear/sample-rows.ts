import { rowsOfBlock } from './kernels/rows-of-block.ts'
import type { StandardRows } from './standard-rows.ts'

/** One of so many blocks of the rows, on the same desk. */
export function sampleRows(rows: StandardRows, target: Float64Array, every: number) {
  const take = <Values extends Float32Array | Float64Array>(values: Values): Values =>
    sampleBlocks(values, every) as Values
  const features = rows.features.map(take)
  const own = take(target)
  const weights = rows.weights && take(rows.weights)
  return { rows: { ...rows, features, weights, rowCount: own.length }, target: own }
}

function sampleBlocks(
  values: Float32Array | Float64Array,
  every: number,
): Float32Array | Float64Array {
  const step = every * rowsOfBlock
  const blocks = Array.from({ length: Math.ceil(values.length / step) }, (_, block) =>
    values.subarray(block * step, block * step + rowsOfBlock),
  )
  const length = blocks.reduce((sum, block) => sum + block.length, 0)
  const taken = values instanceof Float32Array ? new Float32Array(length) : new Float64Array(length)
  for (const [at, block] of blocks.entries()) taken.set(block, at * rowsOfBlock)
  return taken
}
