import { symmetricEigen } from '../statistics/symmetric-eigen.ts'

/**
 * Solves `matrix` · x = `vector`, where the matrix (its lower triangle) is symmetric and not below zero.
 * Of several solutions the shortest.
 */
export function solveSymmetric(
  matrix: readonly Float64Array[],
  vector: Float64Array,
): Float64Array {
  const factor = factorize(matrix)
  return factor === undefined ? solveShortest(matrix, vector) : substitute(factor, vector)
}

/** What of a pivot is below this part of its diagonal is rounding. */
const noPivot = 1e-11

/** Cholesky's lower factor; undefined where columns follow from each other. */
function factorize(matrix: readonly Float64Array[]): readonly Float64Array[] | undefined {
  const factor: Float64Array[] = []
  for (const [place, row] of matrix.entries()) {
    const own = new Float64Array(place + 1)
    for (let other = 0; other < place; other += 1) {
      const before = factor[other] ?? own
      own[other] = ((row[other] ?? 0) - dot(own, before, other)) / (before[other] ?? 1)
    }
    const whole = row[place] ?? 0
    const pivot = whole - dot(own, own, place)
    if (!(pivot > noPivot * whole)) return undefined
    own[place] = Math.sqrt(pivot)
    factor.push(own)
  }
  return factor
}

function dot(a: Float64Array, b: Float64Array, count: number): number {
  let sum = 0
  for (let at = 0; at < count; at += 1) sum += (a[at] ?? 0) * (b[at] ?? 0)
  return sum
}

function substitute(factor: readonly Float64Array[], vector: Float64Array): Float64Array {
  const solution = vector.slice()
  for (const [place, row] of factor.entries()) {
    solution[place] = ((solution[place] ?? 0) - dot(row, solution, place)) / (row[place] ?? 1)
  }
  for (let place = factor.length - 1; place >= 0; place -= 1) {
    const row = factor[place] ?? vector
    const own = (solution[place] ?? 0) / (row[place] ?? 1)
    solution[place] = own
    for (let other = 0; other < place; other += 1) {
      solution[other] = (solution[other] ?? 0) - (row[other] ?? 0) * own
    }
  }
  return solution
}

function solveShortest(matrix: readonly Float64Array[], vector: Float64Array): Float64Array {
  const full = matrix.map((row, place) =>
    row.map((value, other) => (other <= place ? value : (matrix[other]?.[place] ?? 0))),
  )
  const { values, vectors } = symmetricEigen(full)
  const least = 1e-10 * Math.max(0, values[0] ?? 0)
  const solution = new Float64Array(vector.length)
  for (const [place, own] of vectors.entries()) {
    const value = values[place] ?? 0
    if (!(value > least)) continue
    const share = dot(own, vector, vector.length) / value
    for (let at = 0; at < own.length; at += 1) {
      solution[at] = (solution[at] ?? 0) + share * (own[at] ?? 0)
    }
  }
  return solution
}
