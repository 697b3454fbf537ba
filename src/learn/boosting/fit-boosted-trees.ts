import { seededRandom, type Random } from '../../base/index.ts'
import { createBreather, type Breather } from '../breather.ts'
import { weighClasses } from '../class-weights.ts'
import { weightedMean } from '../constant.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
import { binFeature } from '../trees/bin-features.ts'
import { drawRows } from '../trees/draw-rows.ts'
import { addTree, type Tree } from '../trees/tree.ts'
import { addFeature, openBinMatrix, type BinMatrix } from './bin-matrix.ts'
import type { BoostedTrees, FittedBoostedTrees } from './boosted-trees.ts'
import { planConstraints, type Constraints } from './constraints.ts'
import { answerOf, type SplitRules } from './find-split.ts'
import { growTree, type GrownLeaf, type Workshop } from './grow-tree.ts'
import { packGradients } from './histogram.ts'
import type { Objective } from './objective.ts'
import { pick, planObjective } from './plan-objective.ts'
import { watchLoss } from './watch-loss.ts'
import { openWorkshop } from './workshop.ts'

/** Learns boosted trees. The same data, settings and seed give the same trees. */
export async function fitBoostedTrees(
  spec: BoostedTrees,
  data: LearningData,
  options: LearningOptions,
): Promise<FittedBoostedTrees> {
  const breather = createBreather(options.signal)
  const learning = await startLearning(spec, data, options, breather)
  const { objective } = learning
  const watch = watchLoss(spec)
  const trees: Tree[] = goOnFrom(learning, options.from, watch)
  const outputs = objective.bases.length
  const first = trees.length / outputs + 1
  for (let done = first; done <= spec.trees && !watch.wasOver(); done += 1) {
    options.signal?.throwIfAborted()
    const round = await addRound(learning, done, breather)
    if (round === undefined && !learning.isSampled) break
    if (round !== undefined) trees.push(...round)
    if (options.onProgress === undefined && spec.earlyStopping === undefined) continue
    const progress = { done, total: spec.trees, ...lossesOf(learning) }
    options.onProgress?.({ ...progress, soFar: () => fittedOf(objective, [...trees]) })
    if (watch.isOver(trees.length / outputs, progress.heldBackLoss)) break
  }
  return fittedOf(objective, trees.slice(0, watch.treeCount(trees.length / outputs) * outputs))
}

function fittedOf({ bases, link, classes }: Objective, trees: readonly Tree[]): FittedBoostedTrees {
  return {
    kind: 'boostedTrees',
    base: classes === undefined ? (bases[0] ?? 0) : 0,
    ...(link === undefined ? {} : { link }),
    trees,
    ...(classes === undefined ? {} : { classes: { values: classes, bases } }),
  }
}

interface Learning {
  readonly spec: BoostedTrees
  readonly objective: Objective
  readonly data: LearningData
  readonly matrix: BinMatrix
  readonly constraints: Constraints
  /** With mean 1. */
  readonly weights: Float64Array | undefined
  readonly learned: Uint32Array
  readonly heldBack: Uint32Array
  readonly scores: readonly Float64Array[]
  readonly gradients: readonly Float64Array[]
  /** What rows weigh in the tree that grows: more where the loss bends more. Empty where it doesn't. */
  readonly curvatures: readonly Float64Array[]
  readonly packed: Float64Array
  readonly isSampled: boolean
  readonly random: Random
  readonly workshop: Workshop
}

