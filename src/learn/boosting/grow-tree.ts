import type { Breather } from '../breather.ts'
import type { Tree } from '../trees/tree.ts'
import {
  aboveAll,
  addLeaf,
  startNodes,
  turnToInner,
  type InnerNode,
  type TreeNodes,
} from '../trees/tree-nodes.ts'
import type { BinMatrix } from './bin-matrix.ts'
import {
  answerOf,
  findSplit,
  noBounds,
  type Bounds,
  type Split,
  type SplitRules,
  type Sums,
} from './find-split.ts'
import { subtractHistogram, type Histogram, type PackedGradients } from './histogram.ts'

export interface Growth {
  readonly matrix: BinMatrix
  /** Numbers of the features that the tree sees. */
  readonly chosen: readonly number[]
  /** Of features that a path may ask together; any if absent. */
  readonly together: readonly ReadonlySet<number>[] | undefined
  /** The rows that the tree sees. Growing puts them in the order of the leaves. */
  readonly rows: Uint32Array
  readonly packed: PackedGradients
  /** By row number, where rows weigh or the loss bends. */
  readonly weights: Float64Array | undefined
  readonly rules: SplitRules
  readonly maxLeaves: number
  readonly maxDepth: number
  /** Whether all leaves of a depth are split before deeper ones. */
  readonly isDepthWise: boolean
  readonly workshop: Workshop
  readonly breather: Breather
}

/** A leaf while the tree grows: `rows[start … end)` stand in it. */
export interface GrownLeaf {
  readonly node: number
  readonly start: number
  readonly end: number
  readonly sums: Sums
  readonly bounds: Bounds
}

export interface GrownTree {
  readonly tree: Tree
  readonly leaves: readonly GrownLeaf[]
}

/** Memory that trees use one after the other, and what fills histograms. */
export interface Workshop {
  readonly aside: Uint32Array
  readonly histograms: Histogram[]
  /** A histogram of nothing. */
  open(): Histogram
  count(histogram: Histogram, growth: Growth, start: number, end: number): void
}

interface Bud extends GrownLeaf {
  readonly depth: number
  /** Features that the path to it has asked. */
  readonly asked: readonly number[]
  readonly histogram: Histogram | undefined
  readonly split: Split | undefined
}

/** Splits one leaf after the other, until none may or gains. Leaves have no value yet. */
export async function growTree(growth: Growth): Promise<GrownTree> {
  const { maxLeaves, breather } = growth
  const nodes = startNodes()
  let buds: readonly Bud[] = [plantRoot(growth, addLeaf(nodes))]
  for (;;) {
    const bud = growth.isDepthWise ? pickShallowest(buds) : pickBest(buds)
    if (bud?.split === undefined) break
    const isLast = buds.length + 1 >= maxLeaves
    const grown = splitBud(growth, nodes, bud, bud.split, isLast)
    buds = buds.flatMap((other) => (other === bud ? grown : [other]))
    if (isLast) break
    const work = (bud.end - bud.start) * (growth.chosen.length / 2 + workBesideCounting)
    if (breather.isDue(work)) await breather.breathe()
  }
  for (const bud of buds) release(growth, bud.histogram)
  return { tree: nodes, leaves: buds }
}

/** Of a row, beside its features: to be put on its side, and given its leaf's value. */
const workBesideCounting = 6

function plantRoot(growth: Growth, node: number): Bud {
  const { rows, packed, weights } = growth
  let sum = 0
  let weight = 0
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    // What is left without the row itself: sums of all rows would need a bit more.
    sum += (packed.values[row] ?? 0) - packed.one
    weight += weights === undefined ? 1 : (weights[row] ?? 0)
  }
  const sums = { count: rows.length, gradient: sum * packed.unit, weight }
  const bud = { node, start: 0, end: rows.length, sums, depth: 0, bounds: noBounds, asked: [] }
  if (!canSplit(growth, bud)) return { ...bud, histogram: undefined, split: undefined }
  return findBest(growth, { ...bud, histogram: fillFor(growth, bud) })
}

function pickBest(buds: readonly Bud[]): Bud | undefined {
  let best: Bud | undefined
  for (const bud of buds) {
    if (bud.split !== undefined && bud.split.gain > (best?.split?.gain ?? 0)) best = bud
  }
  return best
}

/** Of those of least depth the one that gains most. */
function pickShallowest(buds: readonly Bud[]): Bud | undefined {
  const open = buds.filter(({ split }) => split !== undefined)
  const least = Math.min(...open.map(({ depth }) => depth))
  return pickBest(open.filter(({ depth }) => depth === least))
}

