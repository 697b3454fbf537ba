import { fillEmptyShares, populationStability } from '../../learn/index.ts'
import type { WindowColumn, WindowStatistics } from './window-store.ts'

/** Fewer values than this say little of how they lie. */
const enoughValues = 100

/**
 * By column, the population stability index of a stretch against a reference, from what is kept of both:
 * of columns with few different values over those, of other numbers over tenths of the reference. Columns
 * of fewer than 100 values on a side are left out. Usual reading: from 0.1 on a shift, from 0.25 on a great
 * one.
 */
export function windowStability(
  window: WindowStatistics,
  reference: WindowStatistics,
): ReadonlyMap<string, number> {
  const found = reference.columns.flatMap((before) => {
    const after = window.columns.find(({ name }) => name === before.name)
    if (after === undefined) return []
    const counts = [countOf(reference, before), countOf(window, after)] as const
    if (Math.min(...counts) < enoughValues) return []
    const shares = valueShares(before, after, counts) ?? decileShares(before, after)
    if (shares === undefined) return []
    const [old, current] = shares.map((side) => fillEmptyShares(Float64Array.from(side)))
    if (old === undefined || current === undefined) return []
    return [[before.name, populationStability(old, current)] as const]
  })
  return new Map(found)
}

type Shares = readonly [before: readonly number[], after: readonly number[]]

function countOf({ rowCount }: WindowStatistics, { missingCount }: WindowColumn): number {
  return rowCount - missingCount
}

/** Undefined where a number has more different values than are kept. */
function valueShares(
  before: WindowColumn,
  after: WindowColumn,
  [beforeCount, afterCount]: readonly [number, number],
): Shares | undefined {
  if (before.commonest === undefined || after.commonest === undefined) return undefined
  const sides = [sharesOf(before.commonest, beforeCount), sharesOf(after.commonest, afterCount)]
  const isNumber = before.deciles !== undefined
  if (isNumber && sides.some((shares) => 1 - sum(shares.values()) > 1e-9)) return undefined
  const names = [...new Set(sides.flatMap((shares) => [...shares.keys()]))]
  const [old, current] = sides.map((shares) => {
    const told = names.map((name) => shares.get(name) ?? 0)
    return [...told, Math.max(0, 1 - sum(told))]
  })
  if (old === undefined || current === undefined) return undefined
  return withoutEmpty(old, current)
}

function sharesOf(
  values: NonNullable<WindowColumn['commonest']>,
  count: number,
): ReadonlyMap<string, number> {
  return new Map(values.map((one) => [one.value, one.count / count]))
}

function decileShares(before: WindowColumn, after: WindowColumn): Shares | undefined {
  if (before.deciles === undefined || after.deciles === undefined) return undefined
  const edges = [...new Set(before.deciles)]
  return withoutEmpty(binShares(before, edges), binShares(after, edges))
}

/** The share of the values in each interval between edges, by straight lines between the deciles. */
function binShares({ deciles = [], min = 0, max = 0 }: WindowColumn, edges: readonly number[]) {
  const places = [min, ...deciles, max]
  const upTo = (value: number): number => {
    const next = places.findIndex((place) => place > value)
    if (next === -1) return 1
    if (next === 0) return 0
    const [from, to] = [places[next - 1] ?? value, places[next] ?? value]
    return (next - 1 + (value - from) / (to - from)) / (places.length - 1)
  }
  const cumulative = [...edges.map(upTo), 1]
  return cumulative.map((share, at) => share - (cumulative[at - 1] ?? 0))
}

/** A bin that is empty on both sides says nothing. */
function withoutEmpty(old: readonly number[], current: readonly number[]): Shares {
  const held = old.map((share, at) => share > 0 || (current[at] ?? 0) > 0)
  const kept = (shares: readonly number[]) => shares.filter((_, at) => held[at])
  return [kept(old), kept(current)]
}

function sum(values: Iterable<number>): number {
  let total = 0
  for (const value of values) total += value
  return total
}
