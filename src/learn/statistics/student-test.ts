import { momentsOf } from './moments.ts'
import { finiteSample } from './sample.ts'
import { studentTail } from './student-tail.ts'
import type { TestResult } from './test-result.ts'

/**
 * Whether two samples have one mean: Student's t-test with equal variances, two-sided, as SciPy's
 * `ttest_ind`. Two equal constants give a p-value of 1. Missing and infinite values are left out. Throws
 * `learn.emptySample`.
 */
export function studentTest(reference: Float64Array, current: Float64Array): TestResult {
  const a = momentsOf(finiteSample(reference, 'reference'))
  const b = momentsOf(finiteSample(current, 'current sample'))
  const [n, m] = [a.count, b.count]
  const pooled = (a.squares + b.squares) / (n + m - 2)
  const apart = a.mean - b.mean
  if (apart === 0) return { statistic: 0, pValue: 1 }
  const statistic = apart / Math.sqrt(pooled * (1 / n + 1 / m))
  return { statistic, pValue: 2 * studentTail(Math.abs(statistic), n + m - 2) }
}
