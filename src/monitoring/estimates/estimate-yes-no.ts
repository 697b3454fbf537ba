import { learnErrors } from '../../learn/index.ts'
import { errorParts, type KnownRows } from './class-errors.ts'
import {
  estimatedClassMetrics,
  expectConfusion,
  expectMetric,
  type EstimatedClassMetric,
  type ExpectedConfusion,
} from './class-metrics.ts'
import { errorOver, withBand, type ErrorParts, type Estimate } from './estimate.ts'
import { fitChances, toChances, type ChanceCurve } from './fit-chances.ts'

/**
 * What is needed to tell how right a yes or no is before the truth is known (CBPE: confidence-based
 * performance estimation). Plain JSON, so that it can be stored.
 */
export interface YesNoEstimator {
  readonly kind: 'yesNo'
  /** Absent where scores are chances as they are. */
  readonly curve?: ChanceCurve
  readonly errors: Readonly<Partial<Record<EstimatedClassMetric, ErrorParts>>>
}

/** Rows of which the truth is not known yet. */
export interface UnknownRows {
  /** Of a yes, from 0 to 1. */
  readonly scores: Float64Array
  /** 0 or 1. */
  readonly decided: Float64Array
}

/**
 * Learns from rows that the model has not learned from and whose truth is known. Rows without a score or a
 * label (NaN) are left out. Throws `learn.noData` when none are left.
 */
export function fitYesNoEstimator(reference: KnownRows): YesNoEstimator {
  const rows = whole(reference, ['scores', 'decided', 'labels'])
  const curve = fitChances(rows.scores, rows.labels)
  const errors: Partial<Record<EstimatedClassMetric, ErrorParts>> = {}
  for (const metric of estimatedClassMetrics) errors[metric] = errorParts(metric, rows)
  return {
    kind: 'yesNo',
    ...(curve === undefined ? {} : { curve }),
    errors,
  }
}

/** Estimates each metric over rows without truth. Throws `learn.noData`. */
export function estimateYesNo(
  estimator: YesNoEstimator,
  current: UnknownRows,
): readonly Estimate[] {
  const rows = whole(current, ['scores', 'decided'])
  const expected = { ...rows, chances: toChances(estimator.curve, rows.scores) }
  return estimatedClassMetrics.map((metric) => {
    const parts = estimator.errors[metric] ?? { deviation: Number.NaN, share: 1 }
    const error = errorOver(parts, rows.scores.length)
    return withBand(metric, expectMetric(metric, expected), error, { least: 0, most: 1 })
  })
}

/** How many rows of each kind there are expected to be. */
export function estimateConfusion(
  estimator: YesNoEstimator,
  current: UnknownRows,
): ExpectedConfusion {
  const rows = whole(current, ['scores', 'decided'])
  return expectConfusion({ ...rows, chances: toChances(estimator.curve, rows.scores) })
}

/** Rows of which nothing is missing. */
export function whole<Name extends string>(
  rows: Readonly<Record<Name, Float64Array>>,
  names: readonly Name[],
): Readonly<Record<Name, Float64Array>> {
  const columns = names.map((name) => rows[name])
  const kept = [...(columns[0] ?? []).keys()].filter((row) =>
    columns.every((column) => Number.isFinite(column[row])),
  )
  if (kept.length === 0) throw learnErrors.noData({ what: 'rows with scores' })
  const taken = names.map((name, at) => {
    const column = columns[at] ?? new Float64Array(0)
    return [name, Float64Array.from(kept, (row) => column[row] ?? Number.NaN)] as const
  })
  return Object.fromEntries(taken) as Record<Name, Float64Array>
}
