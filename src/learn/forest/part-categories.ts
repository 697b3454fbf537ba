import type { Random } from '../../base/index.ts'
import { classScore } from './draw-class-split.ts'
import { takeSet, type DeepSplit } from './find-deep-split.ts'
import type { ForestColumn } from './forest-columns.ts'
import { orderGroups, type Groups, type NodeRows } from './group-rows.ts'
import type { NodeClasses } from './node-classes.ts'

/**
 * Puts categories into the order in which the best two sets are neighbours: of their means (Fisher 1958), of several
 * classes along the way in which their shares differ most (Coppersmith, Hong & Hosking 1999).
 */
export function orderCategories(
  groups: Groups,
  column: ForestColumn,
  node: NodeRows,
  classes: NodeClasses | undefined,
): void {
  const { weights, sums } = groups
  if (classes === undefined) {
    orderGroups(groups, (group) => (sums[group] ?? 0) / (weights[group] ?? 1))
    return
  }
  const shares = classShares(groups, column, node, classes)
  const way = mainWay(groups, shares, classes, node.weight)
  orderGroups(groups, (group) => dot(shares[group], way))
}

/** Of each group how much of each class it has, as shares. */
function classShares(
  { count, hasMissing, keys, weights }: Groups,
  { bins }: ForestColumn,
  { rows, weights: ownWeights }: NodeRows,
  { places, sums }: NodeClasses,
): readonly Float64Array[] {
  const groupOf = new Uint8Array(256)
  const groupCount = count + Number(hasMissing)
  for (let group = 0; group < groupCount; group += 1) groupOf[keys[group] ?? 0] = group
  const shares = Array.from({ length: groupCount }, () => new Float64Array(sums.length))
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    const own = shares[groupOf[bins[row] ?? 0] ?? 0]
    const at = places[row] ?? 0
    if (own !== undefined) own[at] = (own[at] ?? 0) + (ownWeights[place] ?? 0)
  }
  return shares.map((own, group) => own.map((weight) => weight / (weights[group] ?? 1)))
}

/** Enough for an order: what is left of other ways fades with each. */
const turns = 10

/** The first principal component of the shares, by turns of the matrix of how they vary. */
function mainWay(
  { count, weights }: Groups,
  shares: readonly Float64Array[],
  { sums }: NodeClasses,
  whole: number,
): Float64Array {
  const far = shares
    .slice(0, count)
    .map((own) => own.map((share, at) => share - (sums[at] ?? 0) / whole))
  const spread = far.map((own, group) => (weights[group] ?? 0) * dot(own, own))
  let way = far[spread.indexOf(Math.max(...spread))] ?? new Float64Array(sums.length)
  for (let turn = 0; turn < turns; turn += 1) {
    const next = new Float64Array(way.length)
    for (const [group, own] of far.entries()) {
      const along = (weights[group] ?? 0) * dot(own, way)
      for (let at = 0; at < next.length; at += 1)
        next[at] = (next[at] ?? 0) + along * (own[at] ?? 0)
    }
    const length = Math.sqrt(dot(next, next))
    if (!(length > 0)) return way
    way = next.map((value) => value / length)
  }
  return way
}

function dot(one: Float64Array | undefined, other: Float64Array): number {
  let sum = 0
  for (let at = 0; at < other.length; at += 1) sum += (one?.[at] ?? 0) * (other[at] ?? 0)
  return sum
}

/** Puts each category of the node on a side by chance, and that split into `best`, if it is better. */
export function drawCategories(
  groups: Groups,
  column: ForestColumn,
  index: number,
  node: NodeRows,
  classes: NodeClasses | undefined,
  minLeafRows: number,
  random: Random,
  best: DeepSplit,
): void {
  const { count, hasMissing, rowCounts } = groups
  const isLeft = drawSides(count, random)
  let ownRows = 0
  for (let group = 0; group < count; group += 1) {
    if (isLeft[group] === 1) ownRows += rowCounts[group] ?? 0
  }
  if (classes !== undefined) weighClasses(groups, column, node, classes, isLeft)
  for (const missingLeft of hasMissing ? [false, true] : [false]) {
    const leftRows = ownRows + (missingLeft ? (rowCounts[count] ?? 0) : 0)
    if (leftRows < minLeafRows || node.rows.length - leftRows < minLeafRows) continue
    const score =
      classes === undefined
        ? meanScore(groups, node, isLeft, missingLeft)
        : classScore(classes, node.weight, missingLeft)
    if (score <= best.score) continue
    Object.assign(best, { column: index, score })
    takeSet(groups, (group) => isLeft[group] === 1, missingLeft, best)
  }
}

/** Where chance cuts them in their order. */
function drawSides(count: number, random: Random): Uint8Array {
  const isLeft = new Uint8Array(count)
  return count < 2 ? isLeft.fill(1) : isLeft.fill(1, 0, 1 + random.below(count - 1))
}

function meanScore(
  { count, weights, sums }: Groups,
  node: NodeRows,
  isLeft: Uint8Array,
  missingLeft: boolean,
): number {
  let weight = missingLeft ? (weights[count] ?? 0) : 0
  let sum = missingLeft ? (sums[count] ?? 0) : 0
  for (let group = 0; group < count; group += 1) {
    if (isLeft[group] !== 1) continue
    weight += weights[group] ?? 0
    sum += sums[group] ?? 0
  }
  const rest = node.sum - sum
  return (sum * sum) / weight + (rest * rest) / (node.weight - weight)
}

function weighClasses(
  { count, keys }: Groups,
  { bins, missingBin }: ForestColumn,
  { rows, weights }: NodeRows,
  { places, left, missing }: NodeClasses,
  isLeft: Uint8Array,
): void {
  const goesLeft = new Uint8Array(256)
  for (let group = 0; group < count; group += 1) goesLeft[keys[group] ?? 0] = isLeft[group] ?? 0
  left.fill(0)
  missing.fill(0)
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    const bin = bins[row] ?? 0
    const own = places[row] ?? 0
    const side = bin === missingBin ? missing : left
    if (bin === missingBin || goesLeft[bin] === 1)
      side[own] = (side[own] ?? 0) + (weights[place] ?? 0)
  }
}
