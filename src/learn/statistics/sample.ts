import { learnErrors } from '../errors.ts'

/** The finite numbers of a column, sorted. Throws `learn.emptySample` when there are none. */
export function sortedSample(values: Float64Array, which: string): Float64Array {
  return finiteSample(values, which).toSorted()
}

/** The finite numbers of a column. Throws `learn.emptySample` when there are none. */
export function finiteSample(values: Float64Array, which: string): Float64Array {
  const sample = areFinite(values) ? values : values.filter(Number.isFinite)
  if (sample.length === 0) throw learnErrors.emptySample({ which })
  return sample
}

/** A plain loop: over many values a callback for each takes several times as long. */
function areFinite(values: Float64Array): boolean {
  for (let at = 0; at < values.length; at += 1) {
    if (!Number.isFinite(values[at])) return false
  }
  return true
}
