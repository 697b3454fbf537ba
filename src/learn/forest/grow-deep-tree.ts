import type { Random } from '../../base/index.ts'
import type { Breather } from '../breather.ts'
import type { Tree } from '../trees/tree.ts'
import { categoriesOf } from '../trees/bin-features.ts'
import { addLeaf, startNodes, turnToInner } from '../trees/tree-nodes.ts'
import { drawClassSplit } from './draw-class-split.ts'
import { drawSplit } from './draw-split.ts'
import { findClassSplit } from './find-class-split.ts'
import { findDeepSplit, noSplit, type DeepSplit } from './find-deep-split.ts'
import { keyOf, missingKey, type ForestColumn } from './forest-columns.ts'
import { groupRows, openGroups, partsCategories, type Groups, type NodeRows } from './group-rows.ts'
import { weighNode, type NodeClasses } from './node-classes.ts'
import { drawCategories, orderCategories } from './part-categories.ts'

export interface DeepGrowth {
  readonly columns: readonly ForestColumn[]
  /** Of classes any numbers that tell them apart. */
  readonly target: Float64Array
  /** Set where the target is a class. */
  readonly classes: NodeClasses | undefined
  /** By row number. */
  readonly weights: Float64Array
  /** The rows that the tree sees, each once and of a weight above 0. Growing puts them in another order. */
  readonly rows: Uint32Array
  readonly maxDepth: number
  readonly minLeafRows: number
  readonly minSplitRows: number
  /** How many columns with more than one value a split looks at. */
  readonly columnCount: number
  /** Whether chance puts the splits of each column, and not what they gain. */
  readonly isDrawn: boolean
  readonly random: Random
  readonly workshop: DeepWorkshop
  readonly breather: Breather
}

/** Memory that trees use one after the other. */
export interface DeepWorkshop {
  readonly aside: Uint32Array
  readonly weights: Float64Array
  readonly products: Float64Array
  readonly order: Uint32Array
  readonly groups: Groups
}

export function openDeepWorkshop(rowCount: number, columnCount: number): DeepWorkshop {
  return {
    aside: new Uint32Array(rowCount),
    weights: new Float64Array(rowCount),
    products: new Float64Array(rowCount),
    order: Uint32Array.from({ length: columnCount }, (_, column) => column),
    groups: openGroups(rowCount),
  }
}

interface Bud {
  readonly node: number
  readonly start: number
  readonly end: number
  readonly depth: number
}

/**
 * Splits every node until its rows are alike, or the rules forbid. Leaves answer their mean; where the target is a
 * class, that means nothing.
 */
export async function growDeepTree(growth: DeepGrowth): Promise<Tree> {
  const { rows, breather } = growth
  growth.workshop.order.sort()
  const nodes = startNodes()
  const buds: Bud[] = [{ node: addLeaf(nodes), start: 0, end: rows.length, depth: 0 }]
  for (let bud = buds.pop(); bud !== undefined; bud = buds.pop()) {
    const own = gather(growth, bud)
    nodes.value[bud.node] = growth.classes === undefined ? own.mean : 0
    const split = canSplit(growth, bud, own) ? pickSplit(growth, own) : undefined
    if (split !== undefined && split.column >= 0) {
      nodes.value[bud.node] = 0
      const [left, right] = [addLeaf(nodes), addLeaf(nodes)]
      const gain = Math.max(0, split.score - wholeScore(growth, own))
      turnToInner(nodes, bud.node, { ...toInner(growth, split), gain }, left, right)
      const middle = partition(growth, bud, split)
      const depth = bud.depth + 1
      buds.push({ node: right, start: middle, end: bud.end, depth })
      buds.push({ node: left, start: bud.start, end: middle, depth })
    }
    const work = 100 + (bud.end - bud.start) * growth.columnCount * 5
    if (breather.isDue(work)) await breather.breathe()
  }
  return nodes
}

interface Gathered extends NodeRows {
  readonly mean: number
  readonly isPure: boolean
}

