/**
 * The exact chance that the Kolmogorov–Smirnov statistic of `n` values is at most `x`: one element of
 * the n-th power of a matrix of 2⌈nx⌉ − 1 rows (Durbin 1968; Marsaglia, Tsang and Wang 2003). Meant for
 * small n x.
 */
export function durbinCdf(n: number, x: number): number {
  const k = Math.ceil(n * x)
  const size = 2 * k - 1
  const middle = (k - 1) * size + (k - 1)
  let power: Scaled = { matrix: identity(size), exponent: 0 }
  let square: Scaled = { matrix: stepMatrix(k - n * x, size), exponent: 0 }
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) power = multiply(power, square, size, middle)
    square = multiply(square, square, size, middle)
  }
  return timesFactorial(power.matrix[middle] ?? 0, power.exponent, n)
}

/** A matrix times 2^exponent. */
interface Scaled {
  readonly matrix: Float64Array
  readonly exponent: number
}

const step = 128
const tooLarge = 2 ** step

function identity(size: number): Float64Array {
  const matrix = new Float64Array(size * size)
  for (let at = 0; at < size; at += 1) matrix[at * size + at] = 1
  return matrix
}

function stepMatrix(h: number, size: number): Float64Array {
  const inverseFactorials = new Float64Array(size + 1).fill(1)
  for (let j = 1; j <= size; j += 1) {
    inverseFactorials[j] = (inverseFactorials[j - 1] ?? 0) / j
  }
  const matrix = new Float64Array(size * size)
  for (let row = 0; row < size; row += 1) {
    for (let column = 1; column <= Math.min(row + 1, size - 1); column += 1) {
      matrix[row * size + column] = inverseFactorials[row - column + 1] ?? 0
    }
  }
  for (let row = 0; row < size; row += 1) {
    const edge = (1 - h ** (row + 1)) * (inverseFactorials[row + 1] ?? 0)
    matrix[row * size] = edge
    matrix[(size - 1) * size + (size - 1 - row)] = edge
  }
  const corner = 1 - 2 * h ** size + Math.max(2 * h - 1, 0) ** size
  matrix[(size - 1) * size] = corner * (inverseFactorials[size] ?? 0)
  return matrix
}

function multiply(left: Scaled, right: Scaled, size: number, middle: number): Scaled {
  const matrix = new Float64Array(size * size)
  for (let row = 0; row < size; row += 1) {
    for (let inner = 0; inner < size; inner += 1) {
      const factor = left.matrix[row * size + inner] ?? 0
      if (factor === 0) continue
      for (let column = 0; column < size; column += 1) {
        const at = row * size + column
        matrix[at] = (matrix[at] ?? 0) + factor * (right.matrix[inner * size + column] ?? 0)
      }
    }
  }
  const exponent = left.exponent + right.exponent
  if ((matrix[middle] ?? 0) <= tooLarge) return { matrix, exponent }
  return { matrix: matrix.map((value) => value / tooLarge), exponent: exponent + step }
}

/** value · 2^exponent · n! / nⁿ, scaled on the way so that nothing underflows. */
function timesFactorial(value: number, exponent: number, n: number): number {
  let result = value
  let rest = exponent
  for (let i = 1; i <= n; i += 1) {
    result *= i / n
    if (result < 1 / tooLarge) {
      result *= tooLarge
      rest -= step
    }
  }
  return result * 2 ** rest
}
