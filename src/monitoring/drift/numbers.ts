import { countAtEdges, cumulativeShares, type NumberSketch } from '../../learn/index.ts'
import type { Range } from './picture-edges.ts'

/** Finite numbers: as they are, or as what is kept of them. */
export type Numbers = RawNumbers | NumberSketch

export interface RawNumbers extends Range {
  readonly values: Float64Array
}

export function isRaw(numbers: Numbers): numbers is RawNumbers {
  return !('edges' in numbers)
}

export function countOf(numbers: Numbers): number {
  return isRaw(numbers) ? numbers.values.length : numbers.count
}

export function rangeOf(numbers: Numbers): Range {
  return isRaw(numbers) ? numbers : (numbers.moments ?? { min: 0, max: 0 })
}

/** So few different values are compared as categories are. */
const mostOwnValues = 10

/** The values, where there are few. */
export function fewValues(numbers: Numbers): readonly number[] | undefined {
  if (!isRaw(numbers)) {
    const known = numbers.values?.map(([value]) => value)
    return known !== undefined && known.length <= mostOwnValues ? known : undefined
  }
  const found = new Set<number>()
  for (const value of numbers.values) {
    found.add(value)
    if (found.size > mostOwnValues) return undefined
  }
  return [...found].toSorted((a, b) => a - b)
}

/** Counts of known values and of some others, the rest as one; undefined where a sketch can't tell. */
export function countsOfValues(numbers: Numbers, known: readonly number[]) {
  if (!isRaw(numbers)) {
    return numbers.values === undefined ? undefined : toCategories(numbers.values, 0)
  }
  const counts = new Map(known.map((value) => [value, 0]))
  let others = 0
  for (const value of numbers.values) {
    const count = counts.get(value)
    if (count === undefined && counts.size >= 3 * mostOwnValues) others += 1
    else counts.set(value, (count ?? 0) + 1)
  }
  return toCategories(
    [...counts].filter(([, count]) => count > 0),
    others,
  )
}

function toCategories(
  values: readonly (readonly [value: number, count: number])[],
  otherCount: number,
) {
  return {
    categories: values.map(([value, each]) => [String(value), each] as const),
    count: values.reduce((sum, [, each]) => sum + each, otherCount),
    otherCount,
  }
}

/** The share of values that are at most each edge. */
export function sharesBelow(numbers: Numbers, edges: readonly number[]): readonly number[] {
  if (!isRaw(numbers)) return cumulativeShares(numbers, edges)
  let below = 0
  return countAtEdges(numbers.values, edges)
    .slice(0, -1)
    .map((count) => {
      below += count
      return below / numbers.values.length
    })
}

/** The share of values in each bin of a picture, whose inner edges are equally far from each other. */
export function sharesOfBins(numbers: Numbers, edges: readonly number[]): readonly number[] {
  const inner = edges.slice(1, -1)
  if (!isRaw(numbers)) {
    const below = sharesBelow(numbers, inner)
    return [...below, 1].map((share, at) => share - (below[at - 1] ?? 0))
  }
  const [from = 0, next = 0] = inner
  const [scale, last] = [1 / (next - from), inner.length]
  const counts = new Float64Array(inner.length + 1)
  const { values } = numbers
  for (let at = 0; at < values.length; at += 1) {
    const place = Math.ceil(((values[at] ?? 0) - from) * scale)
    const bin = place <= 0 ? 0 : place >= last ? last : place
    counts[bin] = (counts[bin] ?? 0) + 1
  }
  return [...counts].map((count) => count / values.length)
}

/** The share of values beyond a range. */
export function outsideShare({ min, max }: Range, numbers: Numbers): number {
  const own = rangeOf(numbers)
  if (own.min >= min && own.max <= max) return 0
  if (!isRaw(numbers)) {
    const [below = 0, upTo = 1] = cumulativeShares(numbers, [min, max])
    return (own.min >= min ? 0 : below) + 1 - upTo
  }
  let outside = 0
  for (const value of numbers.values) if (value < min || value > max) outside += 1
  return outside / numbers.values.length
}
