import { learnErrors } from '../errors.ts'
import type { Tree } from '../trees/tree.ts'

/**
 * Gradient-boosted trees over histograms. A tree grows leaf by leaf, the best split
 * first; missing values take the side that they learned best on.
 */
export interface BoostedTrees {
  readonly kind: 'boostedTrees'
  readonly trees: number
  readonly learningRate: number
  readonly maxLeaves: number
  readonly maxDepth?: number
  /** Weights count: of weights with mean 1, two rows of 0.5 are one row. */
  readonly minLeafRows: number
  /** The share of rows that each tree sees. */
  readonly rowShare: number
  /** The share of features that each tree sees. */
  readonly columnShare: number
  readonly l2: number
  /** At most 255; missing values have a bin of their own. */
  readonly maxBins: number
  /** `'logistic'`: the target is 0 or 1, and a prediction is how likely 1 is. */
  readonly loss: 'squared' | 'absolute' | 'logistic'
  readonly earlyStopping?: EarlyStopping
}

/** Holds back `share` of the rows, by seed, and stops `patience` trees after their loss was best. */
export interface EarlyStopping {
  readonly share: number
  readonly patience: number
}

/** The learned trees: plain JSON. A prediction is `base` plus one leaf of each tree, through the link. */
export interface FittedBoostedTrees {
  readonly kind: 'boostedTrees'
  readonly base: number
  /** `'logistic'`: the sum is the logarithm of odds. */
  readonly link?: 'logistic'
  readonly trees: readonly Tree[]
}

const defaults: Omit<BoostedTrees, 'maxDepth' | 'earlyStopping'> = {
  kind: 'boostedTrees',
  trees: 100,
  learningRate: 0.1,
  maxLeaves: 31,
  minLeafRows: 20,
  rowShare: 1,
  columnShare: 1,
  l2: 0,
  maxBins: 255,
  loss: 'squared',
}

/** Declares boosted trees; what is left out has the usual value. Throws `learn.wrongSetting`. */
export function boostedTrees(options: Partial<Omit<BoostedTrees, 'kind'>> = {}): BoostedTrees {
  const spec = { ...defaults, ...options }
  checkWhole(spec, 'trees', 1, 100_000)
  checkWhole(spec, 'maxLeaves', 2, 1024)
  checkWhole(spec, 'maxBins', 2, 255)
  if (spec.maxDepth !== undefined) checkWhole(spec, 'maxDepth', 1, 64)
  check(spec, 'minLeafRows', spec.minLeafRows >= 1, 'at least 1')
  check(spec, 'l2', spec.l2 >= 0, 'at least 0')
  for (const share of ['learningRate', 'rowShare', 'columnShare'] as const) {
    check(spec, share, spec[share] > 0 && spec[share] <= 1, 'above 0 and at most 1')
  }
  const isLoss = ['squared', 'absolute', 'logistic'].includes(spec.loss)
  check(spec, 'loss', isLoss, '"squared", "absolute" or "logistic"')
  if (spec.earlyStopping !== undefined) checkEarlyStopping(spec.earlyStopping)
  return spec
}

function checkEarlyStopping(spec: EarlyStopping): void {
  check(spec, 'share', spec.share > 0 && spec.share < 1, 'between 0 and 1', 'earlyStopping')
  check(spec, 'patience', spec.patience >= 1, 'at least 1', 'earlyStopping')
}

function checkWhole<Spec>(spec: Spec, setting: keyof Spec & string, low: number, high: number) {
  const found = spec[setting]
  const holds =
    typeof found === 'number' && Number.isInteger(found) && found >= low && found <= high
  check(spec, setting, holds, `a whole number from ${low} to ${high}`)
}

function check<Spec>(
  spec: Spec,
  setting: keyof Spec & string,
  holds: boolean,
  wanted: string,
  owner = 'boostedTrees',
): void {
  if (!holds) throw learnErrors.wrongSetting({ owner, setting, found: spec[setting], wanted })
}
