/** Places between 0 and 1 and their weights, so that the sum is the integral of any polynomial of degree 2n − 1. */
export function gaussLegendre(count: number): {
  readonly places: Float64Array
  readonly weights: Float64Array
} {
  const places = new Float64Array(count)
  const weights = new Float64Array(count)
  for (let at = 0; at < count; at += 1) {
    // Newton's method from a guess that is near enough (Abramowitz and Stegun 22.16.6).
    let x = Math.cos((Math.PI * (at + 0.75)) / (count + 0.5))
    let slope = 1
    for (let turn = 0; turn < 100; turn += 1) {
      const found = legendre(count, x)
      slope = found.slope
      const step = found.value / slope
      x -= step
      if (Math.abs(step) < 1e-16) break
    }
    places[at] = (1 - x) / 2
    weights[at] = 1 / ((1 - x * x) * slope * slope)
  }
  return { places, weights }
}

/** The Legendre polynomial of a degree, and its slope. */
function legendre(degree: number, x: number): { readonly value: number; readonly slope: number } {
  let [before, value] = [1, x]
  for (let k = 2; k <= degree; k += 1) {
    ;[before, value] = [value, ((2 * k - 1) * x * value - (k - 1) * before) / k]
  }
  return { value, slope: (degree * (x * value - before)) / (x * x - 1) }
}
