/** The value of the 16 bits of a float of IEEE 754: one of sign, five of exponent, ten of fraction. */
export function float16FromBits(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1
  const exponent = (bits >> 10) & 0x1f
  const fraction = bits & 0x3ff
  if (exponent === 0) return sign * 2 ** -24 * fraction
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : Number.NaN
  return sign * 2 ** (exponent - 15) * (1 + fraction / 1024)
}

const largest = 65_504

/** The nearest 16 bits; of two equally near, the even one. */
export function float16ToBits(value: number): number {
  if (Number.isNaN(value)) return 0x7e00
  const sign = value < 0 || Object.is(value, -0) ? 0x8000 : 0
  const size = Math.abs(value)
  if (size >= largest + 16) return sign | 0x7c00
  const exponent = Math.max(-14, Math.floor(Math.log2(size)))
  const steps = roundHalfEven(size / 2 ** (exponent - 10))
  // What is rounded up to the next power of two carries into the exponent by itself.
  return sign | (steps < 1024 ? steps : ((exponent + 15) << 10) + steps - 1024)
}

function roundHalfEven(value: number): number {
  const below = Math.floor(value)
  const rest = value - below
  if (rest !== 0.5) return Math.round(value)
  return below % 2 === 0 ? below : below + 1
}
