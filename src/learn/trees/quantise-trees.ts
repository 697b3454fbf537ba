import type { FittedModel } from '../fitted-model.ts'
import type { FittedForest, LeafTargets, TreeTargets } from '../forest/forest.ts'
import type { Tree } from './tree.ts'

/** What 8 bits tell apart. */
const steps = 255

export interface QuantisedTrees {
  readonly fitted: FittedModel
  readonly nodesBefore: number
  readonly nodesAfter: number
}

/**
 * The model with leaves of 8 bits: whole steps of a 255th of how far all of them are apart, or of all that a leaf holds
 * where it holds classes or the targets of a quantile. No feature is asked for more than 255 thresholds. Splits whose
 * sides say the same by then are undone, and trees that say nothing fall away, which is what makes it smaller. Undefined
 * of other models, or where nothing falls away.
 */
export function quantiseTrees(fitted: FittedModel): QuantisedTrees | undefined {
  const { learner } = fitted
  const isBoosted = learner.kind === 'boostedTrees'
  if (!isBoosted && learner.kind !== 'forest') return undefined
  if (learner.kind === 'forest' && (learner.classes ?? learner.targets) !== undefined) {
    return quantiseHeld(fitted, learner)
  }
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

/** Of a forest whose leaves hold parts of several values. */
function quantiseHeld(fitted: FittedModel, learner: FittedForest): QuantisedTrees | undefined {
  const held = learner.classes ?? learner.targets
  if (held === undefined || held.whole <= steps) return undefined
  const fewer = thresholdRounder(learner.trees)
  const made = learner.trees.map((tree, at) => mergeHeld(tree, held, at, fewer))
  const trees = made.map(({ tree }) => tree)
  const rounded = { whole: steps, trees: made.map(({ targets }) => targets) }
  const { classes, targets } = learner
  return {
    fitted: {
      ...fitted,
      learner: {
        ...learner,
        trees,
        ...(classes === undefined ? {} : { classes: { ...classes, ...rounded } }),
        ...(targets === undefined ? {} : { targets: { ...targets, ...rounded } }),
      },
    },
    nodesBefore: countNodes(learner.trees),
    nodesAfter: countNodes(trees),
  }
}

type Parts = readonly (readonly [place: number, part: number])[]

function mergeHeld(tree: Tree, held: LeafTargets, at: number, fewer: RoundThreshold) {
  const { start = [], place = [], part = [] } = held.trees[at] ?? {}
  // Leaves that hold the same are known by one number.
  const known = new Map<string, number>()
  const kinds: Parts[] = []
  const kindOf = (node: number): number => {
    const own = Array.from(
      { length: (start[node + 1] ?? 0) - (start[node] ?? 0) },
      (_, up) => (start[node] ?? 0) + up,
    )
    const parts = roundParts(
      own.map((from) => [place[from] ?? 0, part[from] ?? 0] as const),
      held.whole,
    )
    const key = JSON.stringify(parts)
    const kind = known.get(key) ?? kinds.push(parts) - 1
    known.set(key, kind)
    return kind
  }
  const numbered = { ...tree, value: tree.feature.map((own, node) => (own < 0 ? kindOf(node) : 0)) }
  const merged = mergeLeaves(numbered, (value) => value, fewer)
  const targets = holdParts(merged, kinds)
  // The numbers have served: what a leaf says stands beside the tree.
  return { tree: { ...merged, value: merged.value.map(() => 0) }, targets }
}

/** In 255 parts that sum to all: what is nearest to the next one gets it (Hare's quota, largest remainder). */
function roundParts(parts: Parts, whole: number): Parts {
  const scaled = parts.map(([place, part]) => ({ place, exact: (part * steps) / whole }))
  const left = steps - scaled.reduce((sum, { exact }) => sum + Math.floor(exact), 0)
  const order = scaled.toSorted((a, b) => (b.exact % 1) - (a.exact % 1) || a.place - b.place)
  const more = new Set(order.slice(0, left).map(({ place }) => place))
  return scaled
    .map(({ place, exact }) => [place, Math.floor(exact) + Number(more.has(place))] as const)
    .filter(([, part]) => part > 0)
}

function holdParts(tree: Tree, kinds: readonly Parts[]): TreeTargets {
  const start = [0]
  const all: (readonly [number, number])[] = []
  for (const [node, own] of tree.feature.entries()) {
    if (own < 0) all.push(...(kinds[tree.value[node] ?? 0] ?? []))
    start.push(all.length)
  }
  return { start, place: all.map(([place]) => place), part: all.map(([, part]) => part) }
}

type RoundThreshold = (feature: number, value: number) => number

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
function thresholdRounder(trees: readonly Tree[]): RoundThreshold {
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

function mergeLeaves(tree: Tree, round: (value: number) => number, fewer: RoundThreshold): Tree {
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
function writeTree(from: Tree, root: Node, fewer: RoundThreshold): Tree {
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
