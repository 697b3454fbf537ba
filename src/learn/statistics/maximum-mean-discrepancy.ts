import { seededRandom } from '../../base/index.ts'
import { shuffle } from '../shuffle.ts'
import { finiteSample } from './sample.ts'
import type { TestResult } from './test-result.ts'

export interface DiscrepancyOptions {
  /** Rows of a sample that are used, evenly chosen; time and memory grow with its square. */
  readonly most?: number
  readonly permutations?: number
  readonly seed?: number
}

/**
 * Maximum mean discrepancy of two samples (Gretton 2012), unbiased, with a Gaussian kernel as wide as the
 * median distance within the reference, and the share of random partings that are as far apart. Missing
 * and infinite values are left out. Throws `learn.emptySample`.
 */
export function maximumMeanDiscrepancy(
  reference: Float64Array,
  current: Float64Array,
  { most = 500, permutations = 200, seed = 0 }: DiscrepancyOptions = {},
): TestResult {
  const first = thin(finiteSample(reference, 'reference'), most)
  const second = thin(finiteSample(current, 'current sample'), most)
  const pooled = Float64Array.from([...first, ...second])
  const kernel = kernelOf(pooled, first)
  let isFirst: readonly boolean[] = Array.from(pooled, (_, at) => at < first.length)
  const statistic = discrepancy(kernel, isFirst)
  const random = seededRandom(seed)
  let asFar = 0
  for (let turn = 0; turn < permutations; turn += 1) {
    isFirst = shuffle(isFirst, random)
    if (discrepancy(kernel, isFirst) >= statistic) asFar += 1
  }
  // The sample itself is one of the partings, so that no p-value is 0.
  return { statistic, pValue: (asFar + 1) / (permutations + 1) }
}

function thin(values: Float64Array, most: number): Float64Array {
  if (values.length <= most) return values
  return Float64Array.from({ length: most }, (_, at) => {
    return values[Math.floor((at * values.length) / most)] ?? 0
  })
}

/** exp(−d² / 2σ²) of each pair, zeros on the diagonal. */
function kernelOf(pooled: Float64Array, reference: Float64Array): Float64Array {
  const size = pooled.length
  const gamma = 1 / (2 * widthOf(reference) ** 2)
  const kernel = new Float64Array(size * size)
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j < i; j += 1) {
      const value = Math.exp(-gamma * ((pooled[i] ?? 0) - (pooled[j] ?? 0)) ** 2)
      kernel[i * size + j] = value
      kernel[j * size + i] = value
    }
  }
  return kernel
}

/** σ² is half the median squared distance of the reference's rows, each with itself too. */
function widthOf(values: Float64Array): number {
  const squares = new Float64Array(values.length ** 2)
  let at = 0
  for (const one of values) {
    for (const other of values) {
      squares[at] = (one - other) ** 2
      at += 1
    }
  }
  squares.sort()
  // The nearest of the ranks, halves to the even one, as NumPy.
  const place = (squares.length - 1) / 2
  const whole = Math.floor(place)
  const nearest = place === whole || whole % 2 === 0 ? whole : whole + 1
  return Math.sqrt(0.5 * (squares[nearest] ?? 0)) || Math.SQRT1_2
}

function discrepancy(kernel: Float64Array, isFirst: readonly boolean[]): number {
  const size = isFirst.length
  let [within, others, between, n] = [0, 0, 0, 0]
  for (let i = 0; i < size; i += 1) {
    const own = isFirst[i] === true
    n += Number(own)
    let [toFirst, toSecond] = [0, 0]
    for (let j = 0; j < size; j += 1) {
      const value = kernel[i * size + j] ?? 0
      if (isFirst[j] === true) toFirst += value
      else toSecond += value
    }
    if (own) {
      within += toFirst
      between += toSecond
    } else {
      others += toSecond
    }
  }
  const m = size - n
  return within / (n * (n - 1)) + others / (m * (m - 1)) - (2 * between) / (n * m)
}
