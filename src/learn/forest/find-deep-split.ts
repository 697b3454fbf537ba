import { aboveAll } from '../trees/tree-nodes.ts'
import { betweenKeys, type ForestColumn } from './forest-columns.ts'
import type { Groups, NodeRows } from './group-rows.ts'

/** The best split found so far, or none: then `column` is −1. */
export interface DeepSplit {
  column: number
  threshold: number
  /** Where categories are parted: the bins that go left. */
  bins: ReadonlySet<number> | undefined
  missingLeft: boolean
  /**
   * S²/W of both sides, where S sums the targets, or those of each class, and W the weights: the higher, the less
   * they vary.
   */
  score: number
}

export function noSplit(): DeepSplit {
  return {
    column: -1,
    threshold: 0,
    bins: undefined,
    missingLeft: false,
    score: Number.NEGATIVE_INFINITY,
  }
}

/** Puts the best split between two groups into `best`, if it is better. */
export function findDeepSplit(
  groups: Groups,
  column: ForestColumn,
  index: number,
  node: NodeRows,
  minLeafRows: number,
  best: DeepSplit,
): void {
  const right = scan(groups, node, minLeafRows, false, best.score)
  if (right >= 0) takeSplit(groups, column, index, right, false, scanned, best)
  if (!groups.hasMissing) return
  const left = scan(groups, node, minLeafRows, true, best.score)
  if (left >= 0) takeSplit(groups, column, index, left, true, scanned, best)
}

let scanned = 0

/**
 * The last group on the left side of the best split above `least`, or −1; its score is in `scanned`.
 * Missing values are on the side that is said, and so may be all that is on the right.
 */
function scan(
  groups: Groups,
  node: NodeRows,
  minLeafRows: number,
  missingLeft: boolean,
  least: number,
): number {
  const { count, hasMissing, rowCounts, weights, sums } = groups
  const rowCount = node.rows.length
  const wholeSum = node.sum
  const wholeWeight = node.weight
  let leftRows = missingLeft ? (rowCounts[count] ?? 0) : 0
  let weight = missingLeft ? (weights[count] ?? 0) : 0
  let sum = missingLeft ? (sums[count] ?? 0) : 0
  let best = -1
  let bestScore = least
  const end = hasMissing && !missingLeft ? count : count - 1
  for (let group = 0; group < end; group += 1) {
    leftRows += rowCounts[group] ?? 0
    weight += weights[group] ?? 0
    sum += sums[group] ?? 0
    if (leftRows < minLeafRows) continue
    if (rowCount - leftRows < minLeafRows) break
    const rest = wholeSum - sum
    const score = (sum * sum) / weight + (rest * rest) / (wholeWeight - weight)
    if (score > bestScore) {
      bestScore = score
      best = group
    }
  }
  scanned = bestScore
  return best
}

/** Puts the split after a group into `best`. */
export function takeSplit(
  groups: Groups,
  column: ForestColumn,
  index: number,
  group: number,
  missingLeft: boolean,
  score: number,
  best: DeepSplit,
): void {
  best.column = index
  best.score = score
  if (groups.isParted) {
    takeSet(groups, (other) => other <= group, missingLeft, best)
    return
  }
  best.bins = undefined
  best.threshold = thresholdAfter(groups, column, group)
  best.missingLeft = groups.hasMissing
    ? missingLeft
    : // Nothing is known of missing values here: they go where most rows go.
      goesLeft(groups, group)
}

/** Parts the node's categories: those of fewer rows are told, as others that are not here go with most rows. */
export function takeSet(
  { count, hasMissing, keys, rowCounts }: Groups,
  goesLeft: (group: number) => boolean,
  missingLeft: boolean,
  best: DeepSplit,
): void {
  const all = Array.from({ length: count }, (_, group) => group)
  let balance = hasMissing ? (missingLeft ? 1 : -1) * (rowCounts[count] ?? 0) : 0
  for (const group of all) balance += (goesLeft(group) ? 1 : -1) * (rowCounts[group] ?? 0)
  const isMore = balance > 0
  const told = all.filter((group) => goesLeft(group) !== isMore)
  best.threshold = 0
  best.bins = new Set(told.map((group) => keys[group] ?? 0))
  best.missingLeft = hasMissing && missingLeft !== isMore
}

function thresholdAfter(groups: Groups, { edges }: ForestColumn, group: number): number {
  if (group === groups.count - 1) return aboveAll
  const low = groups.keys[group] ?? 0
  if (groups.isBinned) return edges[low] ?? aboveAll
  return betweenKeys(low, groups.keys[group + 1] ?? 0)
}

function goesLeft({ count, rowCounts }: Groups, last: number): boolean {
  let balance = 0
  for (let group = 0; group < count; group += 1) {
    balance += group <= last ? (rowCounts[group] ?? 0) : -(rowCounts[group] ?? 0)
  }
  return balance >= 0
}
