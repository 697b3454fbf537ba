import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { digestOf, type Digest } from '../../base/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import { decodePieces, packedEnding, unpackFile, type TableEngine } from '../../table/index.ts'
import { decodeBytes, unpackBytes } from './decode-text.ts'
import { deliveredFile } from './delivered-file.ts'
import type { NewText } from './delivery.ts'
import type { FileOnDisk } from './source-reader.ts'

interface ContentDeps {
  readonly engine: TableEngine
  readonly blobs: BlobStore
}

interface About {
  readonly name: string
  readonly encoding: string | undefined
}

type Content = Pick<NewText, 'name' | 'file' | 'digest' | 'sizeBytes' | 'text' | 'blob'>

/**
 * Tells by what a file is known: a text by what it says, packed or not, anything else by its bytes. What
 * is large or no text is put into the blobs at once: from there it is read, whatever happens to the file.
 */
export async function readContent(
  deps: ContentDeps,
  about: About,
  found: Uint8Array | FileOnDisk,
): Promise<Content> {
  return found instanceof Uint8Array
    ? readInMemory(deps, about, found)
    : readOnDisk(deps, about, found)
}

async function readInMemory(deps: ContentDeps, about: About, bytes: Uint8Array): Promise<Content> {
  const { name, encoding } = about
  const unpacked = attempt(() => unpackBytes(name, bytes))
  const text = unpacked && attempt(() => decodeBytes(unpacked, encoding))
  const file = deliveredFile(deps.engine, { name, encoding, content: bytes, text })
  const at = { name, sizeBytes: bytes.byteLength }
  if (text !== undefined && unpacked !== undefined && unpacked.byteLength <= mostTextBytes) {
    return { ...at, file, digest: digestOf(text), text, blob: undefined }
  }
  const digest = digestOf(text ?? unpacked ?? bytes)
  return { ...at, file, digest, text: undefined, blob: await deps.blobs.put(bytes) }
}

/** What a packed text grows to, to be archived among others. */
const mostTextBytes = 64_000_000

async function readOnDisk(
  { engine, blobs }: ContentDeps,
  { name, encoding }: About,
  { path, isOwn }: FileOnDisk,
): Promise<Content> {
  const { size: sizeBytes } = await stat(path)
  const blob = await blobs.putFile(path, { move: isOwn })
  const content = await blobs.openPath(blob)
  const file = deliveredFile(engine, { name, encoding, content })
  const digest = await digestOnDisk(content, name, encoding, blob)
  return { name, sizeBytes, file, digest, text: undefined, blob }
}

async function digestOnDisk(
  path: string,
  name: string,
  encoding: string | undefined,
  blob: Digest,
): Promise<Digest> {
  const text = () => decodePieces(unpackFile(path, name), encoding)
  const asText = await digestOfPieces(text())
  if (asText !== undefined || packedEnding(name) === undefined) return asText ?? blob
  return (await digestOfPieces(unpackFile(path, name))) ?? blob
}

/** Undefined where the pieces come to no end. */
async function digestOfPieces(
  pieces: AsyncIterable<string | Uint8Array>,
): Promise<Digest | undefined> {
  const hash = createHash('sha256')
  try {
    for await (const piece of pieces) hash.update(piece)
  } catch {
    return undefined
  }
  return hash.digest('hex') as Digest
}

/** What can't be read as something is told when it is asked for. */
function attempt<Value>(read: () => Value): Value | undefined {
  try {
    return read()
  } catch {
    return undefined
  }
}
