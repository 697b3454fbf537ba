import type { Feature } from '../feature-matrix.ts'
import { placeRows, type Tree } from '../trees/tree.ts'
import type { LeafTargets, TreeTargets } from './forest.ts'

/** More values than these tell no quantile apart that anybody asks for. */
const mostValues = 200

/** Sums of whole numbers up to it are exact in 32 bits. */
const exactWhole = 2 ** 24

export interface TargetGrid {
  readonly values: readonly number[]
  /** Of each row the place of its target's value. */
  readonly places: Uint16Array
}

/** All different targets, or the middles of groups of as many rows. */
export function gridOf(target: Float64Array): TargetGrid {
  const order = Uint32Array.from(target.keys()).toSorted(
    (a, b) => (target[a] ?? 0) - (target[b] ?? 0),
  )
  const distinct = new Set(target).size
  const values: number[] = []
  const places = new Uint16Array(target.length)
  const groupRows = distinct <= mostValues ? 1 : order.length / mostValues
  for (let start = 0; start < order.length;) {
    const end = endOfGroup(
      target,
      order,
      Math.max(start + 1, Math.round((values.length + 1) * groupRows)),
      distinct,
    )
    for (const row of order.subarray(start, end)) places[row] = values.length
    values.push(target[order[(start + end - 1) >> 1] ?? 0] ?? 0)
    start = end
  }
  return { values, places }
}

/** Equal targets stay together. */
function endOfGroup(
  target: Float64Array,
  order: Uint32Array,
  wanted: number,
  distinct: number,
): number {
  let end = distinct <= mostValues ? wanted : Math.min(order.length, wanted)
  while (end < order.length && target[order[end] ?? 0] === target[order[end - 1] ?? 0]) end += 1
  return end
}

export function wholeOf(treeCount: number): number {
  return 2 ** Math.floor(Math.log2(exactWhole / treeCount))
}

/** What the rows that a tree has seen hold in each of its leaves, as parts of `whole`. */
export function gatherTargets(
  tree: Tree,
  features: readonly Feature[],
  rows: Uint32Array,
  weights: Float64Array,
  { grid, whole }: { readonly grid: TargetGrid; readonly whole: LeafTargets['whole'] },
): TreeTargets {
  const nodes = placeRows(tree, features, rows)
  const sums = tree.feature.map(() => new Map<number, number>())
  for (const [at, row] of rows.entries()) {
    const own = sums[nodes[at] ?? 0]
    const place = grid.places[row] ?? 0
    own?.set(place, (own.get(place) ?? 0) + (weights[row] ?? 0))
  }
  const start = [0]
  const place: number[] = []
  const part: number[] = []
  for (const own of sums) {
    const sorted = [...own].toSorted(([a], [b]) => a - b)
    place.push(...sorted.map(([at]) => at))
    part.push(
      ...toParts(
        sorted.map(([, sum]) => sum),
        whole,
      ),
    )
    start.push(place.length)
  }
  return { start, place, part }
}

/** Whole numbers in proportion: each ends where the sum so far does, so that all sum to the whole. */
function toParts(sums: readonly number[], whole: number): readonly number[] {
  const all = sums.reduce((sum, own) => sum + own, 0)
  let done = 0
  let before = 0
  return sums.map((own) => {
    done += own
    const end = Math.round((done / all) * whole)
    const part = end - before
    before = end
    return part
  })
}
