import { servingErrors } from '../errors.ts'

/** A code of a JPEG: by its length, the first and last code and where their values begin. */
export interface HuffmanCode {
  readonly first: Int32Array
  readonly last: Int32Array
  readonly from: Int32Array
  readonly values: Uint8Array
}

const longestCode = 16

/** `counts` says how many codes there are of each length, from 1 to 16. */
export function huffmanCode(counts: Uint8Array, values: Uint8Array): HuffmanCode {
  const first = new Int32Array(longestCode + 1)
  const last = new Int32Array(longestCode + 1).fill(-1)
  const from = new Int32Array(longestCode + 1)
  let [code, at] = [0, 0]
  for (let length = 1; length <= longestCode; length += 1) {
    const count = counts[length - 1] ?? 0
    first[length] = code
    from[length] = at
    if (count > 0) last[length] = code + count - 1
    code = (code + count) << 1
    at += count
  }
  return { first, last, from, values }
}

/** Reads the bits of a scan, up to the next marker. */
export interface BitReader {
  bit(): number
  bits(count: number): number
  /** A number of so many bits as JPEG writes those that may be negative. */
  signed(count: number): number
  decode(code: HuffmanCode): number
  /** Goes on behind the marker that parts the scan, if there is one. */
  restart(): void
  /** Where the bytes are that it has not read. */
  place(): number
}

/** Throws `imageWrong` where there is no more. */
export function bitReader(bytes: Buffer, start: number): BitReader {
  let at = start
  let held = 0
  let heldCount = 0

  function bit(): number {
    if (heldCount === 0) {
      const byte = bytes[at]
      if (byte === undefined) throw tooEarly()
      at += 1
      if (byte === 0xff) {
        if (bytes[at] !== 0) throw tooEarly()
        at += 1
      }
      held = byte
      heldCount = 8
    }
    heldCount -= 1
    return (held >> heldCount) & 1
  }

  function bits(count: number): number {
    let value = 0
    for (let read = 0; read < count; read += 1) value = (value << 1) | bit()
    return value
  }

  return {
    bit,
    bits,

    signed(count) {
      if (count === 0) return 0
      const value = bits(count)
      return value >= 1 << (count - 1) ? value : value - (1 << count) + 1
    },

    decode({ first, last, from, values }) {
      let code = 0
      for (let length = 1; length <= longestCode; length += 1) {
        code = (code << 1) | bit()
        const begin = first[length] ?? 0
        if (code <= (last[length] ?? -1)) return values[(from[length] ?? 0) + code - begin] ?? 0
      }
      throw servingErrors.imageWrong({ problem: 'it holds a code that it does not declare' })
    },

    restart() {
      heldCount = 0
      const kind = bytes[at + 1] ?? 0
      if (bytes[at] === 0xff && kind >= 0xd0 && kind <= 0xd7) at += 2
    },

    place: () => at,
  }
}

function tooEarly() {
  return servingErrors.imageWrong({ problem: 'it ends too early' })
}
