import { createBreather, type Breather } from '../breather.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
import { addTree, type Tree } from '../trees/tree.ts'
import { addBinnedTree } from './add-binned-tree.ts'
import { addRound } from './add-round.ts'
import type { BoostedTrees, FittedBoostedTrees } from './boosted-trees.ts'
import type { Objective } from './objective.ts'
import { startLearning, type Learning } from './start-learning.ts'
import { watchLoss } from './watch-loss.ts'
import { valuesOf } from './write-slopes.ts'

/** Learns boosted trees. The same data, settings and seed give the same trees. */
export async function fitBoostedTrees(
  spec: BoostedTrees,
  data: LearningData,
  options: LearningOptions,
): Promise<FittedBoostedTrees> {
  const breather = createBreather(options.signal)
  const learning = await startLearning(spec, data, options, breather)
  try {
    return await addTrees(learning, options, breather)
  } finally {
    learning.workshop.crew.close()
  }
}

async function addTrees(
  learning: Learning,
  options: LearningOptions,
  breather: Breather,
): Promise<FittedBoostedTrees> {
  const { spec, objective } = learning
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

/** The trees of a model that is learned on, with what they say of the rows. */
function goOnFrom(
  learning: Learning,
  from: LearningOptions['from'],
  watch: ReturnType<typeof watchLoss>,
): Tree[] {
  const { columns, objective, heldBack } = learning
  if (from?.kind !== 'boostedTrees') return []
  const bases = from.classes?.bases ?? [from.base]
  const scores = columns.scores.map(valuesOf)
  for (const [place, column] of scores.entries()) {
    column.fill(bases[place] ?? objective.bases[place] ?? 0)
  }
  for (const [place, tree] of from.trees.entries()) {
    const column = scores[place % scores.length]
    if (column !== undefined) addEarlier(learning, tree, column)
    // So that it stops where it would have stopped.
    if (heldBack.length > 0 && (place + 1) % scores.length === 0) {
      watch.isOver((place + 1) / scores.length, meanLoss(learning, heldBack))
    }
  }
  return [...from.trees]
}

/** A tree of other rows has thresholds that are no edges of bins here; one of the same rows in batches has. */
function addEarlier({ data, matrix }: Learning, tree: Tree, scores: Float64Array): void {
  if (data.binned === undefined) addTree(tree, data.matrix.features, scores)
  else addBinnedTree(tree, matrix, scores, Uint32Array.from(scores.keys()))
}

function lossesOf(learning: Learning): { trainingLoss: number; heldBackLoss?: number } {
  const trainingLoss = meanLoss(learning, learning.learned.values)
  if (learning.heldBack.length === 0) return { trainingLoss }
  return { trainingLoss, heldBackLoss: meanLoss(learning, learning.heldBack) }
}

function meanLoss({ objective, columns }: Learning, rows: Uint32Array): number {
  const scores = columns.scores.map(valuesOf)
  const weights = columns.weights?.values
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
