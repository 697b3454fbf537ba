import { learnErrors } from '../../learn/index.ts'
import { errorParts } from './class-errors.ts'
import { estimatedClassMetrics, expectMetric, type EstimatedClassMetric } from './class-metrics.ts'
import { deviationOf, errorOver, withBand, type ErrorParts, type Estimate } from './estimate.ts'
import { fitChances, toChances, type ChanceCurve } from './fit-chances.ts'

/** As `YesNoEstimator`, for one of several classes. */
export interface ClassesEstimator {
  readonly kind: 'classes'
  readonly classCount: number
  /** By class; `null` where scores are chances as they are. */
  readonly curves: readonly (ChanceCurve | null)[]
  /** By metric, of each class. */
  readonly errors: Readonly<Partial<Record<EstimatedClassMetric, readonly ErrorParts[]>>>
  readonly accuracyDeviation: number
}

export interface UnknownClasses {
  /** By class, how likely each row is of it. */
  readonly scores: readonly Float64Array[]
  /** The place of the class that was said, from 0 on. */
  readonly decided: ArrayLike<number>
}

/** Learns from rows that the model has not learned from; `labels` are places of classes. Throws `learn.noData`. */
export function fitClassesEstimator(
  reference: UnknownClasses & { readonly labels: ArrayLike<number> },
): ClassesEstimator {
  const { scores, decided, labels } = reference
  if (labels.length === 0) throw learnErrors.noData({ what: 'rows with scores' })
  const parts = scores.map((own, place) => ({
    scores: own,
    decided: isClass(decided, place),
    labels: isClass(labels, place),
  }))
  const errors: Partial<Record<EstimatedClassMetric, readonly ErrorParts[]>> = {}
  for (const metric of estimatedClassMetrics) {
    errors[metric] = parts.map((rows) => errorParts(metric, rows, 'several'))
  }
  const right = Array.from(labels, (label, row) => Number(label === decided[row]))
  return {
    kind: 'classes',
    classCount: scores.length,
    curves: parts.map((rows) => fitChances(rows.scores, rows.labels) ?? null),
    errors,
    accuracyDeviation: deviationOf(right),
  }
}

/**
 * Estimates each metric over rows without truth: the mean over classes, each against all others; accuracy
 * of all. Throws `learn.noData`.
 */
export function estimateClasses(
  estimator: ClassesEstimator,
  { scores, decided }: UnknownClasses,
): readonly Estimate[] {
  const rowCount = decided.length
  if (rowCount === 0) throw learnErrors.noData({ what: 'rows with scores' })
  const chances = normalise(
    scores.map((own, at) => toChances(estimator.curves[at] ?? undefined, own)),
  )
  const parts = scores.map((own, place) => ({
    scores: own,
    chances: chances[place] ?? own,
    decided: isClass(decided, place),
  }))
  return estimatedClassMetrics.map((metric) => {
    const value =
      metric === 'accuracy'
        ? meanOf(Array.from(decided, (place, row) => chances[place]?.[row] ?? 0))
        : meanOf(parts.map((rows) => expectMetric(metric, rows)))
    const error = errorOfMean(estimator, metric, rowCount)
    return withBand(metric, value, error, { least: 0, most: 1 })
  })
}

/** Errors of the classes as if they were independent; NannyML adds a fifth to that of the area. */
function errorOfMean(
  { errors, accuracyDeviation, classCount }: ClassesEstimator,
  metric: EstimatedClassMetric,
  rowCount: number,
): number {
  if (metric === 'accuracy') return accuracyDeviation / Math.sqrt(rowCount)
  const variances = (errors[metric] ?? []).map((parts) => errorOver(parts, rowCount) ** 2)
  const sum = variances.reduce((total, variance) => total + variance, 0)
  if (metric === 'averagePrecision') return Math.sqrt(sum / classCount)
  return (Math.sqrt(sum) / classCount) * (metric === 'rocAuc' ? 1.2 : 1)
}

/** Chances of a row add up to 1; where all are 0, classes are equally likely. */
function normalise(chances: readonly Float64Array[]): readonly Float64Array[] {
  const sums = Float64Array.from(chances[0] ?? [], (_, row) =>
    chances.reduce((sum, own) => sum + (own[row] ?? 0), 0),
  )
  return chances.map((own) =>
    own.map((chance, row) => (sums[row] === 0 ? 1 / chances.length : chance / (sums[row] ?? 1))),
  )
}

function isClass(places: ArrayLike<number>, wanted: number): Float64Array {
  return Float64Array.from(places, (place) => Number(place === wanted))
}

function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
