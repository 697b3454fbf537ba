import { learnErrors } from '../errors.ts'

/** Only numbers go into code: a model is data that may come from anywhere. */
export function numeral(value: number | undefined): string {
  return String(checkNumber(value))
}

/** Throws `learn.brokenModel`. */
export function checkNumber(value: unknown): number {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw learnErrors.brokenModel({ found: value })
  }
  return value
}
