type Matrix = readonly (readonly number[])[]

/**
 * A matrix of which each row, multiplied with independent normal numbers, gives normal numbers that are
 * correlated as told (lower triangular, by Cholesky). Correlations that can't all hold together are first
 * brought to ones that can: eigenvalues below zero become nearly zero, and the diagonal one again.
 */
export function correlationRoot(correlations: Matrix): Matrix {
  return factor(correlations) ?? factor(repair(correlations)) ?? identity(correlations.length)
}

const smallest = 1e-10

/** Undefined where the matrix is not positive definite. */
function factor(matrix: Matrix): Matrix | undefined {
  const root: number[][] = matrix.map(() => [])
  for (const [row, own] of root.entries()) {
    for (let column = 0; column <= row; column += 1) {
      const other = root[column] ?? []
      let left = matrix[row]?.[column] ?? 0
      for (let place = 0; place < column; place += 1)
        left -= (own[place] ?? 0) * (other[place] ?? 0)
      if (column < row) own.push(left / (other[column] ?? 1))
      else if (left > smallest) own.push(Math.sqrt(left))
      else return undefined
    }
  }
  return root
}

function repair(matrix: Matrix): Matrix {
  const { values, vectors } = eigen(matrix)
  const kept = values.map((value) => Math.max(value, 1e-6))
  const whole = matrix.map((_, row) =>
    matrix.map((__, column) =>
      kept.reduce(
        (sum, value, at) => sum + value * (vectors[row]?.[at] ?? 0) * (vectors[column]?.[at] ?? 0),
        0,
      ),
    ),
  )
  return whole.map((own, row) =>
    own.map((value, column) =>
      row === column
        ? 1
        : value / Math.sqrt((whole[row]?.[row] ?? 1) * (whole[column]?.[column] ?? 1)),
    ),
  )
}

/** Eigenvalues and, as columns, eigenvectors of a symmetric matrix, by Jacobi's rotations. */
function eigen(matrix: Matrix): { readonly values: readonly number[]; readonly vectors: Matrix } {
  const work = matrix.map((row) => [...row])
  const vectors = identity(matrix.length).map((row) => [...row])
  for (let sweep = 0; sweep < 50; sweep += 1) {
    let beside = 0
    for (let p = 0; p < work.length; p += 1) {
      for (let q = p + 1; q < work.length; q += 1) {
        beside += Math.abs(work[p]?.[q] ?? 0)
        rotate(work, vectors, p, q)
      }
    }
    if (beside < 1e-12) break
  }
  return { values: work.map((row, at) => row[at] ?? 0), vectors }
}

function rotate(work: number[][], vectors: number[][], p: number, q: number): void {
  const apq = work[p]?.[q] ?? 0
  if (Math.abs(apq) < 1e-15) return
  const theta = ((work[q]?.[q] ?? 0) - (work[p]?.[p] ?? 0)) / (2 * apq)
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const cosine = 1 / Math.sqrt(tangent * tangent + 1)
  const sine = tangent * cosine
  for (const row of work) turn(row, p, q, cosine, sine)
  const [rowP = [], rowQ = []] = [work[p], work[q]]
  for (let column = 0; column < work.length; column += 1) {
    const [a, b] = [rowP[column] ?? 0, rowQ[column] ?? 0]
    rowP[column] = cosine * a - sine * b
    rowQ[column] = sine * a + cosine * b
  }
  for (const row of vectors) turn(row, p, q, cosine, sine)
}

function turn(row: number[], p: number, q: number, cosine: number, sine: number): void {
  const [a, b] = [row[p] ?? 0, row[q] ?? 0]
  row[p] = cosine * a - sine * b
  row[q] = sine * a + cosine * b
}

function identity(size: number): Matrix {
  return Array.from({ length: size }, (_, row) =>
    Array.from({ length: size }, (__, column) => Number(row === column)),
  )
}
