import type { Breather } from '../breather.ts'
import type { FeatureMatrix } from '../feature-matrix.ts'
import { openDesk, type Desk } from './desk.ts'
import { rowsOfBlock } from './kernels/rows-of-block.ts'
import { loadChunk, type Block, type WeighedRows } from './load-chunk.ts'
import { measureSpreads } from './measure-spreads.ts'

/** Features by how many deviations they are from their mean; 0 where missing, or where nothing varies. */
export interface StandardRows extends WeighedRows {
  readonly means: Float64Array
  readonly deviations: Float64Array
  readonly desk: Desk
  readonly breather: Breather
}

export function standardRows(
  { features, rowCount }: FeatureMatrix,
  weights: Float64Array | undefined,
  breather: Breather,
): StandardRows {
  const desk = openDesk(features.length)
  const rows = { features: features.map(({ values }) => values), rowCount, weights }
  return { ...rows, ...measureSpreads(rows, desk), desk, breather }
}

/** Goes through all rows, as many at a time as are loaded at once. */
export async function eachChunk(rows: StandardRows, look: (chunk: Block) => void): Promise<void> {
  const { desk, features, rowCount, breather } = rows
  for (let start = 0; start < rowCount; start += desk.rowsOfChunk) {
    const chunk = { start, count: Math.min(desk.rowsOfChunk, rowCount - start) }
    loadChunk(rows, desk, chunk)
    look(chunk)
    const work = (chunk.count * features.length * (features.length + 4)) / 4
    if (breather.isDue(work)) await breather.breathe()
  }
}

/** Goes through all rows, some at a time, whose columns stand on the desk until the next. */
export async function eachBlock(rows: StandardRows, look: (block: Block) => void): Promise<void> {
  await eachChunk(rows, (chunk) => {
    for (let from = 0; from < chunk.count; from += rowsOfBlock) {
      layOut(rows, from)
      look({ start: chunk.start + from, count: Math.min(rowsOfBlock, chunk.count - from) })
    }
  })
}

/** Puts the columns of a block of the chunk on the desk, and what its rows weigh: nothing behind the last one. */
function layOut({ desk, means, deviations }: StandardRows, from: number): void {
  const { kernels, columns, chunk, chunkWeights, weights } = desk
  for (const [place, { address }] of chunk.entries()) {
    const deviation = deviations[place] ?? 0
    const factor = deviation > 0 ? 1 / deviation : 0
    const to = columns.address + place * rowsOfBlock * 8
    kernels.standardize(address + from * 4, means[place] ?? 0, factor, to)
  }
  weights.values.set(chunkWeights.values.subarray(from, from + rowsOfBlock))
}
