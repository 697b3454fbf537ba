/** ln Γ(x) for x above 0, to some 1e-15 of it. */
export function logGamma(x: number): number {
  // Stirling's series needs a large argument; Γ(x) = Γ(x + k) / (x (x + 1) … (x + k − 1)) brings it there.
  let product = 1
  let large = x
  while (large < leastForSeries) {
    product *= large
    large += 1
  }
  const stirling = (large - 0.5) * Math.log(large) - large + halfLogTwoPi + stirlingSeries(large)
  return stirling - Math.log(product)
}

/**
 * What Stirling's formula lacks of ln Γ(x + 1): ln Γ(x + 1) − ((x + ½) ln x − x + ½ ln 2π), for x above 0
 * (Loader, Fast and Accurate Computation of Binomial Probabilities, 2000).
 */
export function stirlingError(x: number): number {
  if (x >= leastForSeries) return stirlingSeries(x)
  return logGamma(x + 1) - ((x + 0.5) * Math.log(x) - x + halfLogTwoPi)
}

const leastForSeries = 15
const halfLogTwoPi = 0.5 * Math.log(2 * Math.PI)

function stirlingSeries(x: number): number {
  const square = x * x
  const inner = 1 / 1680 - 1 / 1188 / square
  return (1 / 12 - (1 / 360 - (1 / 1260 - inner / square) / square) / square) / x
}

/**
 * x ln(x / mean) + mean − x without the loss of digits where both are near each other (Loader's `bd0`).
 */
export function deviance(x: number, mean: number): number {
  const apart = x - mean
  if (Math.abs(apart) >= 0.1 * (x + mean)) return x * Math.log(x / mean) - apart
  const ratio = apart / (x + mean)
  let sum = apart * ratio
  let power = 2 * x * ratio
  for (let j = 1; ; j += 1) {
    power *= ratio * ratio
    const next = sum + power / (2 * j + 1)
    if (next === sum) return sum
    sum = next
  }
}
