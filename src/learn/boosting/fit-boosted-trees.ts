import { seededRandom, type Random } from '../../base/index.ts'
import { createBreather, type Breather } from '../breather.ts'
import { weightedMean, weightedMedian } from '../constant.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
import { binFeature, type BinnedFeature } from '../trees/bin-features.ts'
import type { BoostedTrees, FittedBoostedTrees } from './boosted-trees.ts'
import { drawRows } from '../trees/draw-rows.ts'
import { growTree, openWorkshop, type GrownLeaf, type Growth } from './grow-tree.ts'
import { planHistogram } from './histogram.ts'
import { checkTarget, losses, type Loss } from './loss.ts'
import { addTree, type Tree } from '../trees/tree.ts'

/** Learns boosted trees. The same data, settings and seed give the same trees. */
export async function fitBoostedTrees(
  spec: BoostedTrees,
  data: LearningData,
  options: LearningOptions,
): Promise<FittedBoostedTrees> {
  const breather = createBreather(options.signal)
  const learning = await startLearning(spec, data, options, breather)
  const watch = watchLoss(spec)
  const trees: Tree[] = []
  for (let done = 1; done <= spec.trees; done += 1) {
    options.signal?.throwIfAborted()
    const tree = await addNextTree(learning, breather)
    if (tree === undefined && !learning.isSampled) break
    if (tree !== undefined) trees.push(tree)
    const progress = { done, total: spec.trees, ...lossesOf(learning) }
    options.onProgress?.(progress)
    if (watch.isOver(trees.length, progress.heldBackLoss)) break
  }
  return {
    kind: 'boostedTrees',
    base: learning.base,
    ...(learning.loss.link === undefined ? {} : { link: learning.loss.link }),
    trees: trees.slice(0, watch.treeCount(trees)),
  }
}

interface Learning {
  readonly spec: BoostedTrees
  readonly loss: Loss
  readonly data: LearningData
  readonly binned: readonly BinnedFeature[]
  /** With mean 1. */
  readonly weights: Float64Array | undefined
  /** What rows weigh in the tree that grows: with a curvature, more where the loss bends more. */
  readonly treeWeights: Float64Array | undefined
  readonly learned: Uint32Array
  readonly heldBack: Uint32Array
  readonly base: number
  readonly predicted: Float64Array
  readonly gradients: Float64Array
  readonly minGain: number
  readonly isSampled: boolean
  readonly random: Random
  readonly workshop: Growth['workshop']
}

async function startLearning(
  spec: BoostedTrees,
  data: LearningData,
  options: LearningOptions,
  breather: Breather,
): Promise<Learning> {
  const { matrix, target } = data
  const loss = losses[spec.loss]
  checkTarget(loss, target)
  const random = seededRandom(options.seed)
  const binned: BinnedFeature[] = []
  for (const feature of matrix.features) {
    await breather.breathe()
    binned.push(binFeature(feature, spec.maxBins))
  }
  const all = Uint32Array.from(target.keys())
  const share = 1 - (spec.earlyStopping?.share ?? 0)
  const { drawn: learned, rest: heldBack } = drawRows(all, share, random.fork('early stopping'))
  const weights = data.weights === undefined ? undefined : toMeanOne(data.weights)
  const base = loss.base(pick(target, learned), weights && pick(weights, learned))
  const learning: Learning = {
    spec,
    loss,
    data,
    binned,
    weights,
    treeWeights: loss.curvature === undefined ? weights : new Float64Array(matrix.rowCount),
    learned,
    heldBack,
    base,
    predicted: new Float64Array(matrix.rowCount).fill(base),
    gradients: new Float64Array(matrix.rowCount),
    minGain: 0,
    isSampled: spec.rowShare < 1 || spec.columnShare < 1,
    random: random.fork('trees'),
    workshop: openWorkshop(learned.length),
  }
  return { ...learning, minGain: smallestGain(learning) }
}

/** What a split must gain at least: less than that part of all there is to gain is rounding. */
function smallestGain(learning: Learning): number {
  setGradients(learning)
  const { gradients, treeWeights, learned } = learning
  let squares = 0
  for (const row of learned) squares += (gradients[row] ?? 0) ** 2 / (treeWeights?.[row] ?? 1)
  return 1e-14 * squares
}

