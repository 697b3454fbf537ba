import { seededRandom } from '../../base/index.ts'
import type { TargetMean } from './category-encoders.ts'
import type { FittedTargetMean } from './fitted-encoder.ts'

export type Texts = readonly (string | undefined)[]

export interface Target {
  readonly values: Float64Array
  readonly weights?: Float64Array
  readonly seed: number | string
}

interface MeansOutOfFold {
  /** Of all rows: for rows to come. */
  readonly fitted: FittedTargetMean
  /** For the training rows themselves, each from the folds that it is not in. */
  readonly outOfFold: Float64Array
}

export function fitTargetMean(
  column: string,
  values: Texts,
  encoder: TargetMean,
  target: Target,
): MeansOutOfFold {
  const all = Uint32Array.from(values.keys())
  const foldOfRow = dealFolds(values.length, encoder.folds, `${target.seed} ${column}`)
  const outOfFold = new Float64Array(values.length)
  for (let fold = 0; fold < encoder.folds; fold += 1) {
    const rest = all.filter((row) => foldOfRow[row] !== fold)
    const { categories, means, unseen, missing } = fitMeans(values, encoder, target, rest)
    const known = new Map(categories.map((category, place) => [category, means[place] ?? unseen]))
    for (const row of all) {
      if (foldOfRow[row] !== fold) continue
      const value = values[row] ?? ''
      outOfFold[row] = value === '' ? missing : (known.get(value) ?? unseen)
    }
  }
  return { fitted: fitMeans(values, encoder, target, all), outOfFold }
}

/** The mean label of each category, drawn to that of all rows where it has few. */
export function fitCategoryMeans(values: Texts, target: Target): FittedTargetMean {
  const rows = Uint32Array.from(values.keys())
  return fitMeans(values, { kind: 'targetMean', smooth: 10, folds: 2 }, target, rows)
}

/** A fold for each row, drawn by seed, all of about the same size. */
export function dealFolds(rowCount: number, folds: number, seed: string): Uint32Array {
  const random = seededRandom(seed)
  const order = Uint32Array.from({ length: rowCount }, (_, row) => row)
  for (let place = rowCount - 1; place > 0; place -= 1) {
    const other = random.below(place + 1)
    const moved = order[place] ?? 0
    order[place] = order[other] ?? 0
    order[other] = moved
  }
  const foldOfRow = new Uint32Array(rowCount)
  for (const [place, row] of order.entries()) foldOfRow[row] = place % folds
  return foldOfRow
}

interface Sums {
  weight: number
  mean: number
  squares: number
}

/** What is missing is a category of its own, if it was missing in the training rows. */
function fitMeans(
  values: Texts,
  { smooth }: TargetMean,
  target: Target,
  rows: Uint32Array,
): FittedTargetMean {
  const whole: Sums = { weight: 0, mean: 0, squares: 0 }
  const sums = new Map<string, Sums>()
  for (const row of rows) {
    const label = target.values[row] ?? 0
    const weight = target.weights?.[row] ?? 1
    const value = values[row] ?? ''
    const own = sums.get(value) ?? { weight: 0, mean: 0, squares: 0 }
    sums.set(value, own)
    add(own, label, weight)
    add(whole, label, weight)
  }
  const meanOf = (own: Sums | undefined) =>
    own === undefined ? whole.mean : smoothed(own, whole, smooth)
  const categories = [...sums.keys()].filter((category) => category !== '').toSorted()
  return {
    kind: 'targetMean',
    categories,
    means: categories.map((category) => meanOf(sums.get(category))),
    unseen: whole.mean,
    missing: meanOf(sums.get('')),
  }
}

/** Welford's update by weight. */
function add(sums: Sums, label: number, weight: number): void {
  if (weight === 0) return
  sums.weight += weight
  const apart = label - sums.mean
  sums.mean += (apart * weight) / sums.weight
  sums.squares += weight * apart * (label - sums.mean)
}

/** With `auto`, as scikit-learn's TargetEncoder: the more a category's labels differ, the less it counts. */
function smoothed(own: Sums, whole: Sums, smooth: TargetMean['smooth']): number {
  if (smooth !== 'auto') {
    const weight = own.weight + smooth
    return weight === 0 ? whole.mean : (own.mean * own.weight + whole.mean * smooth) / weight
  }
  const between = (whole.squares / whole.weight) * own.weight
  const share = between / (between + own.squares / own.weight)
  return Number.isFinite(share) ? share * own.mean + (1 - share) * whole.mean : whole.mean
}
