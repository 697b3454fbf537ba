import { quantileOf } from '../statistics/quantile-of.ts'

const scoreTests = ['worstSoFar', 'twoDeviations', 'quartiles'] as const

/**
 * `worstSoFar`: worse than any before. `twoDeviations`: more than two deviations worse than the mean.
 * `quartiles`: worse than the worse quartile by more than 1.5 times the distance of the quartiles.
 */
export type ScoreTest = (typeof scoreTests)[number]

export interface ScoreVerdict {
  readonly test: ScoreTest
  /** What the score was held against. */
  readonly bound: number
  readonly isWorse: boolean
}

/**
 * Whether a score is worse than its history, in the direction that is worse for its metric. A history
 * without finite scores gives no verdicts.
 */
export function judgeScore(
  history: readonly number[],
  score: number,
  better: 'higher' | 'lower',
): readonly ScoreVerdict[] {
  // Turned over where lower is better, so that lower is always worse.
  const sign = better === 'higher' ? 1 : -1
  const sorted = history
    .filter(Number.isFinite)
    .map((value) => sign * value)
    .toSorted((a, b) => a - b)
  if (sorted.length === 0) return []
  const bounds: Readonly<Record<ScoreTest, number>> = {
    worstSoFar: sorted[0] ?? Number.NaN,
    twoDeviations: belowMean(sorted),
    quartiles: belowQuartiles(sorted),
  }
  return scoreTests.map((test) => ({
    test,
    bound: sign * bounds[test],
    isWorse: sign * score < bounds[test],
  }))
}

function belowMean(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length
  return mean - 2 * Math.sqrt(variance)
}

function belowQuartiles(sorted: readonly number[]): number {
  const [first, third] = [quantileOf(sorted, 0.25), quantileOf(sorted, 0.75)]
  return first - 1.5 * (third - first)
}
