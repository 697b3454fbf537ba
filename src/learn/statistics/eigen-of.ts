import { identityMatrix } from './identity-matrix.ts'

type Matrix = readonly (readonly number[])[]

/** Eigenvalues and, as columns, eigenvectors of a symmetric matrix, by Jacobi's rotations. */
export function eigenOf(matrix: Matrix): {
  readonly values: readonly number[]
  readonly vectors: Matrix
} {
  const work = matrix.map((row) => [...row])
  const vectors = identityMatrix(matrix.length).map((row) => [...row])
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
