import {
  settingValue,
  type ResolvedSettings,
  type Setting,
  type SettingValue,
} from '../../base/index.ts'

/** What a check holds rows against: a value, or a setting of the project. */
export type Threshold<Value extends SettingValue = number> = Value | Setting<Value>

/** What a check asks, with its thresholds shown: `(show) => `at most ${show(limit)}``. */
export type Sentence = (show: (threshold: Threshold<SettingValue>) => string) => string

/** The sentence as it is declared: a setting is shown by its name. */
export function declaredSentence(sentence: Sentence): string {
  return sentence((threshold) =>
    typeof threshold === 'object' ? threshold.name : String(threshold),
  )
}

/** The sentence with the values that are in force. */
export function resolvedSentence(sentence: Sentence, settings: ResolvedSettings): string {
  return sentence((threshold) => String(settingValue(threshold, settings)))
}

/** `is between 0 and 30`, `is at least 0` or `is at most 30`. */
export function rangeSentence(
  range: { readonly min?: Threshold | undefined; readonly max?: Threshold | undefined },
  show: Parameters<Sentence>[0],
): string {
  const { min, max } = range
  if (min === undefined) return max === undefined ? 'is any' : `is at most ${show(max)}`
  return max === undefined ? `is at least ${show(min)}` : `is between ${show(min)} and ${show(max)}`
}
