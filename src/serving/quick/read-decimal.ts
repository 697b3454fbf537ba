/** So many digits stand in the two parts of a number without either of them, or both together, being rounded. */
const headDigits = 8
const tailDigits = 10
/** Powers of ten up to this one are numbers of their own. */
const mostExponent = 22
const powers = Float64Array.from({ length: mostExponent + 1 }, (_, exponent) => 10 ** exponent)
const splitter = 2 ** 27 + 1

const [minus, plus, point, zero, nine, smallE, largeE] = [45, 43, 46, 48, 57, 101, 69]

export interface DecimalReader {
  /** Where the last number that was read ends; its own place where there was none. */
  readonly end: number
  /** NaN where no number of JSON stands. */
  read(start: number): number
}

/**
 * Reads a number as `JSON.parse` does, to the bit, without making a text of it first. Of numbers of up to 18 digits
 * the quotient is taken with twice the digits (Dekker 1971), and where even that leaves open to which side it is to
 * be rounded, as with very long ones, the text is asked. Behind the text there must be at least four bytes of 0.
 */
export function decimalReader(bytes: Uint8Array): DecimalReader {
  const words = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)

  // One function, and no state but in its own variables: cut into small ones, it takes half as long again.
  // oxlint-disable complexity max-depth
  function read(start: number): number {
    let at = start
    let byte = bytes[at] ?? 0
    const isNegative = byte === minus
    if (isNegative) byte = bytes[(at += 1)] ?? 0
    let head = 0
    let tail = 0
    let headCount = 0
    let tailCount = 0
    let exponent = 0
    if (byte === zero) {
      byte = bytes[(at += 1)] ?? 0
      if (byte >= zero && byte <= nine) return none(start)
    } else {
      if (byte < zero || byte > nine) return none(start)
      for (; byte >= zero && byte <= nine; byte = bytes[(at += 1)] ?? 0) {
        if (headCount < headDigits) {
          head = head * 10 + (byte - zero)
          headCount += 1
        } else {
          if (tailCount < tailDigits) tail = tail * 10 + (byte - zero)
          tailCount += 1
        }
      }
    }
    if (byte === point) {
      const from = at + 1
      byte = bytes[(at += 1)] ?? 0
      if (headCount === 0) while (byte === zero) byte = bytes[(at += 1)] ?? 0
      for (; headCount <= headDigits - 4; headCount += 4) {
        const four = fourDigits(words, at)
        if (four < 0) break
        head = head * 10_000 + four
        at += 4
      }
      byte = bytes[at] ?? 0
      for (; headCount < headDigits && byte >= zero && byte <= nine; byte = bytes[(at += 1)] ?? 0) {
        head = head * 10 + (byte - zero)
        headCount += 1
      }
      if (headCount === headDigits) {
        for (; tailCount <= tailDigits - 4; tailCount += 4) {
          const four = fourDigits(words, at)
          if (four < 0) break
          tail = tail * 10_000 + four
          at += 4
        }
        byte = bytes[at] ?? 0
        for (; byte >= zero && byte <= nine; byte = bytes[(at += 1)] ?? 0) {
          if (tailCount < tailDigits) tail = tail * 10 + (byte - zero)
          tailCount += 1
        }
      }
      exponent = from - at
      if (exponent === 0) return none(start)
    }
    if (byte === smallE || byte === largeE) {
      byte = bytes[(at += 1)] ?? 0
      const isBelow = byte === minus
      if (isBelow || byte === plus) byte = bytes[(at += 1)] ?? 0
      const from = at
      let told = 0
      for (; byte >= zero && byte <= nine; byte = bytes[(at += 1)] ?? 0) {
        told = Math.min(9999, told * 10 + (byte - zero))
      }
      if (at === from) return none(start)
      exponent += isBelow ? -told : told
    }
    reader.end = at
    const value = valueOf(head, headCount, tail, tailCount, exponent)
    if (Number.isNaN(value)) return Number(textOf(bytes, start, at))
    return isNegative ? -value : value
  }
  // oxlint-enable complexity max-depth

  function none(start: number): number {
    reader.end = start
    return Number.NaN
  }

  const reader = { end: 0, read }
  return reader
}

/** Below 0 where there are fewer. */
function fourDigits(words: DataView, at: number): number {
  const word = words.getInt32(at, true)
  // Digits are 0x30 to 0x39: six more must not carry over into the upper half of a byte.
  const upper = (word & 0xf0f0f0f0) | (((word + 0x06060606) & 0xf0f0f0f0) >>> 4)
  if ((upper | 0) !== 0x33333333) return -1
  const pairs = (Math.imul(word & 0x0f0f0f0f, 10 * 256 + 1) >>> 8) & 0x00ff00ff
  return Math.imul(pairs, 100 * 65_536 + 1) >>> 16
}

/** NaN where it can't be told so. */
function valueOf(
  head: number,
  headCount: number,
  tail: number,
  tailCount: number,
  exponent: number,
): number {
  if (tailCount > tailDigits) return Number.NaN
  const scaled = head * (powers[tailCount] ?? 1)
  const whole = scaled + tail
  if (exponent === 0 || whole === 0) return whole
  if (headCount + tailCount <= 15) {
    if (exponent < -mostExponent || exponent > mostExponent) return Number.NaN
    return exponent < 0 ? whole / (powers[-exponent] ?? 1) : whole * (powers[exponent] ?? 1)
  }
  if (exponent > 0 || exponent < -mostExponent) return Number.NaN
  return divided(whole, tail - (whole - scaled), powers[-exponent] ?? 1)
}

/** What is left of `whole` by rounding is `rest`. NaN where the quotient is too near to the middle of two numbers. */
function divided(whole: number, rest: number, by: number): number {
  const quotient = whole / by
  const product = quotient * by
  const quotientHigh = highHalf(quotient)
  const quotientLow = quotient - quotientHigh
  const byHigh = highHalf(by)
  const byLow = by - byHigh
  const lost =
    quotientHigh * byHigh -
    product +
    quotientHigh * byLow +
    quotientLow * byHigh +
    quotientLow * byLow
  const correction = (whole - product - lost + rest) / by
  const value = quotient + correction
  const beyond = correction - (value - quotient)
  return value === value + beyond * 1.000_001 ? value : Number.NaN
}

function highHalf(value: number): number {
  const scaled = splitter * value
  return scaled - (scaled - value)
}

function textOf(bytes: Uint8Array, start: number, end: number): string {
  return String.fromCharCode(...bytes.subarray(start, end))
}
