/** Of some numbers: how many, their mean, and the sum of squared distances from it. */
export interface Moments {
  readonly count: number
  readonly mean: number
  readonly squares: number
}

/** In one pass (Welford 1962). */
export function momentsOf(values: Iterable<number>): Moments {
  let count = 0
  let mean = 0
  let squares = 0
  for (const value of values) {
    count += 1
    const fromOldMean = value - mean
    mean += fromOldMean / count
    squares += fromOldMean * (value - mean)
  }
  return { count, mean, squares }
}
