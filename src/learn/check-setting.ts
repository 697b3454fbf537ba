import { learnErrors } from './errors.ts'

/** Throws `learn.wrongSetting` unless it holds. */
export function checkSetting<Spec extends { readonly kind: string }>(
  spec: Spec,
  setting: keyof Spec & string,
  holds: boolean,
  wanted: string,
): void {
  if (holds) return
  throw learnErrors.wrongSetting({ owner: spec.kind, setting, found: spec[setting], wanted })
}

export function isWhole(value: number, low: number, high: number): boolean {
  return Number.isInteger(value) && value >= low && value <= high
}

/** Above 0 and at most 1. */
export function isShare(value: number): boolean {
  return value > 0 && value <= 1
}
