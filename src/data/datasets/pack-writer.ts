import type { Digest } from '../../base/index.ts'
import type { BlobStore } from '../../storage/index.ts'
import type { PackPlace } from './file-places.ts'

/** Smaller files share a blob. A larger one has its own, so that it can be linked into place. */
export const packedBelowBytes = 128 << 10

const packBytes = 32 << 20

export interface PackWriter {
  /** Takes the content of a file, unless it has it. */
  add(digest: Digest, bytes: Uint8Array): Promise<void>

  /** Where everything lies, once it is safe on disk. */
  finish(): Promise<ReadonlyMap<Digest, PackPlace>>

  /** Waits for what is being written, however it ends: for callers that give up. */
  settle(): Promise<void>
}

/** Gathers small files into packs. One pack is written to disk while the next fills. */
export function openPackWriter(blobs: BlobStore, totalBytes: number): PackWriter {
  const places = new Map<Digest, PackPlace>()
  const capacity = Math.min(packBytes, totalBytes)
  let buffer = Buffer.alloc(0)
  let usedBytes = 0
  let offsets = new Map<Digest, number>()
  let writing: Promise<void> = Promise.resolve()

  async function flush(): Promise<void> {
    await writing
    if (offsets.size === 0) return
    writing = keep(buffer.subarray(0, usedBytes), offsets)
    // It is awaited by the next flush; until then a failure is nobody's.
    writing.catch(() => undefined)
    usedBytes = 0
    offsets = new Map()
  }

  async function keep(bytes: Uint8Array, from: ReadonlyMap<Digest, number>): Promise<void> {
    const pack = await blobs.put(bytes)
    for (const [digest, offset] of from) places.set(digest, { pack, offset })
  }

  return {
    async add(digest, bytes) {
      if (offsets.has(digest) || places.has(digest)) return
      if (usedBytes + bytes.length > buffer.length) {
        await flush()
        // One that grew after it was looked at may be larger than all that was expected.
        buffer = Buffer.allocUnsafe(Math.max(capacity, bytes.length))
      }
      buffer.set(bytes, usedBytes)
      offsets.set(digest, usedBytes)
      usedBytes += bytes.length
    },

    async finish() {
      await flush()
      await writing
      return places
    },

    settle: () => writing.catch(() => undefined),
  }
}
