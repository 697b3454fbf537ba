import { brotliDecompressSync, gunzipSync, zstdDecompressSync } from 'node:zlib'
import { messageOf } from '../../base/index.ts'
import { notText, packedEnding } from '../../table/index.ts'

/** What a file grows to at most when it is unpacked in memory: a small one could fill it. */
const mostUnpackedBytes = 2 ** 29

const limit = { maxOutputLength: mostUnpackedBytes }

const unpackers = {
  '.gz': (bytes: Uint8Array) => gunzipSync(bytes, limit),
  '.br': (bytes: Uint8Array) => brotliDecompressSync(bytes, limit),
  '.zst': (bytes: Uint8Array) => zstdDecompressSync(bytes, limit),
} as const

/**
 * The text of a file's content: unpacked as its ending tells, and read in its encoding. Throws an
 * `Error` that says what is wrong: half of a text, or one with signs that are not its own, is none.
 */
export function decodeText(name: string, bytes: Uint8Array, encoding?: string): string {
  return decodeBytes(unpackBytes(name, bytes), encoding)
}

export function decodeBytes(bytes: Uint8Array, encoding = 'utf-8'): string {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes)
  } catch (error) {
    throw notText(encoding, error)
  }
}

export function unpackBytes(name: string, bytes: Uint8Array): Uint8Array {
  const ending = packedEnding(name)
  if (ending === undefined) return bytes
  try {
    return unpackers[ending](bytes)
  } catch (error) {
    throw new Error(`It can't be unpacked as ${ending}: ${messageOf(error)}.`, { cause: error })
  }
}
