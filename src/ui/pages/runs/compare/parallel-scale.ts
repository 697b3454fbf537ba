import type { TableValue } from '../../../kit/table-column.ts'
import { formatNumber } from '../../../format.ts'
import type { RunColumn } from '../table/run-columns.ts'

/** An upright axis: where a value stands on it, from 0 (below) to 1. */
export interface ParallelScale {
  readonly placeOf: (value: TableValue) => number | undefined
  readonly ticks: readonly { readonly at: number; readonly label: string }[]
}

const mostTexts = 12

/** Numbers by size (their logarithm, where they span hundreds), texts one above the other. */
export function parallelScale({ values }: RunColumn, places: readonly number[]): ParallelScale {
  const found = places.map((place) => values[place] ?? null).filter((value) => value !== null)
  const numbers = found.filter((value) => typeof value === 'number')
  return numbers.length === found.length ? numberScale(numbers) : textScale(found.map(String))
}

function numberScale(numbers: readonly number[]): ParallelScale {
  const [low, high] = [Math.min(...numbers), Math.max(...numbers)]
  const isLog = low > 0 && high / low >= 100
  const scale = (value: number) => (isLog ? Math.log(value) : value)
  const [from, reach] = [scale(low), scale(high) - scale(low)]
  const unscale = (at: number) => (isLog ? Math.exp(from + at * reach) : from + at * reach)
  const ends = reach === 0 ? [0.5] : [0, 0.5, 1]
  return {
    placeOf: (value) => {
      if (typeof value !== 'number') return undefined
      return reach === 0 ? 0.5 : (scale(value) - from) / reach
    },
    ticks: numbers.length === 0 ? [] : ends.map((at) => ({ at, label: formatNumber(unscale(at)) })),
  }
}

function textScale(texts: readonly string[]): ParallelScale {
  const known = [...new Set(texts)].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }))
  const at = (index: number) => (known.length === 1 ? 0.5 : index / (known.length - 1))
  const labelled = known.length > mostTexts ? [0, known.length - 1] : [...known.keys()]
  return {
    placeOf: (value) => (value === null ? undefined : at(known.indexOf(String(value)))),
    ticks: labelled.map((index) => ({ at: at(index), label: known[index] ?? '' })),
  }
}
