import { seededRandom, type Random } from '../../base/index.ts'
import { checkTarget, yesOrNo } from '../boosting/loss.ts'
import { createBreather } from '../breather.ts'
import { weighClasses } from '../class-weights.ts'
import type { LearningData, LearningOptions } from '../learning-data.ts'
import { drawRows } from '../trees/draw-rows.ts'
import type { Tree } from '../trees/tree.ts'
import { toForestColumn, type ForestColumn } from './forest-columns.ts'
import type { FittedForest, Forest, ForestSettings, TreeTargets } from './forest.ts'
import { gatherTargets, gridOf, wholeOf } from './gather-targets.ts'
import { growDeepTree, openDeepWorkshop } from './grow-deep-tree.ts'
import { openBag } from './out-of-bag.ts'

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
  const bag = openBag(data, weights, settings.task)
  const trees: Tree[] = []
  const { quantile } = settings
  const grid = quantile === undefined ? { values: [], places: new Uint8Array(0) } : gridOf(target)
  const whole = wholeOf(settings.trees)
  const targets: TreeTargets[] = []
  for (let done = 1; done <= settings.trees; done += 1) {
    options.signal?.throwIfAborted()
    const own = random.fork(`tree ${done}`)
    const drawn = draw(settings, weighty, weights, own)
    const tree = await growDeepTree({
      columns,
      target,
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
    if (quantile !== undefined) {
      targets.push(gatherTargets(tree, matrix.features, drawn.rows, drawn.weights, { grid, whole }))
    }
    bag.add(tree, drawn.rows)
    options.onProgress?.({ done, total: settings.trees, ...bag.loss() })
  }
  const outOfBag = bag.score()
  return {
    kind: 'forest',
    trees,
    ...(outOfBag === undefined ? {} : { outOfBag }),
    ...(quantile === undefined
      ? {}
      : { targets: { quantile, grid: grid.values, whole, trees: targets } }),
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
function draw(
  { bootstrap, rowShare }: ForestSettings,
  rows: Uint32Array,
  weights: Float64Array,
  random: Random,
): { readonly rows: Uint32Array; readonly weights: Float64Array } {
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
