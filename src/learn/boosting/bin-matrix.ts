import type { FeatureBins } from '../trees/bin-features.ts'
import { reserveBytes, reserveWords, type Heap, type Piece } from '../wasm/heap.ts'

/** The bins of all features, one byte each: four features of a row stand in a word, the words of all rows in a block. */
export interface BinMatrix {
  readonly rowCount: number
  readonly blocks: readonly Piece<Uint8Array>[]
  readonly features: readonly FeatureBins[]
  /** By feature. */
  readonly missingBins: Piece<Uint32Array>
}

export const featuresOfWord = 4

/** Its bins are yet to be found. */
export function openBinMatrix(
  heap: Heap,
  rowCount: number,
  features: readonly FeatureBins[],
): BinMatrix {
  const blockCount = Math.ceil(features.length / featuresOfWord)
  const missingBins = reserveWords(heap, features.length)
  missingBins.values.set(features.map(({ missingBin }) => missingBin))
  const open = () => reserveBytes(heap, rowCount * featuresOfWord)
  return {
    rowCount,
    blocks: Array.from({ length: blockCount }, open),
    features,
    missingBins,
  }
}

/** The address of the bin of row 0. */
export function addressOfBins({ blocks }: BinMatrix, feature: number): number {
  const block = blocks[Math.floor(feature / featuresOfWord)]
  return (block?.address ?? 0) + (feature % featuresOfWord)
}