function splitBud(
  growth: Growth,
  nodes: TreeNodes,
  bud: Bud,
  split: Split,
  isLast: boolean,
): [Bud, Bud] {
  const middle = partition(growth, bud, split)
  const [leftNode, rightNode] = [addLeaf(nodes), addLeaf(nodes)]
  turnToInner(nodes, bud.node, toInner(growth, split), leftNode, rightNode)
  const [lower, upper] = partBounds(growth, bud, split)
  const both = {
    depth: bud.depth + 1,
    asked: growth.together === undefined ? [] : [...bud.asked, split.feature],
  }
  const left = { node: leftNode, start: bud.start, end: middle, sums: split.left, bounds: lower }
  const right = { node: rightNode, start: middle, end: bud.end, sums: split.right, bounds: upper }
  const isLeftSmall = middle - bud.start <= bud.end - middle
  const [small, large] = isLeftSmall
    ? [
        { ...left, ...both },
        { ...right, ...both },
      ]
    : [
        { ...right, ...both },
        { ...left, ...both },
      ]
  if (
    isLast ||
    bud.histogram === undefined ||
    !(canSplit(growth, small) || canSplit(growth, large))
  ) {
    release(growth, bud.histogram)
    return isLeftSmall ? [asLeaf(small), asLeaf(large)] : [asLeaf(large), asLeaf(small)]
  }
  // The larger side is what the smaller one leaves of the whole: half of the counting, or less.
  const smallHistogram = fillFor(growth, small)
  subtractHistogram(bud.histogram, smallHistogram)
  const smallBud = findBest(growth, { ...small, histogram: smallHistogram })
  const largeBud = findBest(growth, { ...large, histogram: bud.histogram })
  return isLeftSmall ? [smallBud, largeBud] : [largeBud, smallBud]
}

/** Below a split of a feature with a direction, no answer may pass the middle of both sides. */
function partBounds(
  { rules }: Growth,
  { bounds }: Bud,
  { feature, left, right }: Split,
): readonly [Bounds, Bounds] {
  const direction = rules.directions?.[feature] ?? 0
  if (direction === 0) return [bounds, bounds]
  const ofLeft = answerOf(rules, bounds, left.gradient, left.weight)
  const ofRight = answerOf(rules, bounds, right.gradient, right.weight)
  const middle = (ofLeft + ofRight) / 2
  const low = { low: bounds.low, high: middle }
  const high = { low: middle, high: bounds.high }
  return direction > 0 ? [low, high] : [high, low]
}

function asLeaf(leaf: Omit<Bud, 'histogram' | 'split'>): Bud {
  return { ...leaf, histogram: undefined, split: undefined }
}

function canSplit(growth: Growth, bud: Pick<Bud, 'sums' | 'depth'>): boolean {
  return bud.depth < growth.maxDepth && bud.sums.count >= 2 * growth.rules.minLeafRows
}

/** Gives the bud its best split; what has none gives its histogram back. */
function findBest(growth: Growth, bud: Omit<Bud, 'split'> & { histogram: Histogram }): Bud {
  const { matrix, rules, packed, weights } = growth
  const split = canSplit(growth, bud)
    ? findSplit({
        histogram: bud.histogram,
        packing: { one: packed.one, unit: packed.unit, hasWeights: weights !== undefined },
        features: matrix.features,
        chosen: chooseFor(growth, bud.asked),
        whole: bud.sums,
        bounds: bud.bounds,
        rules,
      })
    : undefined
  if (split !== undefined) return { ...bud, split }
  release(growth, bud.histogram)
  return asLeaf(bud)
}

/** Those that may be asked together with all that the path has asked. */
function chooseFor({ chosen, together }: Growth, asked: readonly number[]): readonly number[] {
  if (together === undefined) return chosen
  const open = together.filter((set) => asked.every((feature) => set.has(feature)))
  return chosen.filter((feature) => open.some((set) => set.has(feature)))
}

function fillFor(growth: Growth, { start, end }: Pick<Bud, 'start' | 'end'>): Histogram {
  const { workshop } = growth
  const histogram = workshop.histograms.pop()?.fill(0) ?? workshop.open()
  workshop.count(histogram, growth, start, end)
  return histogram
}

function release({ workshop }: Growth, histogram: Histogram | undefined): void {
  if (histogram !== undefined) workshop.histograms.push(histogram)
}

/** Puts the rows that go left before those that go right, both in their order; gives the first on the right. */
function partition({ rows, workshop, matrix }: Growth, { start, end }: Bud, split: Split): number {
  const feature = matrix.features[split.feature]
  const bins = feature?.bins ?? new Uint8Array(0)
  const goesLeft = new Uint8Array(256).fill(1, 0, split.bin + 1)
  goesLeft[feature?.missingBin ?? 0] = split.missingLeft ? 1 : 0
  const { aside } = workshop
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

function toInner({ matrix }: Growth, { feature, bin, missingLeft, gain }: Split): InnerNode {
  const threshold = matrix.features[feature]?.edges[bin] ?? aboveAll
  return { feature, threshold, missingLeft, gain }
}
