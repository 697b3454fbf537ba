import type { FittedModel } from '../fitted-model.ts'
import type { Tree } from './tree.ts'

/** What 8 bits tell apart. */
const steps = 255

export interface QuantisedTrees {
  readonly fitted: FittedModel
  readonly nodesBefore: number
  readonly nodesAfter: number
}

/**
 * The model with leaves of 8 bits: whole steps of a 255th of how far all of them are apart. No feature is asked for
 * more than 255 thresholds. Splits whose sides say the same by then are undone, and trees that say nothing fall away,
 * which is what makes it smaller. Undefined of other models, or where nothing falls away.
 */
export function quantiseTrees(fitted: FittedModel): QuantisedTrees | undefined {
  const { learner } = fitted
  const isBoosted = learner.kind === 'boostedTrees'
  const isMean = learner.kind === 'forest' && !learner.classes && !learner.targets
  if (!isBoosted && !isMean) return undefined
  const round = leafRounder(learner.trees, isBoosted)
  const fewer = thresholdRounder(learner.trees)
  const trees = learner.trees.map((tree) => mergeLeaves(tree, round, fewer))
  const nodesBefore = countNodes(learner.trees)
  const nodesAfter = countNodes(trees)
  if (nodesAfter === nodesBefore) return undefined
  // Of several classes trees take turns, so that each keeps its place.
  const isSum = isBoosted && learner.classes === undefined
  const kept = isSum
    ? trees.filter((tree) => tree.feature.length > 1 || tree.value[0] !== 0)
    : trees
  return {
    fitted: { ...fitted, learner: { ...learner, trees: kept } },
    nodesBefore,
    nodesAfter: countNodes(kept),
  }
}

function countNodes(trees: readonly Tree[]): number {
  return trees.reduce((sum, { feature }) => sum + feature.length, 0)
}

function leavesOf(trees: readonly Tree[]): readonly number[] {
  return trees.flatMap(({ feature, value }) => value.filter((_, node) => (feature[node] ?? 0) < 0))
}

/** Sums of leaves are rounded to steps from zero, so that what is next to nothing becomes nothing. */
function leafRounder(trees: readonly Tree[], isSum: boolean): (value: number) => number {
  const leaves = leavesOf(trees)
  const low = leaves.reduce((least, value) => Math.min(least, value), Infinity)
  const high = leaves.reduce((most, value) => Math.max(most, value), -Infinity)
  const from = isSum ? 0 : low
  const step = (high - low) / steps
  if (!(step > 0)) return (value) => value
  return (value) => Math.fround(from + step * Math.round((value - from) / step))
}

/** Of a feature that is asked for more thresholds the nearest of 255 of them. */
function thresholdRounder(trees: readonly Tree[]): (feature: number, value: number) => number {
  const asked = new Map<number, Set<number>>()
  for (const { feature, threshold, sets } of trees) {
    for (const [node, own] of feature.entries()) {
      if (own < 0 || sets?.[node] !== undefined) continue
      asked.set(own, (asked.get(own) ?? new Set()).add(threshold[node] ?? 0))
    }
  }
  const kept = new Map(
    [...asked].flatMap(([feature, values]) => {
      if (values.size <= steps) return []
      const sorted = Float64Array.from(values).toSorted()
      const picked = Array.from(
        { length: steps },
        (_, at) => sorted[Math.round((at * (sorted.length - 1)) / (steps - 1))] ?? 0,
      )
      return [[feature, picked] as const]
    }),
  )
  return (feature, value) => {
    const own = kept.get(feature)
    if (own === undefined) return value
    return own.reduce(
      (nearest, one) => (Math.abs(one - value) < Math.abs(nearest - value) ? one : nearest),
      own[0] ?? value,
    )
  }
}

type Node = LeafNode | SplitNode

interface LeafNode {
  readonly value: number
}

interface SplitNode {
  /** Its place in the tree that it was in. */
  readonly node: number
  readonly left: Node
  readonly right: Node
}

function mergeLeaves(
  tree: Tree,
  round: (value: number) => number,
  fewer: (feature: number, value: number) => number,
): Tree {
  const visit = (node: number): Node => {
    if ((tree.feature[node] ?? -1) < 0) return { value: round(tree.value[node] ?? 0) }
    const left = visit(tree.left[node] ?? 0)
    const right = visit(tree.right[node] ?? 0)
    const areSame = 'value' in left && 'value' in right && left.value === right.value
    return areSame ? left : { node, left, right }
  }
  return writeTree(tree, visit(0), fewer)
}

/** The nodes that are left, each before those below it. */
function writeTree(
  from: Tree,
  root: Node,
  fewer: (feature: number, value: number) => number,
): Tree {
  const nodes: Node[] = []
  const places = new Map<Node, number>()
  const place = (own: Node) => {
    places.set(own, nodes.length)
    nodes.push(own)
    if ('value' in own) return
    place(own.left)
    place(own.right)
  }
  place(root)
  const each = (ofSplit: (own: SplitNode) => number, ofLeaf: (own: LeafNode) => number) =>
    nodes.map((own) => ('value' in own ? ofLeaf(own) : ofSplit(own)))
  const nothing = () => 0
  const featureOf = ({ node }: SplitNode) => from.feature[node] ?? 0
  const sets = nodes.flatMap((own, at) => {
    const set = 'value' in own ? undefined : from.sets?.[own.node]
    return set === undefined ? [] : [[at, set] as const]
  })
  return {
    feature: each(featureOf, () => -1),
    threshold: each((own) => fewer(featureOf(own), from.threshold[own.node] ?? 0), nothing),
    ...(sets.length === 0 ? {} : { sets: Object.fromEntries(sets) }),
    missingLeft: each(({ node }) => from.missingLeft[node] ?? 0, nothing),
    left: each(({ left }) => places.get(left) ?? 0, nothing),
    right: each(({ right }) => places.get(right) ?? 0, nothing),
    value: each(nothing, ({ value }) => value),
    gain: each(({ node }) => from.gain[node] ?? 0, nothing),
  }
}
