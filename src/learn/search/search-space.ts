import type { SettingValue } from '../../base/index.ts'
import { checkSetting } from '../check-setting.ts'
import type { LearnerParameters } from '../learner-parameters.ts'
import type { Learner } from '../learner.ts'

/** Values among which a sweep looks. */
export type SearchRange<Value extends SettingValue = SettingValue> =
  Among<Value> | (number extends Value ? NumberRange : never)

export interface Among<Value extends SettingValue = SettingValue> {
  readonly kind: 'among'
  readonly values: readonly Value[]
}

export interface NumberRange {
  readonly kind: 'between'
  readonly low: number
  readonly high: number
  /** `'log'`: 0.01 is as far from 0.1 as that is from 1. */
  readonly scale: 'linear' | 'log'
  readonly isWhole: boolean
}

/** Ranges by name of the parameter. */
export type SearchSpace = Readonly<Record<string, SearchRange>>

/** Ranges of a learner's own parameters: another name doesn't compile. */
export type SearchSpaceOf<L extends Learner> = {
  readonly [Name in keyof LearnerParameters<L>]?: SearchRange<
    Extract<LearnerParameters<L>[Name], SettingValue>
  >
}

/** One of these, in no order. */
export function among<const Values extends readonly [SettingValue, ...SettingValue[]]>(
  ...values: Values
): Among<Values[number]> {
  return { kind: 'among', values }
}

/** Any number between two, both included. Throws `learn.wrongSetting`. */
export function between(
  low: number,
  high: number,
  { scale = 'linear' }: { readonly scale?: NumberRange['scale'] } = {},
): NumberRange {
  return check({ kind: 'between', low, high, scale, isWhole: false })
}

/** Any whole number between two, both included. Throws `learn.wrongSetting`. */
export function wholeBetween(
  low: number,
  high: number,
  { scale = 'linear' }: { readonly scale?: NumberRange['scale'] } = {},
): NumberRange {
  const range: NumberRange = { kind: 'between', low, high, scale, isWhole: true }
  checkSetting(range, 'low', Number.isInteger(low), 'a whole number')
  checkSetting(range, 'high', Number.isInteger(high), 'a whole number')
  return check(range)
}

function check(range: NumberRange): NumberRange {
  const { low, high, scale } = range
  const isLow = Number.isFinite(low) && (scale === 'linear' || low > 0)
  checkSetting(range, 'low', isLow, scale === 'log' ? 'a number above 0' : 'a number')
  checkSetting(range, 'high', Number.isFinite(high) && high > low, `a number above ${low}`)
  return range
}
