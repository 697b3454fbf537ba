import { finiteSample } from './sample.ts'

/**
 * How many deviations of the reference (of a sample, by n − 1) the mean of the current values lies from
 * its mean; below 0 where it is lower. 0 where both means are the same, infinite where a constant
 * reference has moved. Missing and infinite values are left out. Throws `learn.emptySample`.
 */
export function meanShift(reference: Float64Array, current: Float64Array): number {
  const first = finiteSample(reference, 'reference')
  const before = momentsOf(first)
  const after = momentsOf(finiteSample(current, 'current sample'))
  const apart = after.mean - before.mean
  if (apart === 0) return 0
  const deviation = Math.sqrt((before.variance * first.length) / Math.max(first.length - 1, 1))
  return apart / deviation
}

/** Mean and variance (by n) of numbers. */
export function momentsOf(values: Float64Array): {
  readonly mean: number
  readonly variance: number
} {
  let [mean, squares, count] = [0, 0, 0]
  // Welford's update: the sum of squares minus the squared sum cancels badly far from zero.
  for (const value of values) {
    count += 1
    const fromOldMean = value - mean
    mean += fromOldMean / count
    squares += fromOldMean * (value - mean)
  }
  return { mean, variance: squares / count }
}
