import { checkSetting, isShare, isWhole } from '../check-setting.ts'
import { areClassWeights, type ClassWeights } from '../class-weights.ts'
import type { Tree } from '../trees/tree.ts'

/** Gradient-boosted trees over histograms; missing values take the side that they learned best on. */
export interface BoostedTrees {
  readonly kind: 'boostedTrees'
  readonly trees: number
  readonly learningRate: number
  /** `'leafWise'`: the leaf that gains most is split next; `'depthWise'`: one depth after the other. */
  readonly growth: 'leafWise' | 'depthWise'
  readonly maxLeaves: number
  readonly maxDepth?: number
  /** A leaf has at least so many rows, whatever they weigh. */
  readonly minLeafRows: number
  /** The share of rows that each tree sees. */
  readonly rowShare: number
  /** The share of features that each tree sees. */
  readonly columnShare: number
  /** Draws answers of leaves towards zero: by their sum, and by their squares. */
  readonly l1: number
  readonly l2: number
  /** At most 255; missing values have a bin of their own. */
  readonly maxBins: number
  /**
   * `'logistic'`: the target is 0 or 1, and a prediction is how likely 1 is; `'classes'`: it is the number of
   * a class, and so is a prediction. `'poisson'`, `'gamma'` and `'tweedie'` expect amounts, by their
   * logarithm. `'ranking'`: it is how relevant a row is, from 0 to 31, and a prediction tells in which order the
   * rows of a query come.
   */
  readonly loss: BoostingLoss
  /** Of the loss `quantile`: the share of rows that are to be below the prediction. */
  readonly quantile: number
  /** Of the loss `huber`: errors beyond it, in the target's unit, count linear. */
  readonly huberWidth: number
  /** Of the loss `tweedie`, between 1 (counts) and 2 (amounts). */
  readonly tweediePower: number
  /**
   * Of the loss `ranking`: the column that is the same for the rows which are ranked against each other. It is
   * no feature.
   */
  readonly query?: string
  /** What a row counts for by its class. */
  readonly classWeights?: ClassWeights
  /** Columns of numbers with which predictions may only rise (1) or only fall (−1). */
  readonly monotone?: Readonly<Record<string, 1 | -1>>
  /** Columns that may work together; one in no group only by itself. Any if absent. */
  readonly interactions?: readonly (readonly string[])[]
  readonly earlyStopping?: EarlyStopping
  /**
   * How many threads learn: without it all that the machine has but one, and one where there is little to learn from.
   * The trees are the same.
   */
  readonly threads?: number
}

const boostingLosses = [
  'squared',
  'absolute',
  'huber',
  'quantile',
  'poisson',
  'gamma',
  'tweedie',
  'logistic',
  'classes',
  'ranking',
] as const
export type BoostingLoss = (typeof boostingLosses)[number]

/** Holds back `share` of the rows, by seed, and stops `patience` trees after their loss was best. */
export interface EarlyStopping {
  readonly share: number
  readonly patience: number
}

/** The learned trees: plain JSON. A score is `base` plus one leaf of each tree; the link makes the prediction. */
export interface FittedBoostedTrees {
  readonly kind: 'boostedTrees'
  readonly base: number
  /** `'logistic'`: the score is the logarithm of odds; `'exponential'`: that of the prediction. */
  readonly link?: 'logistic' | 'exponential' | 'softmax'
  readonly trees: readonly Tree[]
  /** Of several classes: their numbers, and what the score of each starts from. Trees take turns. */
  readonly classes?: { readonly values: readonly number[]; readonly bases: readonly number[] }
}

const defaults = {
  kind: 'boostedTrees',
  trees: 100,
  learningRate: 0.1,
  growth: 'leafWise',
  maxLeaves: 31,
  minLeafRows: 20,
  rowShare: 1,
  columnShare: 1,
  l1: 0,
  l2: 0,
  maxBins: 255,
  loss: 'squared',
  quantile: 0.5,
  huberWidth: 1,
  tweediePower: 1.5,
} as const

/** Declares boosted trees; what is left out has the usual value. Throws `learn.wrongSetting`. */
export function boostedTrees(options: Partial<Omit<BoostedTrees, 'kind'>> = {}): BoostedTrees {
  const spec: BoostedTrees = { ...defaults, ...options }
  checkWhole(spec, 'trees', 1, 100_000)
  checkWhole(spec, 'maxLeaves', 2, 1024)
  checkWhole(spec, 'maxBins', 2, 255)
  if (spec.maxDepth !== undefined) checkWhole(spec, 'maxDepth', 1, 64)
  if (spec.threads !== undefined) checkWhole(spec, 'threads', 1, 256)
  const isGrowth = spec.growth === 'leafWise' || spec.growth === 'depthWise'
  checkSetting(spec, 'growth', isGrowth, '"leafWise" or "depthWise"')
  checkSetting(spec, 'minLeafRows', spec.minLeafRows >= 1, 'at least 1')
  checkSetting(spec, 'l1', spec.l1 >= 0, 'at least 0')
  checkSetting(spec, 'l2', spec.l2 >= 0, 'at least 0')
  for (const share of ['learningRate', 'rowShare', 'columnShare'] as const) {
    checkSetting(spec, share, isShare(spec[share]), 'above 0 and at most 1')
  }
  checkLoss(spec)
  checkConstraints(spec)
  if (spec.earlyStopping !== undefined) checkEarlyStopping(spec.earlyStopping)
  return spec
}

/** Whether a prediction is how likely something is, or which. */
function learnsClass({ loss }: Pick<BoostedTrees, 'loss'>): boolean {
  return loss === 'logistic' || loss === 'classes'
}

function checkLoss(spec: BoostedTrees): void {
  const { loss, quantile, huberWidth, tweediePower, classWeights } = spec
  const names = boostingLosses.map((name) => `"${name}"`).join(', ')
  checkSetting(spec, 'loss', boostingLosses.includes(loss), `one of ${names}`)
  const hasQuery = (spec.query !== undefined) === (loss === 'ranking')
  checkSetting(spec, 'query', hasQuery, 'a column of the loss "ranking", and of no other')
  checkSetting(spec, 'quantile', quantile > 0 && quantile < 1, 'between 0 and 1')
  checkSetting(spec, 'huberWidth', huberWidth > 0, 'above 0')
  checkSetting(spec, 'tweediePower', tweediePower > 1 && tweediePower < 2, 'between 1 and 2')
  if (classWeights === undefined) return
  const holds = learnsClass(spec) && areClassWeights(classWeights)
  checkSetting(spec, 'classWeights', holds, "'balanced' or weights from 0, of classes")
}

function checkConstraints(spec: BoostedTrees): void {
  const { monotone, loss } = spec
  if (monotone === undefined) return
  const holds =
    loss !== 'classes' && Object.values(monotone).every((way) => way === 1 || way === -1)
  checkSetting(spec, 'monotone', holds, '1 or -1 by column, and no classes')
}

function checkEarlyStopping({ share, patience }: EarlyStopping): void {
  const own = { kind: 'earlyStopping', share, patience }
  checkSetting(own, 'share', share > 0 && share < 1, 'between 0 and 1')
  checkSetting(own, 'patience', patience >= 1, 'at least 1')
}

function checkWhole(
  spec: BoostedTrees,
  setting: 'trees' | 'maxLeaves' | 'maxBins' | 'maxDepth' | 'threads',
  low: number,
  high: number,
): void {
  const holds = isWhole(spec[setting] ?? low, low, high)
  checkSetting(spec, setting, holds, `a whole number from ${low} to ${high}`)
}
