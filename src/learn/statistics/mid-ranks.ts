/** The rank of each value from 1 on; equals share the mean of theirs. */
export function midRanks(values: Float64Array): Float64Array {
  const order = Uint32Array.from(values.keys()).toSorted(
    (a, b) => (values[a] ?? 0) - (values[b] ?? 0),
  )
  const ranks = new Float64Array(values.length)
  for (let start = 0; start < order.length;) {
    const value = values[order[start] ?? 0]
    let end = start + 1
    while (end < order.length && values[order[end] ?? 0] === value) end += 1
    for (let place = start; place < end; place += 1)
      ranks[order[place] ?? 0] = (start + 1 + end) / 2
    start = end
  }
  return ranks
}
