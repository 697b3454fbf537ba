/** Of a symmetric matrix, the largest value first; each vector has length 1. */
export interface Eigen {
  readonly values: readonly number[]
  readonly vectors: readonly Float64Array[]
}

/**
 * By cyclic Jacobi rotations (Golub & Van Loan, Matrix Computations, 8.5), to the last bits: some ten
 * sweeps over all pairs, each of which takes time that grows with the size.
 */
export function symmetricEigen(matrix: readonly ArrayLike<number>[]): Eigen {
  const own = matrix.map((row) => Float64Array.from(row))
  const size = own.length
  const turns = own.map((_, at) => {
    const row = new Float64Array(size)
    row[at] = 1
    return row
  })
  for (let sweep = 0; sweep < 60; sweep += 1) {
    let changed = false
    for (let p = 0; p < size; p += 1) {
      for (let q = p + 1; q < size; q += 1) changed = rotate(own, turns, p, q) || changed
    }
    if (!changed) break
  }
  const found = own.map((row, at) => ({
    value: row[at] ?? 0,
    vector: Float64Array.from(turns, (turn) => turn[at] ?? 0),
  }))
  const sorted = found.toSorted((a, b) => b.value - a.value)
  return { values: sorted.map(({ value }) => value), vectors: sorted.map(({ vector }) => vector) }
}

/** Turns the plane of two axes so that they no longer vary together; false where they don't. */
function rotate(own: Float64Array[], turns: Float64Array[], p: number, q: number): boolean {
  const rowP = own[p] ?? new Float64Array(0)
  const rowQ = own[q] ?? new Float64Array(0)
  const [together = 0, first = 0, second = 0] = [rowP[q], rowP[p], rowQ[q]]
  if (Math.abs(together) <= 1e-17 * Math.sqrt(Math.abs(first * second))) {
    rowP[q] = 0
    rowQ[p] = 0
    return false
  }
  const ratio = (second - first) / (2 * together)
  const tangent = Math.sign(ratio || 1) / (Math.abs(ratio) + Math.hypot(1, ratio))
  const cosine = 1 / Math.hypot(1, tangent)
  const sine = tangent * cosine
  for (const row of own) turn(row, p, q, cosine, sine)
  for (let at = 0; at < own.length; at += 1) {
    const [x = 0, y = 0] = [rowP[at], rowQ[at]]
    rowP[at] = cosine * x - sine * y
    rowQ[at] = sine * x + cosine * y
  }
  for (const row of turns) turn(row, p, q, cosine, sine)
  return true
}

function turn(row: Float64Array, p: number, q: number, cosine: number, sine: number): void {
  const [x = 0, y = 0] = [row[p], row[q]]
  row[p] = cosine * x - sine * y
  row[q] = sine * x + cosine * y
}
