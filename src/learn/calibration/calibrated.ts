import { checkSetting, isWhole } from '../check-setting.ts'

/** A learner whose chances are brought to what came true, by rows that it didn't see. */
export interface Calibrated<Member> {
  readonly kind: 'calibrated'
  readonly of: Member
  /**
   * `'platt'`: by a curve of two numbers; `'isotonic'`: by any that rises, which asks for some thousand rows;
   * `'temperature'`: by one number for all classes.
   */
  readonly by: 'platt' | 'isotonic' | 'temperature'
  readonly folds: number
}

/** A learner of a chance that says yes (1) where that costs least, and no (0) elsewhere. */
export interface Decided<Member> {
  readonly kind: 'decided'
  readonly of: Member
  readonly costs: Costs
  readonly folds: number
}

export interface Costs {
  /** Of a yes that is a no in truth. */
  readonly falseYes: number
  /** Of a no that is a yes in truth. */
  readonly falseNo: number
}

export interface FittedCalibration<Fitted> {
  readonly kind: 'calibration'
  readonly of: Fitted
  readonly curve: CalibrationCurve
}

export type CalibrationCurve =
  /** The logarithm of the odds is `slope` times what it was, plus `offset`. */
  | { readonly by: 'platt'; readonly slope: number; readonly offset: number }
  /** Straight from point to point. */
  | { readonly by: 'isotonic'; readonly from: readonly number[]; readonly to: readonly number[] }
  /** Logarithms of shares are divided by it. */
  | { readonly by: 'temperature'; readonly temperature: number }

export interface FittedDecision<Fitted> {
  readonly kind: 'decision'
  readonly of: Fitted
  /** What is as likely or likelier is a yes. */
  readonly threshold: number
}

/** Declares calibrated chances: `calibrated(randomForest({ task: 'classification' }))`. Throws `learn.wrongSetting`. */
export function calibrated<Member>(
  of: Member,
  options: Partial<Omit<Calibrated<Member>, 'kind' | 'of'>> = {},
): Calibrated<Member> {
  const spec: Calibrated<Member> = { kind: 'calibrated', of, by: 'platt', folds: 5, ...options }
  const isCurve = ['platt', 'isotonic', 'temperature'].includes(spec.by)
  checkSetting(spec, 'by', isCurve, '"platt", "isotonic" or "temperature"')
  checkSetting(spec, 'folds', isWhole(spec.folds, 2, 100), 'a whole number from 2 to 100')
  return spec
}

/** Declares decisions by cost: `decided(boostedTrees({ loss: 'logistic' }), { costs: { falseYes: 1, falseNo: 20 } })`. Throws `learn.wrongSetting`. */
export function decided<Member>(
  of: Member,
  options: { readonly costs: Costs; readonly folds?: number },
): Decided<Member> {
  const spec: Decided<Member> = { kind: 'decided', of, folds: 5, ...options }
  const { falseYes, falseNo } = spec.costs
  const holds = [falseYes, falseNo].every((cost) => cost >= 0 && Number.isFinite(cost))
  checkSetting(spec, 'costs', holds && falseYes + falseNo > 0, 'numbers from 0, not both 0')
  checkSetting(spec, 'folds', isWhole(spec.folds, 2, 100), 'a whole number from 2 to 100')
  return spec
}
