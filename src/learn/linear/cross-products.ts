import type { Block } from './standard-rows.ts'

/** Sums of products of columns with each other, and with what is to be answered. */
export interface CrossProducts {
  /** Lower triangle: row i holds columns 0 … i. */
  readonly matrix: readonly Float64Array[]
  readonly vector: Float64Array
}

export function noProducts(size: number): CrossProducts {
  return {
    matrix: Array.from({ length: size }, () => new Float64Array(size)),
    vector: new Float64Array(size),
  }
}

/** Adds those of a block: each row counts `weights`, and answers `answers` (times weight already). */
export function addProducts(
  { matrix, vector }: CrossProducts,
  { columns, count }: Block,
  weights: Float64Array,
  answers: Float64Array,
): void {
  for (let place = 0; place < vector.length; place += 1) {
    const own = columns[place] ?? weights
    let sum = 0
    for (let at = 0; at < count; at += 1) {
      const value = own[at] ?? 0
      sum += value * (answers[at] ?? 0)
      weighed[at] = value * (weights[at] ?? 0)
    }
    vector[place] = (vector[place] ?? 0) + sum
    addRow(matrix[place] ?? own, columns, place, count)
  }
}

const weighed = new Float64Array(256)

/** Four columns at once: each weighed value is read once for all of them. */
function addRow(
  row: Float64Array,
  columns: readonly Float64Array[],
  last: number,
  count: number,
): void {
  let other = 0
  for (; other + 3 <= last; other += 4) {
    const a = columns[other] ?? weighed
    const b = columns[other + 1] ?? weighed
    const c = columns[other + 2] ?? weighed
    const d = columns[other + 3] ?? weighed
    let [sumA, sumB, sumC, sumD] = [0, 0, 0, 0]
    for (let at = 0; at < count; at += 1) {
      const value = weighed[at] ?? 0
      sumA += value * (a[at] ?? 0)
      sumB += value * (b[at] ?? 0)
      sumC += value * (c[at] ?? 0)
      sumD += value * (d[at] ?? 0)
    }
    row[other] = (row[other] ?? 0) + sumA
    row[other + 1] = (row[other + 1] ?? 0) + sumB
    row[other + 2] = (row[other + 2] ?? 0) + sumC
    row[other + 3] = (row[other + 3] ?? 0) + sumD
  }
  for (; other <= last; other += 1) {
    const own = columns[other] ?? weighed
    let sum = 0
    for (let at = 0; at < count; at += 1) sum += (weighed[at] ?? 0) * (own[at] ?? 0)
    row[other] = (row[other] ?? 0) + sum
  }
}
