/** The first row of an infinite value, or −1. Without a callback, as all values that are learned from pass here. */
export function findInfinite(values: Float64Array | Float32Array): number {
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? 0
    if (value === Infinity || value === -Infinity) return row
  }
  return -1
}
