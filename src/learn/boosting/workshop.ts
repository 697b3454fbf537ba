import type { BinMatrix } from './bin-matrix.ts'
import type { Workshop } from './grow-tree.ts'
import { countRows, slotsOfFeature, weighRows } from './histogram.ts'

/** Counts on this thread. */
export function openWorkshop(
  rowCount: number,
  { wordsPerRow }: BinMatrix,
  hasWeights: boolean,
): Workshop {
  const size = wordsPerRow * 4 * slotsOfFeature * (hasWeights ? 2 : 1)
  return {
    aside: new Uint32Array(rowCount),
    histograms: [],
    open: () => new Float64Array(size),
    count(histogram, { matrix, chosen, rows, packed, weights }, start, end) {
      const words = wordsOf(chosen)
      const own = rows.subarray(start, end)
      if (weights === undefined) countRows(histogram, matrix, words, own, packed.values)
      else weighRows(histogram, matrix, words, own, packed.values, weights)
    },
  }
}

/** The words that hold the features, each once. */
function wordsOf(features: readonly number[]): Uint32Array {
  return Uint32Array.from(new Set(features.map((feature) => feature >>> 2)))
}
