/** What the logarithms of 1 + e^−|score| add up to, each as often as its row weighs. */
export function lossOfPowers(powers: Float32Array | Float64Array, weights: Float64Array): number {
  let all = 0
  for (let at = 0; at < powers.length; at += 1) {
    all += (weights[at] ?? 0) * Math.log1p(powers[at] ?? 0)
  }
  return all
}