async function startLearning(
  spec: BoostedTrees,
  data: LearningData,
  options: LearningOptions,
  breather: Breather,
): Promise<Learning> {
  const { matrix: features, target } = data
  const random = seededRandom(options.seed)
  const weights = toMeanOne(weighClasses(spec.classWeights, target, data.weights))
  const weighty = Uint32Array.from(target.keys()).filter((row) => (weights?.[row] ?? 1) > 0)
  const share = 1 - (spec.earlyStopping?.share ?? 0)
  const { drawn: learned, rest: heldBack } = drawRows(weighty, share, random.fork('early stopping'))
  const objective = planObjective(spec, target, learned, weights)
  const constraints = planConstraints(spec, features.features)
  const matrix = await binFeatures(spec, data, breather)
  const { rowCount } = features
  const column = () => new Float64Array(rowCount)
  return {
    spec,
    objective,
    data,
    matrix,
    constraints,
    weights,
    learned,
    heldBack,
    scores: objective.bases.map((base) => column().fill(base)),
    gradients: objective.bases.map(column),
    curvatures: objective.bends ? objective.bases.map(column) : [],
    packed: column(),
    isSampled: spec.rowShare < 1 || spec.columnShare < 1,
    random: random.fork('trees'),
    workshop: openWorkshop(learned.length, matrix, objective.bends || weights !== undefined),
  }
}

async function binFeatures(
  { maxBins }: BoostedTrees,
  { matrix }: LearningData,
  breather: Breather,
): Promise<BinMatrix> {
  let binned = openBinMatrix(matrix.rowCount, matrix.features.length)
  for (const feature of matrix.features) {
    await breather.breathe()
    binned = addFeature(binned, binFeature(feature, maxBins))
  }
  return binned
}

/** The trees of a model that is learned on, with what they say of the rows. */
function goOnFrom(
  learning: Learning,
  from: LearningOptions['from'],
  watch: ReturnType<typeof watchLoss>,
): Tree[] {
  const { data, scores, objective, heldBack } = learning
  if (from?.kind !== 'boostedTrees') return []
  const bases = from.classes?.bases ?? [from.base]
  for (const [place, column] of scores.entries()) {
    column.fill(bases[place] ?? objective.bases[place] ?? 0)
  }
  for (const [place, tree] of from.trees.entries()) {
    const column = scores[place % scores.length]
    if (column !== undefined) addTree(tree, data.matrix.features, column)
    // So that it stops where it would have stopped.
    if (heldBack.length > 0 && (place + 1) % scores.length === 0) {
      watch.isOver((place + 1) / scores.length, meanLoss(learning, heldBack))
    }
  }
  return [...from.trees]
}

/** Adds a tree for each score. Undefined when no split of any gains anything. */
async function addRound(
  learning: Learning,
  done: number,
  breather: Breather,
): Promise<readonly Tree[] | undefined> {
  const { objective, scores, gradients, curvatures, weights } = learning
  objective.slopes(scores, gradients, curvatures)
  for (const column of [...gradients, ...curvatures]) weigh(column, weights)
  const random = learning.random.fork(`round ${done}`)
  const trees: Tree[] = []
  for (const place of scores.keys()) trees.push(await addTreeOf(learning, place, random, breather))
  return trees.some(({ feature }) => feature.length > 1) ? trees : undefined
}

function weigh(column: Float64Array, weights: Float64Array | undefined): void {
  if (weights === undefined) return
  for (let row = 0; row < column.length; row += 1) {
    column[row] = (column[row] ?? 0) * (weights[row] ?? 0)
  }
}

async function addTreeOf(
  learning: Learning,
  place: number,
  random: Random,
  breather: Breather,
): Promise<Tree> {
  const { spec, data, matrix, learned, heldBack, constraints } = learning
  const gradients = learning.gradients[place] ?? learning.packed
  const weights = learning.curvatures[place] ?? learning.weights
  const { drawn, rest } =
    spec.rowShare < 1
      ? drawRows(learned, spec.rowShare, random)
      : { drawn: learned.slice(), rest: new Uint32Array(0) }
  const rules = rulesOf(learning, gradients, weights)
  const { tree, leaves } = await growTree({
    matrix,
    chosen: drawFeatures(matrix.features.length, spec.columnShare, random),
    together: constraints.together,
    rows: drawn,
    packed: packGradients(learning.packed, gradients, drawn),
    weights,
    rules,
    maxLeaves: spec.maxLeaves,
    maxDepth: spec.maxDepth ?? Number.POSITIVE_INFINITY,
    isDepthWise: spec.growth === 'depthWise',
    workshop: learning.workshop,
    breather,
  })
  const scores = learning.scores[place] ?? learning.packed
  const value = tree.value.slice()
  // A tree of no split says nothing: the base has said what is the same for all.
  if (leaves.length > 1) {
    for (const leaf of leaves) {
      const rows = drawn.subarray(leaf.start, leaf.end)
      const step = spec.learningRate * answerLeaf(learning, leaf, rows, scores, gradients, weights)
      value[leaf.node] = step
      addStep(scores, rows, step)
    }
  }
  const finished = { ...tree, value }
  for (const unseen of [rest, heldBack]) addTree(finished, data.matrix.features, scores, unseen)
  return finished
}

