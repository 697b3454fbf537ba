import type { ColumnProfile } from './profile.ts'

/** How numbers are spread: the share of them that is not larger than a value. */
export interface Spread {
  readonly shareUpTo: (value: number) => number
  /** Where the share is known. */
  readonly places: readonly number[]
  /** True where all values were counted, not only their percentiles. */
  readonly isExact: boolean
}

export function spreadOf(column: ColumnProfile): Spread {
  const { kind, topValues = [], distinctCount, distinctIsExact, numbers } = column
  const isCounted = kind === 'number' && distinctIsExact && distinctCount === topValues.length
  const percentiles = numbers?.percentiles ?? []
  return isCounted ? countedSpread(topValues) : percentileSpread(percentiles)
}

function countedSpread(topValues: NonNullable<ColumnProfile['topValues']>): Spread {
  const values = topValues
    .map(({ value, count }) => ({ value: Number(value), count }))
    .filter(({ value }) => Number.isFinite(value))
    .toSorted((a, b) => a.value - b.value)
  const total = values.reduce((sum, { count }) => sum + count, 0)
  return {
    isExact: true,
    places: values.map(({ value }) => value),
    shareUpTo: (limit) =>
      values.reduce((sum, { value, count }) => (value <= limit ? sum + count : sum), 0) / total,
  }
}

/** In a straight line between percentiles. */
function percentileSpread(percentiles: readonly number[]): Spread {
  return {
    isExact: false,
    places: percentiles,
    shareUpTo: (value) => {
      const above = percentiles.findIndex((percentile) => percentile > value)
      if (above === 0) return 0
      if (above === -1) return 1
      const [low = value, high = value] = [percentiles[above - 1], percentiles[above]]
      return (above - 1 + (value - low) / (high - low)) / 100
    },
  }
}
