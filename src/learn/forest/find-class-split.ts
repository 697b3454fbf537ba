import { takeSplit, type DeepSplit } from './find-deep-split.ts'
import type { ForestColumn } from './forest-columns.ts'
import { placesOfKey, type Groups, type NodeRows } from './group-rows.ts'
import type { NodeClasses } from './node-classes.ts'

/** Puts the split between two groups after which classes are least mixed (Gini) into `best`, if it is better. */
export function findClassSplit(
  groups: Groups,
  column: ForestColumn,
  index: number,
  node: NodeRows,
  classes: NodeClasses,
  minLeafRows: number,
  best: DeepSplit,
): void {
  orderRows(groups, column, node, classes)
  for (const missingLeft of groups.hasMissing ? [false, true] : [false]) {
    const { group, score } = scan(groups, node, classes, minLeafRows, missingLeft, best.score)
    if (group >= 0) takeSplit(groups, column, index, group, missingLeft, score, best)
  }
}

/** Those without a value come last. */
function orderRows(
  { count, hasMissing, isBinned, keys, rowCounts, packed }: Groups,
  { bins }: ForestColumn,
  { rows }: NodeRows,
  { order, starts }: NodeClasses,
): void {
  if (!isBinned) {
    for (let at = 0; at < rows.length; at += 1) order[at] = (packed[at] ?? 0) % placesOfKey
    return
  }
  let start = 0
  for (let group = 0; group < count + Number(hasMissing); group += 1) {
    starts[keys[group] ?? 0] = start
    start += rowCounts[group] ?? 0
  }
  for (let place = 0; place < rows.length; place += 1) {
    const bin = bins[rows[place] ?? 0] ?? 0
    const at = starts[bin] ?? 0
    order[at] = place
    starts[bin] = at + 1
  }
}

/** The last group on the left side of the best split above `least`, or −1. */
function scan(
  { count, hasMissing, rowCounts }: Groups,
  node: NodeRows,
  { places, sums, squares, left, order }: NodeClasses,
  minLeafRows: number,
  missingLeft: boolean,
  least: number,
): { readonly group: number; readonly score: number } {
  const { rows, weights } = node
  const known = rows.length - (hasMissing ? (rowCounts[count] ?? 0) : 0)
  left.fill(0)
  let weight = 0
  let leftSquares = 0
  let rightSquares = squares
  let leftRows = 0
  let best = -1
  let bestScore = least
  const end = hasMissing && !missingLeft ? count : count - 1
  // What is missing goes first where it is on the left, and never where it is on the right.
  for (let group = missingLeft ? -1 : 0; group < end; group += 1) {
    const from = group < 0 ? known : leftRows - (missingLeft ? rows.length - known : 0)
    const until = group < 0 ? rows.length : from + (rowCounts[group] ?? 0)
    for (let at = from; at < until; at += 1) {
      const place = order[at] ?? 0
      const own = places[rows[place] ?? 0] ?? 0
      const added = weights[place] ?? 0
      const before = left[own] ?? 0
      leftSquares += added * (2 * before + added)
      rightSquares -= added * (2 * ((sums[own] ?? 0) - before) - added)
      left[own] = before + added
      weight += added
    }
    leftRows += until - from
    if (group < 0 || leftRows < minLeafRows) continue
    if (rows.length - leftRows < minLeafRows) break
    const score = leftSquares / weight + rightSquares / (node.weight - weight)
    if (score > bestScore) {
      bestScore = score
      best = group
    }
  }
  return { group: best, score: bestScore }
}
