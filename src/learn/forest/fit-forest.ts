import { checkTarget, yesOrNo } from '../boosting/loss.ts'
import { createBreather } from '../breather.ts'
import { findClasses, type Classes } from '../classes.ts'
import { weighClasses } from '../class-weights.ts'
import type { Feature } from '../feature-matrix.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
import { countThreads } from '../threads/crew.ts'
import type { Tree } from '../trees/tree.ts'
import { toForestColumn, type ForestColumn } from './forest-columns.ts'
import { rowsOfTree, type DrawnRows, type ForestWork } from './forest-work.ts'
import type { FittedForest, Forest, ForestSettings, TreeTargets } from './forest.ts'
import { gatherTargets, gridOf, wholeOf } from './gather-targets.ts'
import { growTrees } from './grow-trees.ts'
import { openBag, openClassBag } from './out-of-bag.ts'

/** So many values of so many trees are learned from as fast by one thread, which needs not be started. */
const fewValues = 5_000_000

/**
 * Learns the trees, each from a random stream of its own: the same seed gives the same forest, whatever the number
 * of threads.
 */
export async function fitForest(
  spec: Forest,
  data: LearningData,
  options: LearningOptions,
): Promise<FittedForest> {
  const { matrix, target } = data
  const settings = settingsOf(spec)
  if (settings.task === 'classification') checkTarget(yesOrNo, target)
  const breather = createBreather(options.signal)
  const columns: ForestColumn[] = []
  for (const feature of matrix.features) {
    await breather.breathe()
    columns.push(toForestColumn(feature))
  }
  const weights =
    weighClasses(settings.classWeights, target, data.weights) ??
    new Float64Array(target.length).fill(1)
  const classes = settings.task === 'classes' ? findClasses(target) : undefined
  const work: ForestWork = {
    settings,
    isDrawn: spec.kind === 'extraTrees',
    seed: options.seed,
    columns,
    target,
    classes,
    weights,
    rows: Uint32Array.from(target.keys()).filter((row) => (weights[row] ?? 0) > 0),
  }
  const leaves = openLeaves(settings, target, classes)
  const bag =
    classes === undefined
      ? openBag(data, weights, settings.task)
      : openClassBag(data, weights, classes)
  const trees: Tree[] = []
  const threads = countTreeThreads(settings, target.length * columns.length)
  const add = (tree: Tree): void => {
    trees.push(tree)
    const drawn = rowsOfTree(work, trees.length)
    bag.add(tree, drawn.rows, leaves?.add(tree, matrix.features, drawn))
  }
  const before = options.goOn?.kind === 'forestSoFar' ? options.goOn.trees : []
  for (const tree of before) add(tree)
  const growing = { after: trees.length, count: settings.trees, threads, breather }
  for await (const tree of growTrees(work, growing)) {
    options.signal?.throwIfAborted()
    add(tree)
    options.onProgress?.({
      done: trees.length,
      total: settings.trees,
      ...bag.loss(),
      soFar: () => ({ kind: 'forestSoFar', trees: [...trees] }),
    })
  }
  const outOfBag = bag.score()
  return {
    kind: 'forest',
    trees,
    ...(outOfBag === undefined ? {} : { outOfBag }),
    ...leaves?.gathered(),
  }
}

function countTreeThreads({ trees, threads }: ForestSettings, valueCount: number): number {
  return Math.min(trees, countThreads(threads, valueCount * trees > fewValues))
}

/** Gathers what the leaves of each tree hold, where that is more than a mean. */
function openLeaves(
  { quantile, trees: treeCount }: ForestSettings,
  target: Float64Array,
  found: Classes | undefined,
) {
  if (quantile === undefined && found === undefined) return undefined
  const whole = wholeOf(treeCount)
  const grid =
    found === undefined ? gridOf(target) : { values: found.classes, places: found.places }
  const trees: TreeTargets[] = []
  return {
    add(tree: Tree, features: readonly Feature[], { rows, weights }: DrawnRows): TreeTargets {
      const own = gatherTargets(tree, features, rows, weights, { grid, whole })
      trees.push(own)
      return own
    },
    gathered(): Pick<FittedForest, 'targets' | 'classes'> {
      const leaves = { grid: grid.values, whole, trees }
      return quantile === undefined ? { classes: leaves } : { targets: { quantile, ...leaves } }
    },
  }
}

function settingsOf(spec: Forest): ForestSettings {
  if (spec.kind !== 'decisionTree') return spec
  return { ...spec, trees: 1, bootstrap: false, rowShare: 1, columnShare: 1 }
}
