import { areClassWeights, type ClassWeights } from '../class-weights.ts'
import { checkSetting, isShare, isWhole } from '../check-setting.ts'
import type { Tree } from '../trees/tree.ts'

/** Trees that grow deep, each by itself; their mean answers. */
export type Forest = RandomForest | ExtraTrees | DecisionTree

/** Each tree sees rows drawn anew, each split some of the columns (Breiman 2001). */
export interface RandomForest extends ForestSettings {
  readonly kind: 'randomForest'
}

/** Splits stand where chance put them; the best of them is taken (Geurts, Ernst & Wehenkel 2006). */
export interface ExtraTrees extends ForestSettings {
  readonly kind: 'extraTrees'
}

/** One tree, of all rows and columns. */
export interface DecisionTree extends TreeSettings {
  readonly kind: 'decisionTree'
}

export interface TreeSettings {
  /**
   * `'classification'`: the target is 0 or 1, and a prediction is how likely 1 is; `'classes'`: the target is
   * the whole number of a class, and so is a prediction.
   */
  readonly task: 'regression' | 'classification' | 'classes'
  readonly maxDepth?: number
  /** A leaf has at least so many different rows. */
  readonly minLeafRows: number
  /** A node of fewer different rows stays whole; 2 if it is absent. */
  readonly minSplitRows?: number
  /** What a row counts for by its class. */
  readonly classWeights?: ClassWeights
}

export interface ForestSettings extends TreeSettings {
  readonly trees: number
  /** Whether a tree's rows are drawn with replacement; else each is drawn at most once. */
  readonly bootstrap: boolean
  /** How many rows are drawn, as a share of all. */
  readonly rowShare: number
  /** The share of the columns that a split may choose from; `'sqrt'`: the square root of their number. */
  readonly columnShare: number | 'sqrt'
  /**
   * How many threads learn: without it all that the machine has but one, and one where there is little to learn from.
   * The trees are the same.
   */
  readonly threads?: number
  /** In regression: predict what so large a share is below, and not the mean (Meinshausen 2006). */
  readonly quantile?: number
}

/** What trees learned: plain JSON. A prediction is the mean of what they say, or the class with the highest. */
export interface FittedForest {
  readonly kind: 'forest'
  readonly trees: readonly Tree[]
  readonly outOfBag?: OutOfBag
  /** Of a quantile: what the leaves hold. */
  readonly targets?: QuantileTargets
  /** Of classes: what the leaves hold. */
  readonly classes?: LeafTargets
}

export interface QuantileTargets extends LeafTargets {
  /** The share that is to be below the prediction. */
  readonly quantile: number
}

/** The targets of the rows in each leaf: plain JSON. */
export interface LeafTargets {
  /** Values that targets stand for, or classes, from the least to the most. */
  readonly grid: readonly number[]
  /** The parts of each leaf sum to it. Whole numbers: they sum exactly, whatever the order. */
  readonly whole: number
  readonly trees: readonly TreeTargets[]
}

/** Of node n the parts from `start[n]` to `start[n + 1]`, and the place of each in the grid. */
export interface TreeTargets {
  readonly start: readonly number[]
  readonly place: readonly number[]
  readonly part: readonly number[]
}

/** How well the trees that didn't see a row predict it. */
export interface OutOfBag {
  /** R² in regression, otherwise the share of rows that are right. */
  readonly score: number
  /** Rows that at least one tree didn't see. */
  readonly rowCount: number
}

type Options<Spec> = Partial<Omit<Spec, 'kind'>>

/** Declares a random forest; what is left out has the usual value. Throws `learn.wrongSetting`. */
export function randomForest(options: Options<RandomForest> = {}): RandomForest {
  return check({ kind: 'randomForest', ...usual(options), bootstrap: true, ...options })
}

/** Declares extremely randomized trees. Throws `learn.wrongSetting`. */
export function extraTrees(options: Options<ExtraTrees> = {}): ExtraTrees {
  return check({ kind: 'extraTrees', ...usual(options), bootstrap: false, ...options })
}

/** Declares a single tree. Throws `learn.wrongSetting`. */
export function decisionTree(options: Options<DecisionTree> = {}): DecisionTree {
  const spec = { kind: 'decisionTree', task: 'regression', minLeafRows: 1, ...options } as const
  checkTree(spec)
  return spec
}

function usual({ task = 'regression' }: Options<RandomForest>) {
  const columnShare: ForestSettings['columnShare'] = task === 'regression' ? 1 : 'sqrt'
  return { task, trees: 100, minLeafRows: 1, rowShare: 1, columnShare } as const
}

function check<Spec extends RandomForest | ExtraTrees>(spec: Spec): Spec {
  checkTree(spec)
  const { columnShare, trees } = spec
  checkSetting(spec, 'trees', isWhole(trees, 1, 4096), 'a whole number from 1 to 4096')
  checkSetting(spec, 'rowShare', isShare(spec.rowShare), 'above 0 and at most 1')
  const isColumnShare = columnShare === 'sqrt' || isShare(columnShare)
  checkSetting(spec, 'columnShare', isColumnShare, "above 0 and at most 1, or 'sqrt'")
  const { quantile, task, threads = 1 } = spec
  checkSetting(spec, 'threads', isWhole(threads, 1, 256), 'a whole number from 1 to 256')
  if (quantile === undefined) return spec
  const isQuantile = quantile > 0 && quantile < 1 && task === 'regression'
  checkSetting(spec, 'quantile', isQuantile, 'between 0 and 1, in regression')
  return spec
}

function checkTree<Spec extends Forest>(spec: Spec): void {
  const { task, maxDepth, minLeafRows, minSplitRows = 2, classWeights } = spec
  const isTask = ['regression', 'classification', 'classes'].includes(task)
  checkSetting(spec, 'task', isTask, '"regression", "classification" or "classes"')
  if (maxDepth !== undefined) {
    checkSetting(spec, 'maxDepth', isWhole(maxDepth, 1, 1000), 'a whole number from 1 to 1000')
  }
  checkSetting(spec, 'minLeafRows', isWhole(minLeafRows, 1, 1e9), 'a whole number from 1')
  checkSetting(spec, 'minSplitRows', isWhole(minSplitRows, 2, 1e9), 'a whole number from 2')
  if (classWeights === undefined) return
  const holds = task !== 'regression' && areClassWeights(classWeights)
  checkSetting(spec, 'classWeights', holds, "'balanced' or weights from 0, of classes")
}

/** A forest in the midst of learning: its first trees. */
export interface ForestSoFar {
  readonly kind: 'forestSoFar'
  readonly trees: readonly Tree[]
}
