import { seededRandom, type Random } from '../../base/index.ts'
import { checkTarget, yesOrNo } from '../boosting/loss.ts'
import { createBreather } from '../breather.ts'
import { findClasses, type Classes } from '../classes.ts'
import { weighClasses } from '../class-weights.ts'
import type { Feature } from '../feature-matrix.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
import { drawRows } from '../trees/draw-rows.ts'
import type { Tree } from '../trees/tree.ts'
import { toForestColumn, type ForestColumn } from './forest-columns.ts'
import type { FittedForest, Forest, ForestSettings, TreeTargets } from './forest.ts'
import { gatherTargets, gridOf, wholeOf } from './gather-targets.ts'
import { growDeepTree, openDeepWorkshop } from './grow-deep-tree.ts'
import { openNodeClasses } from './node-classes.ts'
import { openBag, openClassBag } from './out-of-bag.ts'

/** Learns the trees, each from a random stream of its own: the same seed gives the same forest. */
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
  const weighty = Uint32Array.from(target.keys()).filter((row) => (weights[row] ?? 0) > 0)
  const random = seededRandom(options.seed)
  const workshop = openDeepWorkshop(matrix.rowCount, columns.length)
  const found = settings.task === 'classes' ? findClasses(target) : undefined
  const leaves = openLeaves(settings, target, found)
  const bag =
    found === undefined ? openBag(data, weights, settings.task) : openClassBag(data, weights, found)
  const trees: Tree[] = []
  for (let done = 1; done <= settings.trees; done += 1) {
    options.signal?.throwIfAborted()
    const own = random.fork(`tree ${done}`)
    const drawn = draw(settings, weighty, weights, own)
    const tree = await growDeepTree({
      columns,
      target: found === undefined ? target : Float64Array.from(found.places),
      classes: found === undefined ? undefined : openNodeClasses(found),
      weights: drawn.weights,
      rows: drawn.rows.slice(),
      maxDepth: settings.maxDepth ?? Number.POSITIVE_INFINITY,
      minLeafRows: settings.minLeafRows,
      minSplitRows: settings.minSplitRows ?? 2,
      columnCount: countColumns(settings.columnShare, columns.length),
      isDrawn: spec.kind === 'extraTrees',
      random: own,
      workshop,
      breather,
    })
    trees.push(tree)
    bag.add(tree, drawn.rows, leaves?.add(tree, matrix.features, drawn))
    options.onProgress?.({ done, total: settings.trees, ...bag.loss() })
  }
  const outOfBag = bag.score()
  return {
    kind: 'forest',
    trees,
    ...(outOfBag === undefined ? {} : { outOfBag }),
    ...leaves?.gathered(),
  }
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

function countColumns(share: ForestSettings['columnShare'], count: number): number {
  return Math.max(1, share === 'sqrt' ? Math.floor(Math.sqrt(count)) : Math.floor(share * count))
}

/** The rows of one tree in their order, each once, and what they weigh: as often as they were drawn. */
interface DrawnRows {
  readonly rows: Uint32Array
  readonly weights: Float64Array
}

function draw(
  { bootstrap, rowShare }: ForestSettings,
  rows: Uint32Array,
  weights: Float64Array,
  random: Random,
): DrawnRows {
  if (!bootstrap) {
    return { rows: rowShare < 1 ? drawRows(rows, rowShare, random).drawn : rows, weights }
  }
  const drawn = new Float64Array(weights.length)
  const size = Math.max(1, Math.round(rowShare * rows.length))
  for (let count = 0; count < size; count += 1) {
    const row = rows[random.below(rows.length)] ?? 0
    drawn[row] = (drawn[row] ?? 0) + (weights[row] ?? 0)
  }
  return { rows: rows.filter((row) => (drawn[row] ?? 0) > 0), weights: drawn }
}
