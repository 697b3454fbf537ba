import { symmetricEigen } from './symmetric-eigen.ts'

type Matrix = readonly (readonly number[])[]

/**
 * A matrix of which each row, multiplied with independent normal numbers, gives normal numbers that are
 * correlated as told (lower triangular, by Cholesky). Correlations that can't all hold together are first
 * brought to ones that can: eigenvalues below zero become nearly zero, and the diagonal one again.
 */
export function correlationRoot(correlations: Matrix): Matrix {
  return factor(correlations) ?? factor(repair(correlations)) ?? identity(correlations)
}

function identity(matrix: Matrix): Matrix {
  return matrix.map((_, row) => matrix.map((__, column) => Number(row === column)))
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
  const { values, vectors } = symmetricEigen(matrix)
  const kept = values.map((value) => Math.max(value, 1e-6))
  const whole = matrix.map((_, row) =>
    matrix.map((__, column) =>
      kept.reduce(
        (sum, value, at) => sum + value * (vectors[at]?.[row] ?? 0) * (vectors[at]?.[column] ?? 0),
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