function gather({ rows, target, weights, workshop }: DeepGrowth, { start, end }: Bud): Gathered {
  const own = rows.subarray(start, end)
  const ownWeights = workshop.weights.subarray(0, own.length)
  const products = workshop.products.subarray(0, own.length)
  // Around the first target: the sums of targets far from zero would leave few digits of their squares.
  const first = target[own[0] ?? 0] ?? 0
  let weight = 0
  let sum = 0
  let isPure = true
  for (let place = 0; place < own.length; place += 1) {
    const row = own[place] ?? 0
    const from = (target[row] ?? 0) - first
    const ownWeight = weights[row] ?? 0
    if (from !== 0) isPure = false
    ownWeights[place] = ownWeight
    products[place] = from * ownWeight
    weight += ownWeight
    sum += from * ownWeight
  }
  return {
    rows: own,
    weights: ownWeights,
    products,
    weight,
    sum,
    isPure,
    mean: first + sum / weight,
  }
}

/** What the split must be above. */
function wholeScore({ classes }: DeepGrowth, { sum, weight }: NodeRows): number {
  return (classes === undefined ? sum * sum : classes.squares) / weight
}

function canSplit(growth: DeepGrowth, { depth }: Bud, own: Gathered): boolean {
  const fewest = Math.max(2 * growth.minLeafRows, growth.minSplitRows)
  return !own.isPure && depth < growth.maxDepth && own.rows.length >= fewest
}

/** Looks at columns in an order that is drawn, until enough of them had more than one value. */
function pickSplit(growth: DeepGrowth, own: NodeRows): DeepSplit {
  const { columns, columnCount, random, workshop, classes } = growth
  const { order } = workshop
  const best = noSplit()
  if (classes !== undefined) weighNode(classes, own)
  let seen = 0
  for (let place = 0; place < order.length && (seen < columnCount || best.column < 0); place += 1) {
    const other = place + random.below(order.length - place)
    const index = order[other] ?? 0
    order[other] = order[place] ?? 0
    order[place] = index
    const column = columns[index]
    if (column !== undefined && tryColumn(growth, own, column, index, best)) seen += 1
  }
  return best
}

/** Puts the column's best split into `best`, if it is better. False where it has but one value here. */
function tryColumn(
  { minLeafRows, random, isDrawn, workshop: { groups }, classes }: DeepGrowth,
  own: NodeRows,
  column: ForestColumn,
  index: number,
  best: DeepSplit,
): boolean {
  if (isDrawn && !partsCategories(column)) {
    return classes === undefined
      ? drawSplit(column, index, own, minLeafRows, random, best)
      : drawClassSplit(column, index, own, classes, minLeafRows, random, best)
  }
  groupRows(groups, column, own)
  if (groups.count + Number(groups.hasMissing) < 2) return false
  if (groups.isParted) {
    orderCategories(groups, column, own, classes)
    if (isDrawn) {
      drawCategories(groups, column, index, own, classes, minLeafRows, random, best)
      return true
    }
  }
  if (classes === undefined) findDeepSplit(groups, column, index, own, minLeafRows, best)
  else findClassSplit(groups, column, index, own, classes, minLeafRows, best)
  return true
}

function toInner({ columns }: DeepGrowth, { column, threshold, bins, missingLeft }: DeepSplit) {
  const own = columns[column]
  const set = bins && own && categoriesOf(own, [...bins])
  return { feature: column, threshold, missingLeft, ...(set === undefined ? {} : { set }) }
}

/** Puts the rows that go left before those that go right, both in their order; gives the first on the right. */
function partition(growth: DeepGrowth, { start, end }: Bud, split: DeepSplit): number {
  const { rows, workshop, columns } = growth
  const { aside } = workshop
  const { keys, bins } = columns[split.column] ?? noColumn
  const last = keyOf(split.threshold)
  const isTold = split.bins && flagsOf(split.bins)
  const missing = split.missingLeft ? 1 : 0
  let left = start
  let right = 0
  for (let place = start; place < end; place += 1) {
    const row = rows[place] ?? 0
    const key = keys[row] ?? 0
    const goesLeft = isTold === undefined ? key <= last : isTold[bins[row] ?? 0] === 1
    const isLeft = key === missingKey ? missing : Number(goesLeft)
    rows[left] = row
    aside[right] = row
    left += isLeft
    right += 1 - isLeft
  }
  rows.set(aside.subarray(0, right), left)
  return left
}

const noColumn = { keys: new Uint32Array(0), bins: new Uint8Array(0) }

function flagsOf(bins: ReadonlySet<number>): Uint8Array {
  const flags = new Uint8Array(256)
  for (const bin of bins) flags[bin] = 1
  return flags
}
