import type { WindowFunction } from './feature.ts'

/** The value of a window over its known numbers; undefined where the engine's SQL gives null. */
export function windowValue(own: WindowFunction, values: readonly number[]): number | undefined {
  if (own === 'count') return values.length
  if (values.length === 0) return undefined
  switch (own) {
    case 'sum':
      return sum(values)
    case 'mean':
      return sum(values) / values.length
    case 'deviation':
      return values.length < 2 ? undefined : deviation(values)
    case 'min':
      return Math.min(...values)
    case 'max':
      return Math.max(...values)
  }
}

/** Welford's update, step by step as the engine does it: the last bit is to be the same. */
function deviation(values: readonly number[]): number {
  let mean = 0
  let squares = 0
  for (const [at, value] of values.entries()) {
    const next = mean + (value - mean) / (at + 1)
    squares += (value - next) * (value - mean)
    mean = next
  }
  return Math.sqrt(squares / (values.length - 1))
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