function rulesOf(
  { spec, learned, objective, constraints }: Learning,
  gradients: Float64Array,
  weights: Float64Array | undefined,
): SplitRules {
  let squares = 0
  let whole = 0
  for (let place = 0; place < learned.length; place += 1) {
    const row = learned[place] ?? 0
    const weight = weights === undefined ? 1 : (weights[row] ?? 0)
    squares += (gradients[row] ?? 0) ** 2 / weight
    whole += weight
  }
  const usual = whole / learned.length
  return {
    l1: spec.l1,
    l2: spec.l2,
    minLeafRows: spec.minLeafRows,
    minLeafWeight: leastWeight(spec, objective, usual),
    // Less than that part of all there is to gain is rounding.
    minGain: 1e-14 * squares,
    directions: constraints.directions,
  }
}

/**
 * What a leaf must weigh at least. One in which nothing bends would answer without bounds; and where chances are
 * learned, one of rows that are all but sure goes too far: it has to bend as `minLeafRows` usual rows do.
 */
function leastWeight(
  { minLeafRows }: BoostedTrees,
  { bends, link, classes }: Objective,
  usual: number,
): number {
  if (!bends) return 1e-9
  const learnsChances = link === 'logistic' || classes !== undefined
  return learnsChances ? minLeafRows * usual : 1e-3 * Math.min(1, usual)
}

/** From the rows themselves: histograms hold gradients rounded. */
function answerLeaf(
  { spec, objective, data, weights: rowWeights }: Learning,
  { bounds }: GrownLeaf,
  rows: Uint32Array,
  scores: Float64Array,
  gradients: Float64Array,
  weights: Float64Array | undefined,
): number {
  if (objective.leaf !== undefined) {
    const left = Float64Array.from(rows, (row) => (data.target[row] ?? 0) - (scores[row] ?? 0))
    const own = objective.leaf(left, rowWeights && pick(rowWeights, rows))
    return Math.min(bounds.high, Math.max(bounds.low, own))
  }
  let gradient = 0
  let weight = 0
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    gradient += gradients[row] ?? 0
    weight += weights === undefined ? 1 : (weights[row] ?? 0)
  }
  return answerOf(spec, bounds, gradient, weight)
}

function addStep(scores: Float64Array, rows: Uint32Array, step: number): void {
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    scores[row] = (scores[row] ?? 0) + step
  }
}

function drawFeatures(count: number, share: number, random: Random): readonly number[] {
  const all = Uint32Array.from({ length: count }, (_, feature) => feature)
  return share < 1 && count > 0 ? [...drawRows(all, share, random).drawn] : [...all]
}

function lossesOf(learning: Learning): { trainingLoss: number; heldBackLoss?: number } {
  const trainingLoss = meanLoss(learning, learning.learned)
  if (learning.heldBack.length === 0) return { trainingLoss }
  return { trainingLoss, heldBackLoss: meanLoss(learning, learning.heldBack) }
}

function meanLoss({ objective, scores, weights }: Learning, rows: Uint32Array): number {
  let sum = 0
  let weightSum = 0
  for (let place = 0; place < rows.length; place += 1) {
    const row = rows[place] ?? 0
    const weight = weights === undefined ? 1 : (weights[row] ?? 0)
    sum += weight * objective.of(scores, row)
    weightSum += weight
  }
  return sum / weightSum
}

function toMeanOne(weights: Float64Array | undefined): Float64Array | undefined {
  if (weights === undefined) return undefined
  const mean = weightedMean(weights)
  return weights.map((weight) => weight / mean)
}
