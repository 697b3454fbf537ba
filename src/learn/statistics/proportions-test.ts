import { gammaTail } from './gamma-tail.ts'
import type { TestResult } from './test-result.ts'

/**
 * Whether two samples have something in the same share: the pooled z-test of two proportions, two-sided.
 * Where all or none of both have it, the p-value is 1.
 */
export function proportionsTest(
  reference: { readonly count: number; readonly of: number },
  current: { readonly count: number; readonly of: number },
): TestResult {
  const pooled = (reference.count + current.count) / (reference.of + current.of)
  const deviation = Math.sqrt(pooled * (1 - pooled) * (1 / reference.of + 1 / current.of))
  if (!(deviation > 0)) return { statistic: 0, pValue: 1 }
  const statistic = (reference.count / reference.of - current.count / current.of) / deviation
  return { statistic, pValue: gammaTail(0.5, (statistic * statistic) / 2) }
}
