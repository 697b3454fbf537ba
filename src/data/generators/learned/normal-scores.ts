import { normalQuantile } from '../../../learn/index.ts'

/** Each value's place among all, as a normal number; equal values share the middle of theirs. NaN stays. */
export function normalScores(values: Float64Array): Float64Array {
  const order = Array.from(values.keys())
    .filter((row) => !Number.isNaN(values[row]))
    .toSorted((a, b) => (values[a] ?? 0) - (values[b] ?? 0))
  const scores = new Float64Array(values.length).fill(Number.NaN)
  for (let start = 0; start < order.length;) {
    const value = values[order[start] ?? 0]
    let end = start
    while (end < order.length && values[order[end] ?? 0] === value) end += 1
    const score = normalQuantile((start + end) / 2 / order.length)
    for (let place = start; place < end; place += 1) scores[order[place] ?? 0] = score
    start = end
  }
  return scores
}

export interface PairCorrelation {
  readonly correlation: number
  /** Rows where both are there. */
  readonly count: number
}

/** Pearson's correlation over the rows where both are there; 0 where one of them never varies. */
export function pairCorrelation(a: Float64Array, b: Float64Array): PairCorrelation {
  let [count, sumA, sumB] = [0, 0, 0]
  for (let row = 0; row < a.length; row += 1) {
    const [x, y] = [a[row] ?? 0, b[row] ?? 0]
    if (Number.isNaN(x) || Number.isNaN(y)) continue
    count += 1
    sumA += x
    sumB += y
  }
  const [meanA, meanB] = [sumA / count, sumB / count]
  let [both, ofA, ofB] = [0, 0, 0]
  for (let row = 0; row < a.length; row += 1) {
    const [x, y] = [(a[row] ?? 0) - meanA, (b[row] ?? 0) - meanB]
    if (Number.isNaN(x) || Number.isNaN(y)) continue
    both += x * y
    ofA += x * x
    ofB += y * y
  }
  const scale = Math.sqrt(ofA * ofB)
  return { correlation: scale > 1e-12 ? both / scale : 0, count }
}
