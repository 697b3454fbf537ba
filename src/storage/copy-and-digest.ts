import { createHash } from 'node:crypto'
import { constants } from 'node:fs'
import { copyFile, open, type FileHandle } from 'node:fs/promises'
import type { Digest } from '../base/index.ts'

const chunkBytes = 4 << 20
const digestBytes = 1 << 20

/**
 * Copies a file to `to`, where there is none yet, and tells the SHA-256 of what stands there now. It
 * is a reflink where the disk can; else the file is read once, and hashed while it is being written.
 */
export async function copyAndDigest(
  from: string,
  to: string,
  onBytes?: (byteCount: number) => void,
): Promise<Digest> {
  if (await hasCloned(from, to)) return digestOfFile(to, onBytes)
  const source = await open(from, 'r')
  try {
    const target = await open(to, 'wx', 0o600)
    try {
      return await pour(source, target, onBytes)
    } finally {
      await target.close()
    }
  } finally {
    await source.close()
  }
}

/** Two buffers by turns, so that hardly anything is left to be collected: one is hashed while the other is read into. */
export async function digestOfFile(
  path: string,
  onBytes?: (byteCount: number) => void,
): Promise<Digest> {
  const hash = createHash('sha256')
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    const length = Math.min(Math.max(size, 1), digestBytes)
    const buffers = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)] as const
    let reading = file.read(buffers[0], 0, length, null)
    for (let turn = 1; ; turn += 1) {
      const { bytesRead, buffer } = await reading
      if (bytesRead === 0) break
      reading = file.read(buffers[turn % 2 === 0 ? 0 : 1], 0, length, null)
      // It is awaited in the next turn; until then a failure is nobody's.
      reading.catch(() => undefined)
      hash.update(buffer.subarray(0, bytesRead))
      onBytes?.(bytesRead)
    }
  } finally {
    await file.close()
  }
  return hash.digest('hex') as Digest
}

/** Two buffers by turns: while one is written, the other is read into, and both are hashed between. */
async function pour(
  source: FileHandle,
  target: FileHandle,
  onBytes?: (byteCount: number) => void,
): Promise<Digest> {
  const hash = createHash('sha256')
  const buffers = [Buffer.allocUnsafe(chunkBytes), Buffer.allocUnsafe(chunkBytes)] as const
  let writing = Promise.resolve()
  for (let turn = 0; ; turn += 1) {
    const buffer = buffers[turn % 2 === 0 ? 0 : 1]
    const { bytesRead } = await source.read(buffer, 0, chunkBytes, null)
    await writing
    if (bytesRead === 0) break
    const chunk = buffer.subarray(0, bytesRead)
    writing = writeWhole(target, chunk)
    // It is awaited in the next turn; until then a failure is nobody's.
    writing.catch(() => undefined)
    hash.update(chunk)
    onBytes?.(bytesRead)
  }
  return hash.digest('hex') as Digest
}

async function writeWhole(target: FileHandle, chunk: Uint8Array): Promise<void> {
  let written = 0
  while (written < chunk.length) {
    written += (await target.write(chunk, written)).bytesWritten
  }
}

/** False where the disk has no reflinks; then nothing stands at `to`. */
async function hasCloned(from: string, to: string): Promise<boolean> {
  try {
    await copyFile(from, to, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE_FORCE)
    return true
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? ''
    if (['ENOENT', 'EEXIST', 'EACCES', 'EISDIR', 'ENOSPC'].includes(code)) throw error
    return false
  }
}
