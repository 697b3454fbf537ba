import { momentsOf } from './moments.ts'
import { finiteSample } from './sample.ts'

/**
 * How many deviations of the reference (of a sample, by n − 1) the mean of the current values lies from
 * its mean; below 0 where it is lower. 0 where both means are the same, infinite where a constant
 * reference has moved. Missing and infinite values are left out. Throws `learn.emptySample`.
 */
export function meanShift(reference: Float64Array, current: Float64Array): number {
  const before = momentsOf(finiteSample(reference, 'reference'))
  const after = momentsOf(finiteSample(current, 'current sample'))
  const apart = after.mean - before.mean
  if (apart === 0) return 0
  const deviation = Math.sqrt(before.squares / Math.max(before.count - 1, 1))
  return apart / deviation
}
