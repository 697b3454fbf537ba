import type { CountPair } from './evidently/evidently-counts.ts'
import type { ColumnValues } from './column-values.ts'
import { isRaw } from './numbers.ts'

/** How often each value of either side comes on both, in the order of their first occurrence. */
export function countValues(reference: ColumnValues, current: ColumnValues): CountPair {
  const [first, second] = [countsOf(reference), countsOf(current)]
  const keys = [...new Set([...first.keys(), ...second.keys()])].toSorted(inOrder)
  return {
    reference: keys.map((key) => first.get(key) ?? 0),
    current: keys.map((key) => second.get(key) ?? 0),
  }
}

function countsOf(side: ColumnValues): ReadonlyMap<number | string, number> {
  if (side.kind === 'category') return new Map(side.counted.categories)
  if (!isRaw(side.numbers)) return new Map(side.numbers.values)
  const counts = new Map<number, number>()
  for (const value of side.numbers.values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

function inOrder(a: number | string, b: number | string): number {
  return a < b ? -1 : Number(a > b)
}
