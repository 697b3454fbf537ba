import { promisify } from 'node:util'
import { brotliDecompress, gunzip, zstdDecompress } from 'node:zlib'
import { messageOf } from '../../base/index.ts'

/** What a file grows to at most when it is unpacked: a small one could fill the memory. */
const longestText = 2 ** 29

const unpackers: Readonly<Record<string, (bytes: Uint8Array) => Promise<Uint8Array>>> = {
  '.gz': (bytes) => promisify(gunzip)(bytes, { maxOutputLength: longestText }),
  '.br': (bytes) => promisify(brotliDecompress)(bytes, { maxOutputLength: longestText }),
  '.zst': (bytes) => promisify(zstdDecompress)(bytes, { maxOutputLength: longestText }),
}

/** The name without the ending of a compression: `a.csv` of `a.csv.gz`. */
export function unpackedName(name: string): string {
  const ending = packedEnding(name)
  return ending === undefined ? name : name.slice(0, -ending.length)
}

function packedEnding(name: string): string | undefined {
  return Object.keys(unpackers).find((ending) => name.endsWith(ending))
}

/**
 * The text of a file's content: unpacked as its ending tells, and read in its encoding. Throws an
 * `Error` that says what is wrong: half of a text, or one with signs that are not its own, is none.
 */
export async function decodeText(
  name: string,
  bytes: Uint8Array,
  encoding = 'utf-8',
): Promise<string> {
  const unpacked = await unpack(name, bytes)
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(unpacked)
  } catch (error) {
    const hint = 'Tell the source its encoding, such as latin1, if it is another.'
    throw new Error(`Its content is not text in ${encoding}. ${hint}`, { cause: error })
  }
}

async function unpack(name: string, bytes: Uint8Array): Promise<Uint8Array> {
  const ending = packedEnding(name)
  const unpacker = ending === undefined ? undefined : unpackers[ending]
  if (unpacker === undefined) return bytes
  try {
    return await unpacker(bytes)
  } catch (error) {
    throw new Error(`It can't be unpacked as ${ending}: ${messageOf(error)}.`, { cause: error })
  }
}
