import { learnErrors } from '../errors.ts'

/** The finite numbers of a column, sorted. Throws `learn.emptySample` when there are none. */
export function sortedSample(values: Float64Array, which: string): Float64Array {
  return finiteSample(values, which).toSorted()
}

/** The finite numbers of a column. Throws `learn.emptySample` when there are none. */
export function finiteSample(values: Float64Array, which: string): Float64Array {
  const sample = values.every(Number.isFinite) ? values : values.filter(Number.isFinite)
  if (sample.length === 0) throw learnErrors.emptySample({ which })
  return sample
}
