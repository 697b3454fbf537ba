/**
 * The wire format of Protocol Buffers, as far as the messages of the protocol need it: numbers, texts, bytes
 * and messages within messages, each behind its field's number.
 */
const wireTypes = { varint: 0, fixed64: 1, bytes: 2, fixed32: 5 } as const

/** A field as it stands on the wire: a number as it came, or what was wrapped with its length. */
export type WireValue = bigint | Uint8Array

/** A message that can't be read. */
export class WrongMessage extends Error {}

/** Reads the fields of a message, in their order; unknown ones are for the caller to leave. */
export function* readFields(
  bytes: Uint8Array,
): Generator<{ readonly field: number; readonly value: WireValue }> {
  const reader = new WireReader(bytes)
  while (!reader.isAtEnd) {
    const tag = Number(reader.varint())
    const field = Math.floor(tag / 8)
    switch (tag % 8) {
      case wireTypes.varint:
        yield { field, value: reader.varint() }
        break
      case wireTypes.fixed64:
        yield { field, value: reader.fixed(8) }
        break
      case wireTypes.bytes:
        yield { field, value: reader.fixed(Number(reader.varint())) }
        break
      case wireTypes.fixed32:
        yield { field, value: reader.fixed(4) }
        break
      default:
        throw new WrongMessage(`field ${field} is of wire type ${tag % 8}`)
    }
  }
}

class WireReader {
  readonly #bytes: Uint8Array
  #at = 0

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#bytes.length
  }

  varint(): bigint {
    let value = 0n
    for (let shift = 0n; shift < 70n; shift += 7n) {
      const byte = this.#bytes[this.#at]
      if (byte === undefined) throw new WrongMessage('it ends within a number')
      this.#at += 1
      value |= BigInt(byte & 0x7f) << shift
      if (byte < 0x80) return value
    }
    throw new WrongMessage('a number has more than ten bytes')
  }

  fixed(length: number): Uint8Array {
    const end = this.#at + length
    if (end > this.#bytes.length) throw new WrongMessage('it ends within a field')
    const part = this.#bytes.subarray(this.#at, end)
    this.#at = end
    return part
  }
}

/** The numbers of a field that may be repeated: one by one, or packed together. */
export function* readVarints(value: WireValue): Generator<bigint> {
  if (typeof value === 'bigint') {
    yield value
    return
  }
  const reader = new WireReader(value)
  while (!reader.isAtEnd) yield reader.varint()
}

/** Whole numbers that may be negative are written in 64 bits, of two's complement. */
export function toSigned(value: bigint): bigint {
  return BigInt.asIntN(64, value)
}

/** Builds a message; what has the value that is meant where nothing is said is left out, if `optional`. */
export class WireWriter {
  readonly #parts: Uint8Array[] = []

  text(field: number, value: string): this {
    return value === '' ? this : this.bytes(field, Buffer.from(value))
  }

  bool(field: number, value: boolean): this {
    return value ? this.integer(field, 1) : this
  }

  /** Also a zero in a list has to be told. */
  integer(field: number, value: number | bigint): this {
    this.#varint(BigInt(field * 8 + wireTypes.varint))
    this.#varint(BigInt.asUintN(64, BigInt(value)))
    return this
  }

  bytes(field: number, value: Uint8Array): this {
    this.#varint(BigInt(field * 8 + wireTypes.bytes))
    this.#varint(BigInt(value.length))
    this.#parts.push(value)
    return this
  }

  message(field: number, value: WireWriter): this {
    return this.bytes(field, value.finish())
  }

  finish(): Buffer {
    return Buffer.concat(this.#parts)
  }

  #varint(value: bigint): void {
    const bytes: number[] = []
    let rest = value
    while (rest > 0x7fn) {
      bytes.push(Number(rest & 0x7fn) | 0x80)
      rest >>= 7n
    }
    bytes.push(Number(rest))
    this.#parts.push(Uint8Array.from(bytes))
  }
}
