import type { FeatureMatrix } from '../feature-matrix.ts'
import { openHeap, reserveDoubles, type Heap, type Piece } from '../wasm/heap.ts'
import { webAssembly } from '../wasm/web-assembly.ts'
import { linearKernels, type LinearKernels } from './kernels/linear-kernels.ts'
import { rowsOfBlock } from './kernels/rows-of-block.ts'

/** Memory that the kernels of linear learners work in: all values, and of a block of rows what is looked at. */
export interface Desk {
  readonly heap: Heap
  readonly kernels: LinearKernels
  /** How many rows there are, filled up to whole blocks by rows of missing values. */
  readonly rowCount: number
  /** Where the value of a row stands, in 32 bits, those of a feature one after the other. */
  addressOf(feature: number, row: number): number
  /** The standardised columns of a block, and behind the last one of ones. */
  readonly columns: Piece<Float64Array>
  /** By row of the block, as are the others; 0 behind the last row. */
  readonly weights: Piece<Float64Array>
  readonly targets: Piece<Float64Array>
  readonly scores: Piece<Float64Array>
  readonly pulls: Piece<Float64Array>
  readonly curvatures: Piece<Float64Array>
  readonly weighed: Piece<Float64Array>
  readonly powers: Piece<Float64Array>
  /** What kernels tell. */
  readonly told: Piece<Float64Array>
}

/** Throws `learn.tooLarge`. */
export function openDesk({ features, rowCount: ownRows }: FeatureMatrix): Desk {
  const heap = openHeap(64)
  const rowCount = Math.ceil(ownRows / rowsOfBlock) * rowsOfBlock
  const start = heap.reserve(features.length * rowCount * 4)
  for (const [place, { values }] of features.entries()) {
    const own = new Float32Array(heap.memory.buffer, start + place * rowCount * 4, rowCount)
    own.set(values)
    own.fill(Number.NaN, ownRows)
  }
  const { exports } = new webAssembly.Instance(linearKernels(), { env: { memory: heap.memory } })
  const open = () => reserveDoubles(heap, rowsOfBlock)
  const columns = reserveDoubles(heap, (features.length + 1) * rowsOfBlock)
  columns.values.fill(1, features.length * rowsOfBlock)
  return {
    heap,
    kernels: exports as LinearKernels,
    rowCount,
    addressOf: (feature, row) => start + (feature * rowCount + row) * 4,
    columns,
    weights: open(),
    targets: open(),
    scores: open(),
    pulls: open(),
    curvatures: open(),
    weighed: open(),
    powers: open(),
    told: open(),
  }
}

/** Writes the score of each row of the block, one weight for each of its columns. */
export function addScores(
  { kernels, columns }: Desk,
  weights: Piece<Float64Array>,
  scores: Piece<Float64Array>,
): void {
  scores.values.fill(0)
  kernels.addScores(columns.address, weights.values.length, weights.address, scores.address)
}
