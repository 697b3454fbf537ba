import type { Moments } from './moments.ts'
import { studentTail } from './student-tail.ts'

/** How likely a first mean is so far above a second by chance alone (Welch's t-test, one side). NaN of too few. */
export function welchTail(first: Moments, second: Moments): number {
  const [a, b] = [errorOf(first), errorOf(second)]
  const gap = first.mean - second.mean
  if (Number.isNaN(a + b)) return Number.NaN
  if (a + b === 0) return gap > 0 ? 0 : gap === 0 ? 0.5 : 1
  const degrees = (a + b) ** 2 / (a ** 2 / (first.count - 1) + b ** 2 / (second.count - 1))
  return studentTail(gap / Math.sqrt(a + b), degrees)
}

function errorOf({ count, squares }: Moments): number {
  return count < 2 ? Number.NaN : squares / (count - 1) / count
}
