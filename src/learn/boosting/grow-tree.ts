import { categoriesOf } from '../trees/bin-features.ts'
import type { Tree } from '../trees/tree.ts'
import {
  aboveAll,
  addLeaf,
  startNodes,
  turnToInner,
  type InnerNode,
  type TreeNodes,
} from '../trees/tree-nodes.ts'
import { answerOf, findSplit, isPlain, noBounds, type Bounds, type Split } from './find-split.ts'
import type { Growth } from './growth.ts'
import { giveBack, takeHistogram, type Histogram, type Sums } from './histogram.ts'
import { partRows } from './part-rows.ts'
import { splitHistograms, type Side } from './split-histograms.ts'

/** A leaf while the tree grows: the workshop's rows from `start` to `end` stand in it. */
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
  for (const bud of buds) giveBack(growth.workshop, bud.histogram)
  return { tree: nodes, leaves: buds }
}

/** Of a row, beside its features: to be put on its side, and given its leaf's value. */
const workBesideCounting = 6

function plantRoot(growth: Growth, node: number): Bud {
  const { packed, workshop, matrix } = growth
  const bud = {
    node,
    start: 0,
    end: packed.count,
    sums: { count: packed.count, gradient: packed.gradient, weight: packed.weight },
    depth: 0,
    bounds: noBounds,
    asked: [],
  }
  if (!canSplit(growth, bud)) return asLeaf(bud)
  const histogram = takeHistogram(workshop, matrix.blocks.length)
  splitHistograms(growth, 0, bud.end, sideOf(growth, bud, histogram), undefined)
  return findBest(growth, { ...bud, histogram }, 0)
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
  const middle = partRows(growth, bud.start, bud.end, split)
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
  const [smallBud, largeBud] = searchBoth(growth, bud, small, large, isLast)
  return isLeftSmall ? [smallBud, largeBud] : [largeBud, smallBud]
}

type Seed = Omit<Bud, 'histogram' | 'split'>

/** The larger side is what the smaller one leaves of the whole: half of the counting, or less. */
function searchBoth(
  growth: Growth,
  { histogram: whole }: Bud,
  small: Seed,
  large: Seed,
  isLast: boolean,
): readonly [Bud, Bud] {
  const { workshop, matrix } = growth
  const isOver = isLast || !(canSplit(growth, small) || canSplit(growth, large))
  if (isOver || whole === undefined) {
    giveBack(workshop, whole)
    return [asLeaf(small), asLeaf(large)]
  }
  const own = takeHistogram(workshop, matrix.blocks.length)
  const { start, end } = small
  splitHistograms(growth, start, end, sideOf(growth, small, own), sideOf(growth, large, whole))
  return [
    findBest(growth, { ...small, histogram: own }, 0),
    findBest(growth, { ...large, histogram: whole }, 1),
  ]
}

function sideOf(growth: Growth, seed: Seed, histogram: Histogram): Side {
  return canSplit(growth, seed) ? { histogram, searched: seed } : { histogram }
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

function asLeaf(leaf: Seed): Bud {
  return { ...leaf, histogram: undefined, split: undefined }
}

function canSplit(growth: Growth, bud: Pick<Bud, 'sums' | 'depth'>): boolean {
  return bud.depth < growth.maxDepth && bud.sums.count >= 2 * growth.rules.minLeafRows
}

/** Gives the bud its best split; what has none gives its histogram back. */
function findBest(growth: Growth, bud: Seed & { histogram: Histogram }, side: 0 | 1): Bud {
  const { matrix, rules, packed, workshop } = growth
  const split = canSplit(growth, bud)
    ? findSplit({
        histogram: bud.histogram,
        packing: packed,
        features: matrix.features,
        chosen: chooseFor(growth, bud.asked),
        whole: bud.sums,
        bounds: bud.bounds,
        rules,
        cuts: isPlain(rules) ? workshop.cuts[side].values : undefined,
      })
    : undefined
  if (split !== undefined) return { ...bud, split }
  giveBack(workshop, bud.histogram)
  return asLeaf(bud)
}

/** Those that may be asked together with all that the path has asked. */
function chooseFor({ chosen, together }: Growth, asked: readonly number[]): readonly number[] {
  if (together === undefined) return chosen
  const open = together.filter((set) => asked.every((feature) => set.has(feature)))
  return chosen.filter((feature) => open.some((set) => set.has(feature)))
}

function toInner({ matrix }: Growth, split: Split): InnerNode {
  const { feature, bin, missingLeft, gain, set } = split
  const bins = matrix.features[feature]
  if (set !== undefined && bins !== undefined) {
    return { feature, threshold: 0, set: categoriesOf(bins, set), missingLeft, gain }
  }
  return { feature, threshold: bins?.edges[bin] ?? aboveAll, missingLeft, gain }
}
