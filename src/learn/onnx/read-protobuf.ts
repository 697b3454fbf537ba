/** A field as it stands in a message, with the bytes of the whole, tag included. */
export interface ReadField {
  readonly number: number
  /** Of a length-delimited field its content; of others nothing. */
  readonly bytes: Uint8Array
  /** Of a varint its value; of others 0. */
  readonly whole: number
  readonly raw: Uint8Array
}

/** The fields of a message in their order. Throws `RangeError` for bytes that are none. */
export function readFields(message: Uint8Array): readonly ReadField[] {
  const fields: ReadField[] = []
  let offset = 0
  const varint = (): number => {
    let value = 0
    for (let power = 1; ; power *= 128) {
      const byte = message[offset]
      if (byte === undefined || power > 2 ** 63) throw new RangeError('a number without an end')
      offset += 1
      value += (byte % 128) * power
      if (byte < 128) return value
    }
  }
  const skip = (length: number): Uint8Array => {
    if (length > message.length - offset) throw new RangeError('it ends too early')
    offset += length
    return message.subarray(offset - length, offset)
  }
  while (offset < message.length) {
    const start = offset
    const tag = varint()
    const wireType = tag % 8
    const whole = wireType === 0 ? varint() : 0
    const bytes = wireType === 0 ? skip(0) : skip(lengthOf(wireType, varint))
    const raw = message.subarray(start, offset)
    fields.push({ number: Math.floor(tag / 8), bytes, whole, raw })
  }
  return fields
}

function lengthOf(wireType: number, varint: () => number): number {
  if (wireType === 2) return varint()
  if (wireType === 1) return 8
  if (wireType === 5) return 4
  throw new RangeError(`a field of wire type ${wireType}`)
}

export function bytesOf(fields: readonly ReadField[], number: number): Uint8Array | undefined {
  return fields.find((field) => field.number === number)?.bytes
}

export function textOf(fields: readonly ReadField[], number: number): string {
  return new TextDecoder().decode(bytesOf(fields, number))
}

export function textsOf(fields: readonly ReadField[], number: number): readonly string[] {
  return fields.flatMap((field) =>
    field.number === number ? [new TextDecoder().decode(field.bytes)] : [],
  )
}
