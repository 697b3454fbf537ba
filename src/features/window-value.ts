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
    case 'deviation': {
      if (values.length < 2) return undefined
      const mean = sum(values) / values.length
      return Math.sqrt(sum(values.map((value) => (value - mean) ** 2)) / (values.length - 1))
    }
    case 'min':
      return Math.min(...values)
    case 'max':
      return Math.max(...values)
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
