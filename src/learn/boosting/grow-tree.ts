import type { Breather } from '../breather.ts'
import { findSplit, type Split, type SplitRules, type Sums } from './find-split.ts'
import {
  fillHistogram,
  subtractHistogram,
  type Histogram,
  type HistogramPlan,
} from './histogram.ts'
import type { Tree } from '../trees/tree.ts'
import {
  aboveAll,
  addLeaf,
  startNodes,
  turnToInner,
  type InnerNode,
  type TreeNodes,
} from '../trees/tree-nodes.ts'

export interface Growth {
  readonly plan: HistogramPlan
  /** The rows that the tree sees. Growing puts them in the order of the leaves. */
  readonly rows: Uint32Array
  /** By row number, times weight. */
  readonly gradients: Float64Array
  readonly weights: Float64Array | undefined
  readonly rules: SplitRules
  readonly maxLeaves: number
  readonly maxDepth: number
  readonly workshop: Workshop
  readonly breather: Breather
}

/** A leaf while the tree grows: `rows[start … end)` stand in it. */
export interface GrownLeaf {
  readonly node: number
  readonly start: number
  readonly end: number
  readonly sums: Sums
}

export interface GrownTree {
  readonly tree: Tree
  readonly leaves: readonly GrownLeaf[]
}

/** Memory that trees use one after the other. */
export interface Workshop {
  readonly rows: Uint32Array
  readonly gradients: Float64Array
  readonly weights: Float64Array
  readonly histograms: Histogram[]
}

export function openWorkshop(rowCount: number): Workshop {
  return {
    rows: new Uint32Array(rowCount),
    gradients: new Float64Array(rowCount),
    weights: new Float64Array(rowCount),
    histograms: [],
  }
}

interface Bud extends GrownLeaf {
  readonly depth: number
  readonly histogram: Histogram | undefined
  readonly split: Split | undefined
}

/** Splits the leaf that gains most, again and again, until none may or gains. Leaves have no value yet. */
export async function growTree(growth: Growth): Promise<GrownTree> {
  const { maxLeaves, breather } = growth
  const nodes = startNodes()
  let buds: readonly Bud[] = [plantRoot(growth, addLeaf(nodes))]
  for (;;) {
    const bud = pickBud(buds)
    if (bud?.split === undefined) break
    const isLast = buds.length + 1 >= maxLeaves
    const grown = splitBud(growth, nodes, bud, bud.split, isLast)
    buds = buds.flatMap((other) => (other === bud ? grown : [other]))
    if (isLast) break
    const work = (bud.end - bud.start) * (growth.plan.features.length + workBesideCounting)
    if (breather.isDue(work)) await breather.breathe()
  }
  for (const bud of buds) release(growth, bud.histogram)
  return { tree: nodes, leaves: buds }
}

/** Of a row, beside its features: to be put on its side, gathered, and given its leaf's value. */
const workBesideCounting = 8

function plantRoot(growth: Growth, node: number): Bud {
  const { rows, gradients, weights } = growth
  let gradient = 0
  let weight = 0
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    gradient += gradients[row] ?? 0
    weight += weights === undefined ? 1 : (weights[row] ?? 0)
  }
  const bud = { node, start: 0, end: rows.length, sums: { gradient, weight }, depth: 0 }
  if (!canSplit(growth, bud)) return { ...bud, histogram: undefined, split: undefined }
  return findBest(growth, { ...bud, histogram: fillFor(growth, bud) })
}

function pickBud(buds: readonly Bud[]): Bud | undefined {
  let best: Bud | undefined
  for (const bud of buds) {
    if (bud.split !== undefined && bud.split.gain > (best?.split?.gain ?? 0)) best = bud
  }
  return best
}

