import {
  countAtEdges,
  cumulativeShares,
  kolmogorovSmirnov,
  kolmogorovTail,
  type NumberSketch,
} from '../../learn/index.ts'
import { compareCategories } from './compare-categories.ts'
import type { Comparison } from './comparison.ts'
import { pictureEdges, type Range } from './picture-edges.ts'

/** Finite numbers: as they are, or as what is kept of them. */
export type Numbers = Float64Array | NumberSketch

/** So few different values are compared as categories are. */
const mostOwnValues = 10

/** Compares two sides of numbers. Both have values. */
export function compareNumbers(reference: Numbers, current: Numbers): Comparison {
  const few = fewValues(reference)
  const counted = few === undefined ? undefined : countValues(current, few)
  if (few !== undefined && counted !== undefined) {
    return compareCategories(toCategories(few, 0), counted)
  }
  const edges = pictureEdges(rangeOf(reference), rangeOf(current))
  return {
    state: few?.length === 1 ? 'constant' : 'measured',
    ...testNumbers(reference, current),
    outsideShare: outsideShare(rangeOf(reference), current),
    bins: {
      kind: 'number',
      edges,
      reference: sharesBetween(reference, edges),
      current: sharesBetween(current, edges),
    },
  }
}

type ValueCounts = readonly (readonly [value: number, count: number])[]

function fewValues(numbers: Numbers): ValueCounts | undefined {
  if (!(numbers instanceof Float64Array)) {
    return numbers.values !== undefined && numbers.values.length <= mostOwnValues
      ? numbers.values
      : undefined
  }
  const counts = new Map<number, number>()
  for (const value of numbers) {
    counts.set(value, (counts.get(value) ?? 0) + 1)
    if (counts.size > mostOwnValues) return undefined
  }
  return [...counts].toSorted(([a], [b]) => a - b)
}

/** The values of the reference and some others by themselves, the rest as one; undefined where they can't be told. */
function countValues(numbers: Numbers, known: ValueCounts) {
  if (!(numbers instanceof Float64Array)) {
    return numbers.values === undefined ? undefined : toCategories(numbers.values, 0)
  }
  const counts = new Map(known.map(([value]) => [value, 0]))
  let others = 0
  for (const value of numbers) {
    const count = counts.get(value)
    if (count === undefined && counts.size >= 3 * mostOwnValues) others += 1
    else counts.set(value, (count ?? 0) + 1)
  }
  return toCategories(
    [...counts].filter(([, count]) => count > 0),
    others,
  )
}

function toCategories(values: ValueCounts, otherCount: number) {
  const count = values.reduce((sum, [, each]) => sum + each, otherCount)
  return {
    categories: values.map(([value, each]) => [String(value), each] as const),
    count,
    otherCount,
  }
}

function testNumbers(reference: Numbers, current: Numbers): Pick<Comparison, 'tested' | 'effect'> {
  const { statistic, pValue } =
    reference instanceof Float64Array && current instanceof Float64Array
      ? kolmogorovSmirnov(reference, current)
      : distanceAtEdges(reference, current)
  return {
    tested: { test: 'kolmogorovSmirnov', score: pValue, isChance: true },
    effect: { name: 'kolmogorovDistance', value: statistic },
  }
}

/** The largest distance at the cuts of a sketch; what may lie between them is left out, so p is never too small. */
function distanceAtEdges(reference: Numbers, current: Numbers) {
  const { edges } = reference instanceof Float64Array ? (current as NumberSketch) : reference
  const [first, second] = [sharesBelow(reference, edges), sharesBelow(current, edges)]
  const statistic = first.reduce(
    (largest, share, at) => Math.max(largest, Math.abs(share - (second[at] ?? 0))),
    0,
  )
  const [n, m] = [countOf(reference), countOf(current)]
  return { statistic, pValue: kolmogorovTail(statistic, Math.round((n * m) / (n + m))) }
}

function sharesBelow(numbers: Numbers, edges: readonly number[]): readonly number[] {
  if (!(numbers instanceof Float64Array)) return cumulativeShares(numbers, edges)
  let below = 0
  return countAtEdges(numbers, edges)
    .slice(0, -1)
    .map((count) => {
      below += count
      return below / numbers.length
    })
}

function sharesBetween(numbers: Numbers, edges: readonly number[]): readonly number[] {
  const inner = sharesBelow(numbers, edges.slice(1, -1))
  return [...inner, 1].map((share, at) => share - (inner[at - 1] ?? 0))
}

function outsideShare({ min, max }: Range, numbers: Numbers): number {
  if (numbers instanceof Float64Array) {
    let outside = 0
    for (const value of numbers) if (value < min || value > max) outside += 1
    return outside / numbers.length
  }
  const [below = 0, upTo = 1] = cumulativeShares(numbers, [min, max])
  const { min: least = min } = numbers.moments ?? {}
  return (least >= min ? 0 : below) + 1 - upTo
}

function rangeOf(numbers: Numbers): Range {
  if (!(numbers instanceof Float64Array)) return numbers.moments ?? { min: 0, max: 0 }
  let [min, max] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]
  for (const value of numbers) {
    if (value < min) min = value
    if (value > max) max = value
  }
  return { min, max }
}

function countOf(numbers: Numbers): number {
  return numbers instanceof Float64Array ? numbers.length : numbers.count
}
