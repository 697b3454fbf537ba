import { kolmogorovSmirnov, kolmogorovTail } from '../../learn/index.ts'
import { compareCategories } from './compare-categories.ts'
import type { Comparison } from './comparison.ts'
import {
  countOf,
  countsOfValues,
  fewValues,
  isRaw,
  outsideShare,
  rangeOf,
  sharesBelow,
  sharesOfBins,
  type Numbers,
} from './numbers.ts'
import { pictureEdges } from './picture-edges.ts'

/** Exact p-values up to this product of sizes; above, their limit, which by then differs by little. */
const exactUpTo = 1_000_000

/** Compares two sides of numbers. Both have values. */
export function compareNumbers(reference: Numbers, current: Numbers): Comparison {
  const few = fewValues(reference)
  const counted = few === undefined ? undefined : countsOfValues(current, few)
  if (few !== undefined && counted !== undefined) {
    return compareCategories(countsOfValues(reference, few) ?? counted, counted)
  }
  const edges = pictureEdges(rangeOf(reference), rangeOf(current))
  return {
    state: few?.length === 1 ? 'constant' : 'measured',
    ...testNumbers(reference, current),
    outsideShare: outsideShare(rangeOf(reference), current),
    bins: {
      kind: 'number',
      edges,
      reference: sharesOfBins(reference, edges),
      current: sharesOfBins(current, edges),
    },
  }
}

function testNumbers(reference: Numbers, current: Numbers): Pick<Comparison, 'tested' | 'effect'> {
  const { statistic, pValue } =
    isRaw(reference) && isRaw(current)
      ? kolmogorovSmirnov(reference.values, current.values, { exactUpTo })
      : distanceAtEdges(reference, current)
  return {
    tested: { test: 'kolmogorovSmirnov', score: pValue, isChance: true },
    effect: { name: 'kolmogorovDistance', value: statistic },
  }
}

/** The largest distance at the cuts of a sketch; what may lie between them is left out, so p is never too small. */
function distanceAtEdges(reference: Numbers, current: Numbers) {
  const [known, other] = isRaw(reference) ? [current, reference] : [reference, current]
  const edges = isRaw(known) ? [] : known.edges
  const [first, second] = [sharesBelow(known, edges), sharesBelow(other, edges)]
  const statistic = first.reduce(
    (largest, share, at) => Math.max(largest, Math.abs(share - (second[at] ?? 0))),
    0,
  )
  const [n, m] = [countOf(reference), countOf(current)]
  return { statistic, pValue: kolmogorovTail(statistic, Math.round((n * m) / (n + m))) }
}
