import type { BinnedFeature } from '../trees/bin-features.ts'
import { reserveBytes, reserveWords, type Heap, type Piece } from '../wasm/heap.ts'

/** The bins of all features, one byte each: four features of a row stand in a word, the words of all rows in a block. */
export interface BinMatrix {
  readonly blocks: readonly Piece<Uint8Array>[]
  readonly features: readonly Omit<BinnedFeature, 'bins'>[]
  /** By feature. */
  readonly missingBins: Piece<Uint32Array>
}

export const featuresOfWord = 4

export function openBinMatrix(heap: Heap, rowCount: number, featureCount: number): BinMatrix {
  const blockCount = Math.ceil(featureCount / featuresOfWord)
  const open = () => reserveBytes(heap, rowCount * featuresOfWord)
  return {
    blocks: Array.from({ length: blockCount }, open),
    features: [],
    missingBins: reserveWords(heap, featureCount),
  }
}

/** The matrix with a feature more, whose bins are written into its words. */
export function addFeature(matrix: BinMatrix, { bins, ...feature }: BinnedFeature): BinMatrix {
  const { blocks, features, missingBins } = matrix
  const block = blocks[Math.floor(features.length / featuresOfWord)]?.values ?? new Uint8Array(0)
  const lane = features.length % featuresOfWord
  for (let row = 0; row < bins.length; row += 1) {
    block[row * featuresOfWord + lane] = bins[row] ?? 0
  }
  missingBins.values[features.length] = feature.missingBin
  return { ...matrix, features: [...features, feature] }
}
