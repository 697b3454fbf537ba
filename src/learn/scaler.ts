export interface Scaler {
  readonly mean: number
  readonly deviation: number
}

/** Learns to bring a column to mean 0 and deviation 1. Missing values (NaN) are left out. */
export function fitScaler(column: Float64Array): Scaler {
  let count = 0
  let mean = 0
  let squares = 0
  // Welford's update: the sum of squares minus the squared sum cancels badly far from zero.
  for (const value of column) {
    if (Number.isNaN(value)) continue
    count += 1
    const fromOldMean = value - mean
    mean += fromOldMean / count
    squares += fromOldMean * (value - mean)
  }
  const deviation = count > 1 ? Math.sqrt(squares / (count - 1)) : 0
  return { mean, deviation: deviation > 0 ? deviation : 1 }
}
