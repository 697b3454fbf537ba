import type { BinnedFeature } from '../trees/bin-features.ts'

/**
 * The bins of all features, row by row, four in a word: the rows of a small leaf lie far from each other,
 * and each is fetched once for all its features.
 */
export interface BinMatrix {
  readonly words: Uint32Array
  readonly wordsPerRow: number
  /** With the bins once more, column by column: a split asks one feature of many rows. */
  readonly features: readonly BinnedFeature[]
}

export function openBinMatrix(rowCount: number, featureCount: number): BinMatrix {
  const wordsPerRow = Math.max(1, Math.ceil(featureCount / 4))
  return { words: new Uint32Array(rowCount * wordsPerRow), wordsPerRow, features: [] }
}

/** The matrix with a feature more, whose bins are written into its words. */
export function addFeature(matrix: BinMatrix, feature: BinnedFeature): BinMatrix {
  const { bins } = feature
  const { words, wordsPerRow, features } = matrix
  const place = features.length >>> 2
  const shift = (features.length & 3) * 8
  for (let row = 0; row < bins.length; row += 1) {
    const at = row * wordsPerRow + place
    words[at] = (words[at] ?? 0) | ((bins[row] ?? 0) << shift)
  }
  return { words, wordsPerRow, features: [...features, feature] }
}
