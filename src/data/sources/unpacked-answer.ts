import { pipeline, type Duplex } from 'node:stream'
import {
  createBrotliDecompress,
  createGunzip,
  createInflate,
  createZstdDecompress,
} from 'node:zlib'
import type { HttpAnswer } from '../../storage/index.ts'
import { packedEnding } from '../../table/index.ts'

const openers: Readonly<Record<string, () => Duplex>> = {
  gzip: () => createGunzip(),
  'x-gzip': () => createGunzip(),
  deflate: () => createInflate(),
  br: () => createBrotliDecompress(),
  zstd: () => createZstdDecompress(),
}

/**
 * The content of an answer that a server packed on its way although it was not asked to; undefined where
 * it did not. Of a file that is a packed one, a server's word for that is not about the way.
 */
export function unpackedAnswer(
  answer: HttpAnswer,
  { pathname }: URL,
): AsyncIterable<Uint8Array> | undefined {
  const open = openers[answer.head('content-encoding')?.toLowerCase() ?? '']
  if (open === undefined || packedEnding(pathname) !== undefined) return undefined
  // Whoever reads the unpacked pieces hears of what went wrong.
  return pipeline(answer.chunks, open(), () => undefined)
}
