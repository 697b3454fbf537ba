import { createReadStream } from 'node:fs'
import { pipeline } from 'node:stream'
import { createBrotliDecompress, createGunzip, createZstdDecompress } from 'node:zlib'
import { messageOf, systemErrorCode } from '../../base/index.ts'

const openers = {
  '.gz': () => createGunzip(),
  '.br': () => createBrotliDecompress(),
  '.zst': () => createZstdDecompress(),
} as const

type PackedEnding = keyof typeof openers

/** The ending of a compression that we unpack, if the name has one. */
export function packedEnding(name: string): PackedEnding | undefined {
  return (Object.keys(openers) as PackedEnding[]).find((ending) =>
    name.toLowerCase().endsWith(ending),
  )
}

/** The name without the ending of a compression: `a.csv` of `a.csv.gz`. */
export function unpackedName(name: string): string {
  const ending = packedEnding(name)
  return ending === undefined ? name : name.slice(0, -ending.length)
}

/** A file's content in pieces, unpacked as the ending of `name` tells. */
export async function* unpackFile(
  path: string,
  name: string = path,
): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const ending = packedEnding(name)
  const file = createReadStream(path, { highWaterMark: 1 << 18 })
  if (ending === undefined) {
    yield* file as AsyncIterable<Uint8Array<ArrayBuffer>>
    return
  }
  // Whoever reads the unpacked pieces hears of what went wrong.
  const unpacked = pipeline(file, openers[ending](), () => undefined)
  try {
    yield* unpacked as AsyncIterable<Uint8Array<ArrayBuffer>>
  } catch (error) {
    // The file's own trouble, such as that it is not there, is not that of its packing.
    if (systemErrorCode(error)?.startsWith('E') === true) throw error
    throw new Error(`It can't be unpacked as ${ending}: ${messageOf(error)}.`, { cause: error })
  } finally {
    unpacked.destroy()
    file.destroy()
  }
}

/** The text of a file's pieces. Throws an `Error` for bytes that are no text in the encoding. */
export async function* decodePieces(
  pieces: AsyncIterable<Uint8Array>,
  encoding = 'utf-8',
): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding, { fatal: true })
  try {
    for await (const piece of pieces) yield decoder.decode(piece, { stream: true })
    yield decoder.decode()
  } catch (error) {
    if (!(error instanceof TypeError)) throw error
    throw notText(encoding, error)
  }
}

export function notText(encoding: string, cause: unknown): Error {
  const hint = 'Tell the source its encoding, such as latin1, if it is another.'
  return new Error(`Its content is not text in ${encoding}. ${hint}`, { cause })
}
