import { float16FromBits, float16ToBits } from './float16.ts'
import { inferenceErrors } from './errors.ts'

/** A value of a tensor. Null stands for a number that is not known (NaN on the wire). */
export type TensorValue = number | string | boolean | null

interface NumberFormat {
  readonly byteCount: number
  readonly isFloat: boolean
  read(bytes: DataView, at: number): number
  write(bytes: DataView, at: number, value: number): void
}

const formats = {
  BOOL: whole(1, 'Uint8'),
  UINT8: whole(1, 'Uint8'),
  UINT16: whole(2, 'Uint16'),
  UINT32: whole(4, 'Uint32'),
  UINT64: long('Uint64'),
  INT8: whole(1, 'Int8'),
  INT16: whole(2, 'Int16'),
  INT32: whole(4, 'Int32'),
  INT64: long('Int64'),
  FP16: half(float16FromBits, float16ToBits),
  BF16: half(bfloat16FromBits, bfloat16ToBits),
  FP32: real(4, 'Float32'),
  FP64: real(8, 'Float64'),
} as const satisfies Readonly<Record<string, NumberFormat>>

type NumberType = keyof typeof formats

/** The types of tensors of the Open Inference Protocol, and Triton's BF16. */
export type Datatype = NumberType | 'BYTES'

export const datatypes: readonly Datatype[] = [...(Object.keys(formats) as NumberType[]), 'BYTES']

export function isDatatype(name: unknown): name is Datatype {
  return typeof name === 'string' && (name === 'BYTES' || Object.hasOwn(formats, name))
}

export function isFloatType(datatype: Datatype): boolean {
  return datatype !== 'BYTES' && formats[datatype].isFloat
}

/** JSON has no form for these: they travel as bytes alone. */
export function isBinaryOnly(datatype: Datatype): boolean {
  return datatype === 'FP16' || datatype === 'BF16'
}

/** Little-endian, row by row, without padding; a text with its length before it. */
export function encodeTensor(datatype: Datatype, values: readonly TensorValue[]): Buffer {
  if (datatype === 'BYTES') return encodeTexts(values)
  const { byteCount, write } = formats[datatype]
  const bytes = Buffer.alloc(values.length * byteCount)
  const view = viewOf(bytes)
  for (const [index, value] of values.entries()) {
    write(view, index * byteCount, value === null ? Number.NaN : Number(value))
  }
  return bytes
}

/** Throws `tensorBytesWrong` or `numberTooLarge`. */
export function decodeTensor(
  datatype: Datatype,
  bytes: Uint8Array,
  { name, count }: { readonly name: string; readonly count: number },
): TensorValue[] {
  if (datatype === 'BYTES') return decodeTexts(bytes, { name, count })
  const { byteCount, read } = formats[datatype]
  if (bytes.length !== count * byteCount) {
    const wanted = `${count * byteCount} bytes for ${count} of ${datatype}`
    throw inferenceErrors.tensorBytesWrong({ name, found: `${bytes.length} bytes`, wanted })
  }
  const view = viewOf(bytes)
  return Array.from({ length: count }, (_, index) => {
    const value = read(view, index * byteCount)
    if (datatype === 'BOOL') return value !== 0
    if (formats[datatype].isFloat) return Number.isNaN(value) ? null : value
    if (!Number.isSafeInteger(value)) throw inferenceErrors.numberTooLarge({ name })
    return value
  })
}

function encodeTexts(values: readonly TensorValue[]): Buffer {
  const parts = values.flatMap((value) => {
    const text = Buffer.from(value === null ? '' : String(value))
    const length = Buffer.alloc(4)
    length.writeUInt32LE(text.length)
    return [length, text]
  })
  return Buffer.concat(parts)
}

function decodeTexts(
  bytes: Uint8Array,
  { name, count }: { readonly name: string; readonly count: number },
): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const texts: string[] = []
  let at = 0
  while (at < buffer.length && texts.length <= count) {
    const start = at + 4
    const end = start <= buffer.length ? start + buffer.readUInt32LE(at) : Infinity
    if (end > buffer.length) {
      const found = `${buffer.length} bytes, which end within text ${texts.length + 1}`
      throw inferenceErrors.tensorBytesWrong({ name, found, wanted: `${count} whole texts` })
    }
    texts.push(decodeText(buffer.subarray(start, end), name))
    at = end
  }
  if (texts.length === count) return texts
  const found = texts.length > count ? `more than ${count} texts` : `${texts.length} texts`
  throw inferenceErrors.tensorBytesWrong({ name, found, wanted: `${count} texts` })
}

const strictText = new TextDecoder('utf-8', { fatal: true })

/** Throws `tensorBytesWrong`. */
export function decodeText(bytes: Uint8Array, name: string): string {
  try {
    return strictText.decode(bytes)
  } catch (error) {
    const about = { name, found: 'bytes that are no text', wanted: 'UTF-8' }
    throw inferenceErrors.tensorBytesWrong(about, error)
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}

function whole(
  byteCount: number,
  kind: 'Uint8' | 'Uint16' | 'Uint32' | 'Int8' | 'Int16' | 'Int32',
): NumberFormat {
  return {
    byteCount,
    isFloat: false,
    read: (view, at) => view[`get${kind}`](at, true),
    write: (view, at, value) => view[`set${kind}`](at, value, true),
  }
}

function long(kind: 'Uint64' | 'Int64'): NumberFormat {
  return {
    byteCount: 8,
    isFloat: false,
    read: (view, at) => Number(view[`getBig${kind}`](at, true)),
    write: (view, at, value) => view[`setBig${kind}`](at, BigInt(value), true),
  }
}

function real(byteCount: number, kind: 'Float32' | 'Float64'): NumberFormat {
  return {
    byteCount,
    isFloat: true,
    read: (view, at) => view[`get${kind}`](at, true),
    write: (view, at, value) => view[`set${kind}`](at, value, true),
  }
}

function half(fromBits: (bits: number) => number, toBits: (value: number) => number): NumberFormat {
  return {
    byteCount: 2,
    isFloat: true,
    read: (view, at) => fromBits(view.getUint16(at, true)),
    write: (view, at, value) => view.setUint16(at, toBits(value), true),
  }
}

const scratch = new DataView(new ArrayBuffer(4))

/** The upper half of a 32-bit float. */
function bfloat16FromBits(bits: number): number {
  scratch.setUint32(0, bits << 16)
  return scratch.getFloat32(0)
}

function bfloat16ToBits(value: number): number {
  scratch.setFloat32(0, value)
  return scratch.getUint32(0) >>> 16
}
