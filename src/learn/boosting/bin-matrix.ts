import type { BinnedFeature } from '../trees/bin-features.ts'

/** What trees know of a feature beside the bins of its rows. */
export type FeatureBins = Omit<BinnedFeature, 'bins'>

/**
 * The bins of all features, row by row, four in a word: the rows of a small leaf lie far from each other,
 * and each is fetched once for all its features.
 */
export interface BinMatrix {
  readonly words: Uint32Array
  readonly wordsPerRow: number
  readonly features: readonly FeatureBins[]
}

export function openBinMatrix(rowCount: number, featureCount: number): BinMatrix {
  const wordsPerRow = Math.max(1, Math.ceil(featureCount / 4))
  return { words: new Uint32Array(rowCount * wordsPerRow), wordsPerRow, features: [] }
}

/** The matrix with a feature more, whose bins are written into its words. */
export function addFeature(matrix: BinMatrix, { bins, ...feature }: BinnedFeature): BinMatrix {
  const { words, wordsPerRow, features } = matrix
  const place = features.length >>> 2
  const shift = (features.length & 3) * 8
  for (let row = 0; row < bins.length; row += 1) {
    const at = row * wordsPerRow + place
    words[at] = (words[at] ?? 0) | ((bins[row] ?? 0) << shift)
  }
  return { words, wordsPerRow, features: [...features, feature] }
}
