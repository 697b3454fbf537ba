/**
 * A running mean in which what came before counts with `weight` (0 to below 1), corrected at its beginning
 * so that it starts at the first value. Gaps stay gaps.
 */
export function smooth(values: readonly (number | null)[], weight: number): (number | null)[] {
  if (weight === 0) return [...values]
  let [sum, share] = [0, 0]
  return values.map((value) => {
    if (value === null) return null
    sum = weight * sum + (1 - weight) * value
    share = weight * share + (1 - weight)
    return sum / share
  })
}
