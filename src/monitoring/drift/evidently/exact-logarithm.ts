const bits = 120n
const unit = 1n << bits

/**
 * ln of a number from 1 on, rounded right. `Math.log` may be wrong in the last digit, and steps that follow one another
 * make much of it. Takes some ten microseconds.
 */
export function exactLogarithm(value: number): number {
  const power = Math.floor(Math.log2(value))
  // Both are exact: a power of two changes no digit.
  const fraction = BigInt((value / 2 ** power) * 2 ** 52) << (bits - 52n)
  return Number(series(fraction) + BigInt(power) * ofTwo) / Number(unit)
}

const ofTwo = series(2n * unit)

/** 2 · artanh((x − 1) / (x + 1)). */
function series(fraction: bigint): bigint {
  const ratio = ((fraction - unit) << bits) / (fraction + unit)
  const square = (ratio * ratio) >> bits
  let sum = 0n
  let term = ratio
  for (let at = 1n; term > 0n; at += 2n) {
    sum += term / at
    term = (term * square) >> bits
  }
  return 2n * sum
}
