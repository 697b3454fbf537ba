import { appendFile, mkdir, open, readFile, rename, rm, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf, type Digest } from '../../base/index.ts'
import { digestOfFile } from '../copy-and-digest.ts'
import { storageErrors } from '../errors.ts'
import { describeS3Place } from './s3-place.ts'
import type { S3Client } from './s3-client.ts'
import { findS3Size } from './s3-objects.ts'
import type { TransferWatch } from './upload-file.ts'

export interface Download extends TransferWatch {
  readonly key: string
  /** What the content has to be. */
  readonly digest: Digest
  /** Where the content is to stand; there is no file yet. */
  readonly file: string
  /** A folder for what has arrived, on the same disk: who goes on after an interruption finds it. */
  readonly partial: string
}

const pieceBytes = 16 << 20
const piecesAtOnce = 4
const turnsAtMost = 6

/**
 * Fetches an object in pieces, several at once, and tells what its content is: where it isn't what it has
 * to be, it is thrown away. `resumed` is true where some of it had arrived before.
 */
export async function downloadS3File(
  client: S3Client,
  download: Download,
): Promise<{ readonly digest: Digest; readonly resumed: boolean }> {
  const { key, file, partial, onBytes, signal } = download
  const sizeBytes = await findS3Size(client, key)
  if (sizeBytes === undefined) {
    throw storageErrors.s3ObjectNotFound({ place: describeS3Place(client.place), key })
  }
  await mkdir(partial, { recursive: true })
  const [content, journal] = [join(partial, 'content'), join(partial, `pieces-of-${sizeBytes}`)]
  const done = await readJournal(journal)
  const target = await open(content, done.size === 0 ? 'w' : 'r+')
  try {
    const pieces = listPieces(sizeBytes)
    for (const { number, length } of pieces) if (done.has(number)) onBytes?.(length)
    const missing = pieces.filter(({ number }) => !done.has(number)).values()
    const work = async () => {
      for (const piece of missing) {
        await fetchPiece(client, { key, target, onBytes, signal }, piece)
        await appendFile(journal, `${piece.number}\n`)
      }
    }
    const outcomes = await Promise.allSettled(Array.from({ length: piecesAtOnce }, work))
    for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
  } finally {
    await target.close()
  }
  const digest = await digestOfFile(content)
  if (digest === download.digest) await rename(content, file)
  await rm(partial, { recursive: true })
  return { digest, resumed: done.size > 0 }
}

interface Piece {
  readonly number: number
  readonly offset: number
  readonly length: number
}

function listPieces(sizeBytes: number): readonly Piece[] {
  return Array.from({ length: Math.ceil(sizeBytes / pieceBytes) }, (_, number) => {
    const offset = number * pieceBytes
    return { number, offset, length: Math.min(pieceBytes, sizeBytes - offset) }
  })
}

async function readJournal(path: string): Promise<ReadonlySet<number>> {
  const text = await readFile(path, 'utf8').catch(() => '')
  // The last line may have been cut off.
  return new Set(text.split('\n').slice(0, -1).map(Number))
}

interface PieceWork {
  readonly key: string
  readonly target: FileHandle
  readonly onBytes: ((byteCount: number) => void) | undefined
  readonly signal: AbortSignal | undefined
}

/** A body that breaks off is asked for again from where it broke. */
async function fetchPiece(client: S3Client, work: PieceWork, piece: Piece): Promise<void> {
  let written = 0
  for (let turn = 1; ; turn += 1) {
    const before = written
    let broke: unknown
    const range = { from: piece.offset + written, end: piece.offset + piece.length }
    const chunks = readRange(client, work, range, (error) => {
      broke = error
    })
    for await (const chunk of chunks) {
      await writeWhole(work.target, chunk, piece.offset + written)
      written += chunk.length
      work.onBytes?.(chunk.length)
    }
    if (written === piece.length) return
    if (written > before) turn = 1
    if (turn === turnsAtMost) {
      const place = describeS3Place(client.place)
      const problem = `${work.key} broke off: ${broke === undefined ? 'too short' : messageOf(broke)}`
      throw storageErrors.s3Unreachable({ place, problem }, broke)
    }
    await client.pause(turn, work.signal)
  }
}

/** Ends early where the body breaks off, and tells why: what cannot be written is another matter. */
async function* readRange(
  client: S3Client,
  { key, signal }: PieceWork,
  { from, end }: { readonly from: number; readonly end: number },
  onBreak: (error: unknown) => void,
): AsyncGenerator<Uint8Array> {
  const headers = { range: `bytes=${from}-${end - 1}` }
  const stop = signal === undefined ? {} : { signal }
  const answer = await client.send({ method: 'GET', key, headers, isStreamed: true, ...stop })
  const chunks = answer.chunks[Symbol.asyncIterator]()
  if (answer.status !== 206) {
    await chunks.return?.()
    const problem = `it gave all of ${key} where a piece was asked for`
    throw storageErrors.s3Unreachable({ place: describeS3Place(client.place), problem })
  }
  for (let left = end - from; left > 0;) {
    const next = await chunks.next().catch((error: unknown) => {
      signal?.throwIfAborted()
      onBreak(error)
      return undefined
    })
    if (next === undefined || next.done === true) return
    yield next.value.subarray(0, left)
    left -= next.value.length
  }
}

async function writeWhole(target: FileHandle, chunk: Uint8Array, at: number): Promise<void> {
  let written = 0
  while (written < chunk.length) {
    const { bytesWritten } = await target.write(
      chunk,
      written,
      chunk.length - written,
      at + written,
    )
    written += bytesWritten
  }
}
