import type { LearnedChoices, LearnedNumbers } from './learned-generator.ts'

const mostKnots = 201

/** The quantile function of numbers, or of moments as milliseconds; at least one must be there. */
export function learnNumbers(
  values: Float64Array,
  options: { readonly smallest: number; readonly steps: readonly number[] },
): LearnedNumbers {
  const sorted = values.toSorted()
  const window = Math.min(options.smallest, sorted.length)
  const knotCount = Math.max(2, Math.min(mostKnots, Math.floor(sorted.length / window)))
  const quantiles = Array.from({ length: knotCount }, (_, knot) => {
    const centre = (knot / (knotCount - 1)) * (sorted.length - 1) - (window - 1) / 2
    const start = Math.min(sorted.length - window, Math.max(0, Math.round(centre)))
    return meanOf(sorted.subarray(start, start + window))
  })
  return { kind: 'numbers', quantiles, step: findStep(values, options.steps) }
}

export const numberSteps = [1, 0.5, 0.25, 0.1, 0.05, 0.01, 0.001, 1e-4, 1e-5, 1e-6]
export const momentSteps = [86_400_000, 3_600_000, 60_000, 1000, 1]

/** The coarsest step that all values are multiples of; 0 when none is. */
function findStep(values: Float64Array, steps: readonly number[]): number {
  return (
    steps.find((step) =>
      values.every((value) => {
        const count = step < 1 ? value * Math.round(1 / step) : value / step
        return Math.abs(count - Math.round(count)) <= 1e-9 * Math.max(1, Math.abs(count))
      }),
    ) ?? 0
  )
}

/** Around the first value, so that the mean of equal values is exactly that value. */
function meanOf(values: Float64Array): number {
  const first = values[0] ?? 0
  return first + values.reduce((sum, value) => sum + (value - first), 0) / values.length
}

const fewNumbers = 20

/** Few numbers as choices, rare ones counted to the nearest that is kept. Undefined if they are not few. */
export function learnNumberChoices(
  values: Float64Array,
  smallest: number,
): LearnedChoices | undefined {
  const counts = new Map<number, number>()
  for (const value of values) {
    counts.set(value, (counts.get(value) ?? 0) + 1)
    if (counts.size > fewNumbers) return undefined
  }
  const kept = [...counts.keys()]
    .filter((value) => (counts.get(value) ?? 0) >= smallest)
    .toSorted((a, b) => a - b)
  if (kept.length === 0) return undefined
  const shares = kept.map(() => 0)
  let pooled = 0
  for (const [value, count] of counts) {
    const distances = kept.map((other) => Math.abs(other - value))
    const nearest = distances.indexOf(Math.min(...distances))
    shares[nearest] = (shares[nearest] ?? 0) + count / values.length
    if (kept[nearest] !== value) pooled += count
  }
  return { kind: 'choices', values: kept, shares, pooledShare: pooled / values.length }
}
