import { momentsOf } from './mean-shift.ts'
import { finiteSample } from './sample.ts'
import { studentTail } from './student-tail.ts'
import type { TestResult } from './test-result.ts'

/**
 * Whether two samples have one mean: Student's t-test with equal variances, two-sided, as SciPy's
 * `ttest_ind`. Two equal constants give a p-value of 1. Missing and infinite values are left out. Throws
 * `learn.emptySample`.
 */
export function studentTest(reference: Float64Array, current: Float64Array): TestResult {
  const first = finiteSample(reference, 'reference')
  const second = finiteSample(current, 'current sample')
  const [n, m] = [first.length, second.length]
  const [a, b] = [momentsOf(first), momentsOf(second)]
  const pooled = (a.variance * n + b.variance * m) / (n + m - 2)
  const apart = a.mean - b.mean
  if (apart === 0) return { statistic: 0, pValue: 1 }
  const statistic = apart / Math.sqrt(pooled * (1 / n + 1 / m))
  return { statistic, pValue: 2 * studentTail(Math.abs(statistic), n + m - 2) }
}
