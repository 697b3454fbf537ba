import { unscaleSteps } from './encoders/label-scale.ts'
import { runSteps } from './encoders/number-step.ts'
import { encodeColumns } from './feature-matrix.ts'
import type { FittedModel } from './fitted-model.ts'
import type { Bounds } from './fitted-answers.ts'
import type { InputColumn } from './input-column.ts'
import { answersOf } from './learner.ts'

/** Between them lies `share` of the truths, if rows come as those did that were held back. */
export interface PredictedIntervals extends Bounds {
  readonly share: number
}

/** Undefined for a model whose predictions have no bounds (`conformal`). Throws `learn.missingColumn`. */
export function predictIntervals(
  fitted: FittedModel,
  columns: readonly InputColumn[],
): PredictedIntervals | undefined {
  const { interval } = answersOf(fitted.learner)
  if (interval === undefined) return undefined
  const { low, high } = interval.bounds(encodeColumns(fitted, columns))
  const unscale = runSteps(unscaleSteps(fitted.label))
  return { share: interval.share, low: low.map(unscale), high: high.map(unscale) }
}

/** Which classes may be the true one: those of a row stand beside each other, in the order of `classes`. */
export interface PredictedSets {
  readonly share: number
  readonly classes: readonly number[]
  /** 1 where the class is in the row's set. */
  readonly members: Uint8Array
}

/** Undefined for a model that predicts no sets (`conformal` of a learner of classes). Throws `learn.missingColumn`. */
export function predictSets(
  fitted: FittedModel,
  columns: readonly InputColumn[],
): PredictedSets | undefined {
  const { set } = answersOf(fitted.learner)
  if (set === undefined) return undefined
  const members = set.members(encodeColumns(fitted, columns))
  return { share: set.share, classes: set.values, members }
}
