import type { CategorySketch } from '../../learn/index.ts'
import { compareCounts } from './compare-counts.ts'
import type { Comparison } from './comparison.ts'

type Counted = Pick<CategorySketch, 'categories' | 'otherCount' | 'count'>

/** Compares two sides by how often each category comes. Both have values. */
export function compareCategories(reference: Counted, current: Counted): Comparison {
  const table = putTogether(reference, current)
  const referenceCounts = table.map((row) => row.reference)
  const currentCounts = table.map((row) => row.current)
  const fresh = table.filter((row) => row.reference === 0 && row.category !== undefined)
  const gone = table.filter((row) => row.current === 0 && row.category !== undefined)
  const outside = fresh.reduce((sum, row) => sum + row.current, 0)
  return {
    state:
      reference.categories.length === 1 && reference.otherCount === 0 ? 'constant' : 'measured',
    ...compareCounts(referenceCounts, currentCounts),
    newCategories: namesOf(fresh.toSorted((a, b) => b.current - a.current)),
    goneCategories: namesOf(gone.toSorted((a, b) => b.reference - a.reference)),
    outsideShare: outside / current.count,
    bins: binsOf(table, reference.count, current.count),
  }
}

interface CountedCategory {
  /** Undefined for all that a sketch does not name. */
  readonly category: string | undefined
  readonly reference: number
  readonly current: number
}

/** Where a sketch has left the rare ones out, what it does not name is compared as one. */
function putTogether(reference: Counted, current: Counted): readonly CountedCategory[] {
  const inReference = new Map(reference.categories)
  const inCurrent = new Map(current.categories)
  const names = new Set([...inReference.keys(), ...inCurrent.keys()])
  const rows: CountedCategory[] = []
  const others = { reference: reference.otherCount, current: current.otherCount }
  for (const category of names) {
    const [first, second] = [inReference.get(category), inCurrent.get(category)]
    const isKnown =
      (first !== undefined || reference.otherCount === 0) &&
      (second !== undefined || current.otherCount === 0)
    if (isKnown) rows.push({ category, reference: first ?? 0, current: second ?? 0 })
    else {
      others.reference += first ?? 0
      others.current += second ?? 0
    }
  }
  if (others.reference + others.current > 0) rows.push({ category: undefined, ...others })
  return rows
}

const mostNamed = 20

function namesOf(rows: readonly CountedCategory[]): readonly string[] {
  return rows.slice(0, mostNamed).map(({ category = '' }) => category)
}

/** The most frequent of both, and the rest as one. */
function binsOf(
  table: readonly CountedCategory[],
  referenceCount: number,
  currentCount: number,
): Comparison['bins'] {
  const share = (row: CountedCategory) =>
    row.reference / referenceCount + row.current / currentCount
  const sorted = table
    .filter((row) => row.category !== undefined)
    .toSorted((a, b) => share(b) - share(a))
  const shown = sorted.slice(0, mostNamed)
  const rest = (side: 'reference' | 'current', count: number) =>
    1 - shown.reduce((sum, row) => sum + row[side], 0) / count
  const hasRest = table.length > shown.length
  return {
    kind: 'category',
    categories: [...namesOf(shown), ...(hasRest ? ['(others)'] : [])],
    reference: [
      ...shown.map((row) => row.reference / referenceCount),
      ...(hasRest ? [rest('reference', referenceCount)] : []),
    ],
    current: [
      ...shown.map((row) => row.current / currentCount),
      ...(hasRest ? [rest('current', currentCount)] : []),
    ],
  }
}
