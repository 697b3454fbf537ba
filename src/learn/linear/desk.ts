import { openHeap, reserveDoubles, reserveSingles, type Heap, type Piece } from '../wasm/heap.ts'
import { webAssembly } from '../wasm/web-assembly.ts'
import { linearKernels, type LinearKernels } from './kernels/linear-kernels.ts'
import { rowsOfBlock } from './kernels/rows-of-block.ts'

/** Memory that the kernels of linear learners work in: of some rows, and of a block of them, what is looked at. */
export interface Desk {
  readonly heap: Heap
  readonly kernels: LinearKernels
  /** Some blocks of rows in 32 bits, as they came, by feature. */
  readonly chunk: readonly Piece<Float32Array>[]
  /** How many rows a chunk has at the most: whole blocks. */
  readonly rowsOfChunk: number
  /** What the rows of the chunk weigh; 0 behind the last one. */
  readonly chunkWeights: Piece<Float64Array>
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

/** So much of the rows stays in the second cache. Fresh memory for all of them would take longer than learning. */
const chunkBytes = 2 ** 18
const mostBlocks = 15

/** Throws `learn.tooLarge`. */
export function openDesk(featureCount: number): Desk {
  const heap = openHeap(64, { isShared: false })
  const rowsOfChunk = rowsOfBlock * countBlocks(featureCount)
  const chunk = Array.from({ length: featureCount }, () => reserveSingles(heap, rowsOfChunk))
  const open = () => reserveDoubles(heap, rowsOfBlock)
  const desk = {
    heap,
    chunk,
    rowsOfChunk,
    chunkWeights: reserveDoubles(heap, rowsOfChunk),
    columns: reserveDoubles(heap, (featureCount + 1) * rowsOfBlock),
    weights: open(),
    targets: open(),
    scores: open(),
    pulls: open(),
    curvatures: open(),
    weighed: open(),
    powers: open(),
    told: open(),
  }
  desk.columns.values.fill(1, featureCount * rowsOfBlock)
  const { exports } = new webAssembly.Instance(linearKernels(), { env: { memory: heap.memory } })
  return { ...desk, kernels: exports as LinearKernels }
}

/** An odd number: columns whose distance is a power of two share few places of the first cache. */
function countBlocks(featureCount: number): number {
  const fitting = Math.floor(chunkBytes / (rowsOfBlock * 4 * Math.max(1, featureCount)))
  return Math.min(mostBlocks, fitting) | 1
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
