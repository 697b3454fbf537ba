/**
 * Fisher's exact test of a 2 × 2 table of counts, two-sided: the chance of a table with the same margins
 * that is no more likely than this one. The sizes of the two samples may differ. Takes time in proportion
 * to the smallest margin.
 */
export function fisherExact(
  reference: readonly [number, number],
  current: readonly [number, number],
): { readonly pValue: number } {
  const [a, b] = reference
  const [c, d] = current
  const [row, column, rest] = [a + b, a + c, b + d]
  const [least, most] = [Math.max(0, row - rest), Math.min(row, column)]
  if (least === most) return { pValue: 1 }
  const weights = new Float64Array(most - least + 1)
  const mode = Math.floor(((row + 1) * (column + 1)) / (row + c + d + 2))
  const start = Math.min(Math.max(mode, least), most)
  // Chances relative to the likeliest table, so that none overflows.
  weights[start - least] = 1
  for (let k = start; k < most; k += 1) {
    const ratio = ((row - k) / (k + 1)) * ((column - k) / (rest - row + k + 1))
    weights[k + 1 - least] = (weights[k - least] ?? 0) * ratio
  }
  for (let k = start; k > least; k -= 1) {
    const ratio = (k / (row - k + 1)) * ((rest - row + k) / (column - k + 1))
    weights[k - 1 - least] = (weights[k - least] ?? 0) * ratio
  }
  // Tables as likely as this one differ from it by rounding only.
  const bound = (weights[a - least] ?? 0) * (1 + 1e-14)
  let [all, unlikely] = [0, 0]
  for (const weight of weights) {
    all += weight
    if (weight <= bound) unlikely += weight
  }
  return { pValue: Math.min(unlikely / all, 1) }
}
