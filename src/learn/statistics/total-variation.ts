/** Half the sum of differences of shares: the share of rows that would have to be elsewhere. */
export function totalVariation(reference: ArrayLike<number>, current: ArrayLike<number>): number {
  let sum = 0
  for (let at = 0; at < reference.length; at += 1) {
    sum += Math.abs((reference[at] ?? 0) - (current[at] ?? 0))
  }
  return sum / 2
}
