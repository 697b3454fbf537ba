import { checkBinary } from '../confusion-matrix.ts'

export interface CalibrationBin {
  readonly from: number
  readonly to: number
  readonly rowCount: number
  /** The mean of what was said. */
  readonly predicted: number
  /** The share that came true. */
  readonly observed: number
}

/** What was said beside what came true, in bins of equal width; empty ones are left out. */
export function calibrationBins(
  truth: Float64Array,
  said: Float64Array,
  { bins }: { readonly bins: number },
): readonly CalibrationBin[] {
  checkBinary(truth, said)
  const counts = new Float64Array(bins)
  const sums = new Float64Array(bins)
  const yes = new Float64Array(bins)
  for (const [row, value] of said.entries()) {
    const bin = Math.max(0, Math.min(bins - 1, Math.floor(value * bins)))
    counts[bin] = (counts[bin] ?? 0) + 1
    sums[bin] = (sums[bin] ?? 0) + value
    yes[bin] = (yes[bin] ?? 0) + (truth[row] ?? 0)
  }
  return Array.from(counts).flatMap((rowCount, bin) =>
    rowCount === 0
      ? []
      : [
          {
            from: bin / bins,
            to: (bin + 1) / bins,
            rowCount,
            predicted: (sums[bin] ?? 0) / rowCount,
            observed: (yes[bin] ?? 0) / rowCount,
          },
        ],
  )
}
