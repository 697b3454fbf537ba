/**
 * The value below which `level` of the weight stands: between the two nearest in proportion, or, where
 * rows weigh, the first that reaches it.
 */
export function weightedQuantile(
  values: Float64Array,
  level: number,
  weights?: Float64Array,
): number {
  if (weights === undefined) {
    const sorted = values.toSorted()
    const place = level * (sorted.length - 1)
    const low = sorted[Math.floor(place)] ?? 0
    return low + ((sorted[Math.ceil(place)] ?? low) - low) * (place - Math.floor(place))
  }
  const order = Uint32Array.from(values.keys()).toSorted(
    (a, b) => (values[a] ?? 0) - (values[b] ?? 0),
  )
  const wanted = level * weights.reduce((sum, weight) => sum + weight, 0)
  let below = 0
  for (const row of order) {
    below += weights[row] ?? 0
    if (below >= wanted && (weights[row] ?? 0) > 0) return values[row] ?? 0
  }
  return values[order.at(-1) ?? 0] ?? 0
}
