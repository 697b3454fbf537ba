import { learnErrors } from '../errors.ts'
import { planNumber } from './encoder-plan.ts'
import type { FittedNumberStep } from './fitted-encoder.ts'
import { fitNumber } from './fit-number.ts'
import type { Logged, RangeScaled, RobustScaled, Scaled } from './number-encoders.ts'
import { invertStep, runSteps, type NumberFunction, type NumberStep } from './number-step.ts'

/** How the label is brought to what is learned; predictions are brought back to its unit. */
export type LabelScale = Scaled | RangeScaled | RobustScaled | Logged

export type FittedLabelScale = Extract<
  FittedNumberStep,
  { kind: 'scaled' | 'rangeScaled' | 'robustScaled' | 'logged' }
>

interface ScaledLabel {
  readonly fitted: FittedLabelScale
  readonly target: Float64Array
}

/** Throws `wrongNumber` for a label that has no logarithm. */
export function scaleLabel(scale: LabelScale, target: Float64Array): ScaledLabel {
  const fitted = fitNumber('the label', target, scale) as FittedLabelScale
  return { fitted, target: scaleAs(fitted, target) }
}

/** The same as was learned from other labels. */
export function scaleAs(fitted: FittedLabelScale, target: Float64Array): Float64Array {
  const scaled = target.map(labelFunction(fitted))
  const row = scaled.findIndex((value) => !Number.isFinite(value))
  if (row < 0) return scaled
  const found = target[row] ?? Number.NaN
  throw learnErrors.wrongNumber({ what: 'The target', row, found, wanted: 'above −1 to be logged' })
}

function labelFunction(fitted: FittedLabelScale): NumberFunction {
  return runSteps(planNumber(fitted)[0]?.steps ?? [])
}

/** From what is learned back to the label's own unit. */
export function unscaleSteps(fitted: FittedLabelScale | undefined): readonly NumberStep[] {
  if (fitted === undefined) return []
  const steps = planNumber(fitted)[0]?.steps ?? []
  return steps.toReversed().map(invertStep)
}