/** Adds one tree to what is predicted. Undefined when no split gains anything. */
async function addNextTree(learning: Learning, breather: Breather): Promise<Tree | undefined> {
  const { spec, data, binned, learned, heldBack, random } = learning
  setGradients(learning)
  const { drawn, rest } =
    spec.rowShare < 1
      ? drawRows(learned, spec.rowShare, random)
      : { drawn: learned.slice(), rest: new Uint32Array(0) }
  const { tree, leaves } = await growTree({
    plan: planHistogram(binned, drawFeatures(binned.length, spec.columnShare, random)),
    rows: drawn,
    gradients: learning.gradients,
    weights: learning.treeWeights,
    rules: { l2: spec.l2, minLeafRows: spec.minLeafRows, minGain: learning.minGain },
    maxLeaves: spec.maxLeaves,
    maxDepth: spec.maxDepth ?? Number.POSITIVE_INFINITY,
    workshop: learning.workshop,
    breather,
  })
  if (leaves.length < 2) return undefined
  const value = tree.value.slice()
  for (const leaf of leaves) {
    const rows = drawn.subarray(leaf.start, leaf.end)
    const step = leafValue(learning, leaf, rows)
    value[leaf.node] = step
    addStep(learning.predicted, rows, step)
  }
  const finished = { ...tree, value }
  for (const unseen of [rest, heldBack]) {
    addTree(finished, data.matrix.features, learning.predicted, unseen)
  }
  return finished
}

function addStep(predicted: Float64Array, rows: Uint32Array, step: number): void {
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    predicted[row] = (predicted[row] ?? 0) + step
  }
}

function setGradients(learning: Learning): void {
  const { data, loss, predicted, gradients, weights, learned } = learning
  for (let place = 0; place < learned.length; place += 1) {
    const row = learned[place] ?? 0
    const gradient = loss.gradient(predicted[row] ?? 0, data.target[row] ?? 0)
    gradients[row] = weights === undefined ? gradient : gradient * (weights[row] ?? 0)
  }
  bendGradients(learning)
}

/**
 * Weighs each row by how much its loss bends (Newton's step), and measures gradients by the mean of that: so
 * weights keep their mean of 1, and `minLeafRows` its meaning.
 */
function bendGradients({ loss, predicted, gradients, weights, treeWeights, learned }: Learning) {
  const { curvature } = loss
  if (curvature === undefined || treeWeights === undefined) return
  let sum = 0
  for (const row of learned) {
    // Where a row is known for sure nothing bends: such leaves would have no bounds.
    const own = Math.max(flattest, curvature(predicted[row] ?? 0)) * (weights?.[row] ?? 1)
    treeWeights[row] = own
    sum += own
  }
  const scale = learned.length / sum
  for (const row of learned) {
    treeWeights[row] = (treeWeights[row] ?? 0) * scale
    gradients[row] = (gradients[row] ?? 0) * scale
  }
}

const flattest = 1e-9

function leafValue(learning: Learning, { sums }: GrownLeaf, rows: Uint32Array): number {
  const { spec, loss, data, predicted, weights } = learning
  if (!loss.isLeafMedian) return (-spec.learningRate * sums.gradient) / (sums.weight + spec.l2)
  const left = Float64Array.from(rows, (row) => (data.target[row] ?? 0) - (predicted[row] ?? 0))
  return spec.learningRate * weightedMedian(left, weights && pick(weights, rows))
}

function drawFeatures(count: number, share: number, random: Random): readonly number[] {
  const all = Uint32Array.from({ length: count }, (_, feature) => feature)
  return share < 1 ? [...drawRows(all, share, random).drawn] : [...all]
}

function lossesOf(learning: Learning): { trainingLoss: number; heldBackLoss?: number } {
  const trainingLoss = meanLoss(learning, learning.learned)
  if (learning.heldBack.length === 0) return { trainingLoss }
  return { trainingLoss, heldBackLoss: meanLoss(learning, learning.heldBack) }
}

function meanLoss({ data, loss, predicted, weights }: Learning, rows: Uint32Array): number {
  let sum = 0
  let weightSum = 0
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    const weight = weights === undefined ? 1 : (weights[row] ?? 0)
    sum += weight * loss.of(predicted[row] ?? 0, data.target[row] ?? 0)
    weightSum += weight
  }
  return sum / weightSum
}

/** Remembers with how many trees the rows held back were predicted best. */
function watchLoss({ earlyStopping }: BoostedTrees) {
  let best = Number.POSITIVE_INFINITY
  let bestCount: number | undefined
  return {
    isOver(treeCount: number, heldBackLoss: number | undefined): boolean {
      if (earlyStopping === undefined || heldBackLoss === undefined) return false
      if (heldBackLoss < best) {
        best = heldBackLoss
        bestCount = treeCount
      }
      return treeCount - (bestCount ?? 0) >= earlyStopping.patience
    },
    treeCount: (trees: readonly Tree[]) => bestCount ?? trees.length,
  }
}

function toMeanOne(weights: Float64Array): Float64Array {
  const mean = weightedMean(weights)
  return weights.map((weight) => weight / mean)
}

function pick(values: Float64Array, rows: Uint32Array): Float64Array {
  return Float64Array.from(rows, (row) => values[row] ?? 0)
}
