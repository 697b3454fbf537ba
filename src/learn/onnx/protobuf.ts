/**
 * Writes the wire format of Protocol Buffers (https://protobuf.dev/programming-guides/encoding/): a
 * message is the bytes of its fields, one after the other.
 */
export type Field = Uint8Array

const varint = 0
const lengthDelimited = 2
const fixed32 = 5

export function message(fields: readonly Field[]): Uint8Array {
  const bytes = new Uint8Array(fields.reduce((sum, field) => sum + field.length, 0))
  let offset = 0
  for (const field of fields) {
    bytes.set(field, offset)
    offset += field.length
  }
  return bytes
}

/** A whole number from 0 to 2⁵³. */
export function wholeField(number: number, value: number): Field {
  return Uint8Array.from([...tag(number, varint), ...varintBytes(value)])
}

export function floatField(number: number, value: number): Field {
  return message([tag(number, fixed32), new Uint8Array(Float32Array.of(value).buffer)])
}

export function bytesField(number: number, bytes: Uint8Array): Field {
  return message([tag(number, lengthDelimited), varintBytes(bytes.length), bytes])
}

export function textField(number: number, text: string): Field {
  return bytesField(number, new TextEncoder().encode(text))
}

export function messageField(number: number, fields: readonly Field[]): Field {
  return bytesField(number, message(fields))
}

export function wholesField(number: number, values: readonly number[]): Field {
  // Into bytes at once: large trees have millions of numbers.
  const bytes = new Uint8Array(values.reduce((sum, value) => sum + varintLength(value), 0))
  let offset = 0
  for (const value of values) {
    let rest = value
    for (; rest >= 128; rest = Math.floor(rest / 128)) {
      bytes[offset] = (rest % 128) + 128
      offset += 1
    }
    bytes[offset] = rest
    offset += 1
  }
  return bytesField(number, bytes)
}

function varintLength(value: number): number {
  let length = 1
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) length += 1
  return length
}

export function floatsField(number: number, values: readonly number[]): Field {
  return bytesField(number, new Uint8Array(Float32Array.from(values).buffer))
}

function tag(number: number, wireType: number): Uint8Array {
  return varintBytes(number * 8 + wireType)
}

/** Seven bits a byte, the lowest first; the high bit says that more follow. */
function varintBytes(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128)
  bytes.push(rest)
  return Uint8Array.from(bytes)
}
