import { sortedSample } from './sample.ts'

/**
 * Székely's energy distance of two samples, as SciPy's: √2 times the root of the area between the squared
 * differences of their cumulative shares. Missing and infinite values are left out. Throws
 * `learn.emptySample`.
 */
export function energyDistance(reference: Float64Array, current: Float64Array): number {
  const first = sortedSample(reference, 'reference')
  const second = sortedSample(current, 'current sample')
  let [i, j, area] = [0, 0, 0]
  let value = Math.min(first[0] ?? 0, second[0] ?? 0)
  while (i < first.length || j < second.length) {
    while (i < first.length && (first[i] ?? 0) <= value) i += 1
    while (j < second.length && (second[j] ?? 0) <= value) j += 1
    const next = Math.min(first[i] ?? Infinity, second[j] ?? Infinity)
    if (next === Infinity) break
    area += (i / first.length - j / second.length) ** 2 * (next - value)
    value = next
  }
  return Math.SQRT2 * Math.sqrt(area)
}
