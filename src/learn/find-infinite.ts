/** The first row of an infinite value, or −1. Without a callback, as all values that are learned from pass here. */
export function findInfinite(values: Float64Array | Float32Array): number {
  if (values instanceof Float32Array ? areSinglesFinite(values) : areFinite(values)) return -1
  for (let row = 0; row < values.length; row += 1) {
    const value = values[row] ?? 0
    if (value === Infinity || value === -Infinity) return row
  }
  return -1
}

/** Whether no value is infinite or missing: nought times such a one is no nought. Four sums don't wait for each other. */
export function areFinite(values: Float64Array): boolean {
  let [a, b, c, d] = [0, 0, 0, 0]
  const { length } = values
  const nought = 0
  for (let row = 0; row < length; row += 4) {
    a += nought * (values[row] ?? 0)
    b += nought * (values[row + 1] ?? 0)
    c += nought * (values[row + 2] ?? 0)
    d += nought * (values[row + 3] ?? 0)
  }
  return a + b + c + d === 0
}

/** The same by the bits: an exponent of only ones carries into the place of the sign. */
function areSinglesFinite({ buffer, byteOffset, length }: Float32Array): boolean {
  const words = new Int32Array(buffer, byteOffset, length)
  let carried = 0
  for (let row = 0; row < length; row += 1) {
    carried |= ((words[row] ?? 0) & 0x7fffffff) + 0x800000
  }
  return carried >= 0
}
