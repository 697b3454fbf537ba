import type { ChallengeTallies } from './challenge.ts'

/**
 * How far apart two versions predict for the same rows: the mean absolute difference, in standard deviations of what
 * the current one predicts. Undefined before both have; where the current one always says the same, infinite for
 * any difference.
 */
export function shiftOf({
  current: { sample },
  difference: { rowCount, absoluteSum },
}: ChallengeTallies): number | undefined {
  if (rowCount === 0 || sample.length === 0) return undefined
  if (absoluteSum === 0) return 0
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length
  const squares = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  return absoluteSum / rowCount / Math.sqrt(squares / sample.length)
}
