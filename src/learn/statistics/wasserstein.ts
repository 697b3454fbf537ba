import { finiteSample, sortedSample } from './sample.ts'
import { momentsOf } from './moments.ts'

/**
 * How far the values of one sample must be moved, on average, to become the other: the area between the
 * two cumulative shares, in the unit of the values. Missing and infinite values are left out. Throws
 * `learn.emptySample`.
 */
export function wasserstein(reference: Float64Array, current: Float64Array): number {
  const first = sortedSample(reference, 'reference')
  const second = sortedSample(current, 'current sample')
  let [i, j, area] = [0, 0, 0]
  let value = Math.min(first[0] ?? 0, second[0] ?? 0)
  while (i < first.length || j < second.length) {
    while (i < first.length && (first[i] ?? 0) <= value) i += 1
    while (j < second.length && (second[j] ?? 0) <= value) j += 1
    const next = Math.min(
      first[i] ?? Number.POSITIVE_INFINITY,
      second[j] ?? Number.POSITIVE_INFINITY,
    )
    if (next === Number.POSITIVE_INFINITY) break
    area += Math.abs(i / first.length - j / second.length) * (next - value)
    value = next
  }
  return area
}

/** The same in deviations of the reference (at least 0.001), so that columns can be compared. */
export function wassersteinNormed(reference: Float64Array, current: Float64Array): number {
  const { squares, count } = momentsOf(finiteSample(reference, 'reference'))
  return wasserstein(reference, current) / Math.max(Math.sqrt(squares / count), 0.001)
}