function splitBud(
  growth: Growth,
  nodes: TreeNodes,
  bud: Bud,
  split: Split,
  isLast: boolean,
): [Bud, Bud] {
  const middle = partition(growth, bud, split)
  const leftNode = addLeaf(nodes)
  const rightNode = addLeaf(nodes)
  turnToInner(nodes, bud.node, toInner(split), leftNode, rightNode)
  const depth = bud.depth + 1
  const left = { node: leftNode, start: bud.start, end: middle, sums: split.left, depth }
  const right = { node: rightNode, start: middle, end: bud.end, sums: split.right, depth }
  const isLeftSmall = middle - bud.start <= bud.end - middle
  const [small, large] = isLeftSmall ? [left, right] : [right, left]
  if (
    isLast ||
    bud.histogram === undefined ||
    !(canSplit(growth, small) || canSplit(growth, large))
  ) {
    release(growth, bud.histogram)
    return [asLeaf(left), asLeaf(right)]
  }
  // The larger side is what the smaller one leaves of the whole: half of the counting, or less.
  const smallHistogram = fillFor(growth, small)
  subtractHistogram(bud.histogram, smallHistogram)
  const smallBud = findBest(growth, { ...small, histogram: smallHistogram })
  const largeBud = findBest(growth, { ...large, histogram: bud.histogram })
  return isLeftSmall ? [smallBud, largeBud] : [largeBud, smallBud]
}

function asLeaf(leaf: Omit<Bud, 'histogram' | 'split'>): Bud {
  return { ...leaf, histogram: undefined, split: undefined }
}

function canSplit(growth: Growth, bud: Pick<Bud, 'sums' | 'depth'>): boolean {
  return bud.depth < growth.maxDepth && bud.sums.weight >= 2 * growth.rules.minLeafRows
}

/** Gives the bud its best split; what has none gives its histogram back. */
function findBest(growth: Growth, bud: Omit<Bud, 'split'> & { histogram: Histogram }): Bud {
  const { plan, rules } = growth
  const split = canSplit(growth, bud)
    ? findSplit(bud.histogram, plan.features, bud.sums, rules)
    : undefined
  if (split !== undefined) return { ...bud, split }
  release(growth, bud.histogram)
  return asLeaf(bud)
}

function fillFor(
  { plan, rows, gradients, weights, workshop }: Growth,
  leaf: Omit<GrownLeaf, 'node'>,
) {
  const count = leaf.end - leaf.start
  const own = rows.subarray(leaf.start, leaf.end)
  const ownGradients = workshop.gradients.subarray(0, count)
  for (let place = 0; place < count; place += 1) {
    ownGradients[place] = gradients[own[place] ?? 0] ?? 0
  }
  let ownWeights: Float64Array | undefined
  if (weights !== undefined) {
    ownWeights = workshop.weights.subarray(0, count)
    for (let place = 0; place < count; place += 1) {
      ownWeights[place] = weights[own[place] ?? 0] ?? 0
    }
  }
  const histogram = workshop.histograms.pop() ?? new Float64Array(plan.size)
  fillHistogram(histogram, plan, { rows: own, gradients: ownGradients, weights: ownWeights })
  return histogram
}

function release({ workshop }: Growth, histogram: Histogram | undefined): void {
  if (histogram !== undefined) workshop.histograms.push(histogram)
}

/** Puts the rows that go left before those that go right, both in their order; gives the first on the right. */
function partition({ rows, workshop }: Growth, { start, end }: Bud, split: Split): number {
  const { bins, missingBin } = split.feature
  const goesLeft = new Uint8Array(256).fill(1, 0, split.bin + 1)
  goesLeft[missingBin] = split.missingLeft ? 1 : 0
  const aside = workshop.rows
  let left = start
  let right = 0
  // Each row is written to both sides, and only one side moves on: no branch to be guessed wrong.
  for (let place = start; place < end; place += 1) {
    const row = rows[place] ?? 0
    const isLeft = goesLeft[bins[row] ?? 0] ?? 0
    rows[left] = row
    aside[right] = row
    left += isLeft
    right += 1 - isLeft
  }
  rows.set(aside.subarray(0, right), left)
  return left
}

function toInner({ feature, bin, missingLeft, gain }: Split): InnerNode {
  return { feature: feature.index, threshold: feature.edges[bin] ?? aboveAll, missingLeft, gain }
}
