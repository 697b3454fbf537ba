import type { ClassShares } from './class-shares.ts'
import { checkLength } from './input-column.ts'
import { weightedMedian } from './constant.ts'

/** How good predictions are, as one number. */
export interface Metric {
  readonly name: string
  /** `'zero'`: the nearer to zero, the better, whatever the sign. */
  readonly better: 'lower' | 'higher' | 'zero'
  /** The column whose equal values make rows a group, where rows are measured against those of their own. */
  readonly by?: string
  /** Whether it asks how likely each class was held to be. */
  readonly asksShares?: true
  /** NaN when there are no rows, or when what it asks beside is not there. Throws `learn.unequalLengths`. */
  readonly of: (truth: Float64Array, predicted: Float64Array, beside?: RowsBeside) => number
}

/** What some metrics ask of rows beside what was so and what was said. */
export interface RowsBeside {
  /** By column, the group of each row. */
  readonly groups?: Readonly<Record<string, ArrayLike<number | string | undefined>>>
  readonly shares?: ClassShares
}

export function asksShares(metrics: readonly Pick<Metric, 'asksShares'>[]): boolean {
  return metrics.some((metric) => metric.asksShares === true)
}

/** Mean absolute error. */
export function mae(): Metric {
  return { name: 'mae', better: 'lower', of: meanAbsoluteError }
}

/** Root of the mean squared error. */
export function rmse(): Metric {
  return { name: 'rmse', better: 'lower', of: rootMeanSquaredError }
}

/** Share of the truth's variance that is explained. */
export function r2(): Metric {
  return { name: 'r2', better: 'higher', of: rSquared }
}

/** Mean error, predicted less truth: above zero when predictions are too high. */
export function bias(): Metric {
  return { name: 'bias', better: 'zero', of: meanError }
}

export function medianError(): Metric {
  return { name: 'medianError', better: 'lower', of: medianAbsoluteError }
}

export function maxError(): Metric {
  return { name: 'maxError', better: 'lower', of: maxAbsoluteError }
}

/** True when `value` is better than `other` by this metric; NaN is never better. */
export function isBetter({ better }: Metric, value: number, other: number): boolean {
  switch (better) {
    case 'lower':
      return value < other
    case 'higher':
      return value > other
    case 'zero':
      return Math.abs(value) < Math.abs(other)
  }
}

export function meanAbsoluteError(truth: Float64Array, predicted: Float64Array): number {
  return mean(errorsOf(truth, predicted).map(Math.abs))
}

export function rootMeanSquaredError(truth: Float64Array, predicted: Float64Array): number {
  return Math.sqrt(mean(errorsOf(truth, predicted).map((error) => error * error)))
}

/**
 * 1 − Σ(truth − predicted)² / Σ(truth − mean)². Of a truth that never varies: 1 when every prediction is
 * right, else 0. NaN for fewer than two rows.
 */
export function rSquared(truth: Float64Array, predicted: Float64Array): number {
  const errors = errorsOf(truth, predicted)
  if (errors.length < 2) return Number.NaN
  const centre = mean(truth)
  const left = mean(errors.map((error) => error * error))
  const whole = mean(truth.map((value) => (value - centre) ** 2))
  if (whole > 0) return 1 - left / whole
  return left === 0 ? 1 : 0
}

export function meanError(truth: Float64Array, predicted: Float64Array): number {
  return mean(errorsOf(truth, predicted))
}

function medianAbsoluteError(truth: Float64Array, predicted: Float64Array): number {
  const errors = errorsOf(truth, predicted).map(Math.abs)
  return errors.length === 0 ? Number.NaN : weightedMedian(errors)
}

function maxAbsoluteError(truth: Float64Array, predicted: Float64Array): number {
  const errors = errorsOf(truth, predicted)
  if (errors.length === 0) return Number.NaN
  return errors.reduce((most, error) => Math.max(most, Math.abs(error)), 0)
}

function errorsOf(truth: Float64Array, predicted: Float64Array): Float64Array {
  checkLength('The predictions', predicted, truth.length)
  return predicted.map((value, row) => value - (truth[row] ?? 0))
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}
