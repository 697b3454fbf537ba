import { checkTarget, yesOrNo } from '../boosting/loss.ts'
import { findClasses, type Classes } from '../classes.ts'
import { learnErrors } from '../errors.ts'
import type { FeatureMatrix } from '../feature-matrix.ts'
import type { LearningData } from '../learning-data.ts'
import { fitScale, scaleRows } from '../standard-scale.ts'
import type { CategoricalBayes, FittedBayes, GaussianBayes, NaiveBayes } from './naive-bayes.ts'
import { eachShown, shownWidth } from './show-rows.ts'

type Learned = Pick<FittedBayes, 'shows' | 'weights'>

/** The classes of the rows that weigh, and the data that they were found in. */
interface Known extends Classes {
  readonly data: LearningData
  /** By class: the sum of the weights. */
  readonly sums: Float64Array
}

/** Throws `learn.wrongNumber` for counts below 0. */
export function fitBayes(spec: NaiveBayes, data: LearningData): FittedBayes {
  if (spec.task === 'classification') checkTarget(yesOrNo, data.target)
  const known = knownClasses(data)
  const whole = known.sums.reduce((sum, own) => sum + own, 0)
  return {
    kind: 'naiveBayes',
    classes: known.classes,
    isChance: spec.task === 'classification',
    priors: Array.from(known.sums, (sum) => Math.log(sum / whole)),
    ...learn(spec, known),
  }
}

function knownClasses(data: LearningData): Known {
  const { target, weights } = data
  const found = findClasses(target.filter((_, row) => (weights?.[row] ?? 1) > 0))
  const placeOf = new Map(found.classes.map((value, place) => [value, place]))
  const places = Uint16Array.from(target, (value) => placeOf.get(value) ?? 0)
  const sums = new Float64Array(found.classes.length)
  for (const [row, place] of places.entries()) {
    sums[place] = (sums[place] ?? 0) + (weights?.[row] ?? 1)
  }
  return { classes: found.classes, places, data, sums }
}

function learn(spec: NaiveBayes, known: Known): Learned {
  const { matrix } = known.data
  const width = matrix.features.length
  switch (spec.kind) {
    case 'gaussianBayes':
      return learnMoments(spec, known)
    case 'multinomialBayes':
      checkCounts(matrix)
      return learnCounts(known, { by: 'counts', width }, spec.alpha, () => 0, width)
    case 'bernoulliBayes':
      return learnCounts(
        known,
        { by: 'above', width, above: spec.above },
        spec.alpha,
        (place) => place >> 1,
        2,
      )
    case 'categoricalBayes':
      return learnValues(spec, known)
  }
}

function checkCounts({ features }: FeatureMatrix): void {
  for (const { name, values } of features) {
    const row = values.findIndex((value) => value < 0)
    if (row < 0) continue
    const found = values[row] ?? 0
    throw learnErrors.wrongNumber({ what: `Feature "${name}"`, row, found, wanted: 'at least 0' })
  }
}

/** More categories than this are no categories. */
const mostValues = 10_000

function learnValues({ alpha }: CategoricalBayes, known: Known): Learned {
  const { features } = known.data.matrix
  const values = features.map(({ name, values }) => {
    const found = [...new Set(values)].filter((value) => !Number.isNaN(value))
    if (found.length > mostValues) {
      throw learnErrors.tooManyCategories({ column: name, found: found.length, most: mostValues })
    }
    return found.toSorted((a, b) => a - b)
  })
  const groups = values.flatMap((own, feature) => own.map(() => feature))
  const sizes = values.map((own) => own.length)
  const groupOf = (place: number) => groups[place] ?? 0
  return learnCounts(known, { by: 'values', values }, alpha, groupOf, (group) => sizes[group] ?? 1)
}

/**
 * The logarithm of the share that each shown number has in its group, by class. `size` is how many there are
 * in a group.
 */
function learnCounts(
  known: Known,
  shows: Exclude<FittedBayes['shows'], { by: 'moments' }>,
  alpha: number,
  groupOf: (place: number) => number,
  size: number | ((group: number) => number),
): Learned {
  const { matrix, weights } = known.data
  const width = shownWidth(shows)
  const count = known.classes.length
  const sums = new Float64Array(width * count)
  const wholes = new Map<number, Float64Array>()
  for (let place = 0; place < width; place += 1) {
    const group = groupOf(place)
    if (!wholes.has(group)) wholes.set(group, new Float64Array(count))
  }
  eachShown(shows, matrix, (row, place, value) => {
    const added = (weights?.[row] ?? 1) * value
    const own = known.places[row] ?? 0
    const at = place * count + own
    sums[at] = (sums[at] ?? 0) + added
    const whole = wholes.get(groupOf(place))
    if (whole !== undefined) whole[own] = (whole[own] ?? 0) + added
  })
  const logarithms = sums.map((sum, at) => {
    const group = groupOf(Math.floor(at / count))
    const whole = wholes.get(group)?.[at % count] ?? 0
    const among = typeof size === 'number' ? size : size(group)
    return Math.log((sum + alpha) / (whole + alpha * among))
  })
  return { shows, weights: [...logarithms] }
}

function learnMoments({ smoothing }: GaussianBayes, known: Known): Learned {
  const { matrix, weights } = known.data
  const scale = fitScale(matrix, weights)
  const width = scale.means.length
  const spread = Math.max(0, ...scale.factors.map((factor) => (factor > 0 ? factor ** -2 : 0)))
  const rows = scaleRows(scale, matrix)
  const learned = new Float64Array(3 * width * known.classes.length)
  const count = known.classes.length
  for (const [place, { values }] of matrix.features.entries()) {
    const factor = scale.factors[place] ?? 0
    if (factor === 0) continue
    const column = values.map((value, row) =>
      Number.isNaN(value) ? Number.NaN : (rows[row * width + place] ?? 0),
    )
    for (let own = 0; own < count; own += 1) {
      const { mean, variance } = momentsOf(column, own, known)
      const smooth = variance + smoothing * spread * factor ** 2
      const at = 3 * place * count + own
      learned[at] = -0.5 / smooth
      learned[at + count] = mean / smooth
      learned[at + 2 * count] = -0.5 * (mean ** 2 / smooth + Math.log(2 * Math.PI * smooth))
    }
  }
  return { shows: { by: 'moments', ...scale }, weights: [...learned] }
}

/** Of the rows of a class, around their own mean; 0 and 1 where none is known. */
function momentsOf(column: Float32Array, own: number, { places, data }: Known) {
  let weightSum = 0
  let mean = 0
  let squares = 0
  for (let row = 0; row < column.length; row += 1) {
    const value = column[row] ?? Number.NaN
    const weight = data.weights?.[row] ?? 1
    if (places[row] !== own || weight === 0 || Number.isNaN(value)) continue
    weightSum += weight
    const before = value - mean
    mean += (weight / weightSum) * before
    squares += weight * before * (value - mean)
  }
  return weightSum > 0 ? { mean, variance: squares / weightSum } : { mean: 0, variance: 1 }
}
