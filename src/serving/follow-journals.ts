import type { FileHandle } from 'node:fs/promises'
import { parseJournal, type JournalHeader } from './journal-file.ts'
import { openIfThere } from './open-if-there.ts'
import type { Prediction } from './prediction.ts'
import { listJournals, type JournalDeps } from './read-journals.ts'
import type { ServedModel } from './service.ts'

/** Predictions of a journal that were not told before. */
export interface JournaledPredictions {
  readonly journal: string
  readonly predictions: readonly Prediction[]
  /** For about how many each of them stands: more than one where some were left out. */
  readonly weight: number
}

/** Reads the journals of a model again and again, each byte once. */
export interface JournalFollower {
  /**
   * What was added since it was asked last, piece by piece; some may be in the group already. Where more was added
   * than is read in little time, it is a sample of the answers, and each prediction stands for several.
   */
  added(deps: JournalDeps): AsyncIterable<JournaledPredictions>
  /** Those of which something was told and that are not there any more, each once. */
  gone(deps: JournalDeps): Promise<readonly string[]>
}

export interface FollowOptions {
  /** So much of what is there at first is parsed: some ten thousand predictions. */
  readonly firstBytes?: number
  /** So much is parsed each time after. */
  readonly nextBytes?: number
}

interface Followed {
  /** The line that says how the others are to be read. */
  readonly head: Buffer
  readonly isOurs: boolean
  readBytes: number
}

const pieceBytes = 4_000_000
/** Where not all is read, so much is read at one place. */
const blockBytes = 256_000

export function followJournals(model: ServedModel, options: FollowOptions = {}): JournalFollower {
  const { firstBytes = 16e6, nextBytes = 2e6 } = options
  const followed = new Map<string, Followed>()
  let isFirst = true

  async function* readOn(file: FileHandle, journal: string, share: number) {
    const known = followed.get(journal) ?? (await readHead(file, model))
    if (known === undefined) return
    followed.set(journal, known)
    if (!known.isOurs) return
    const pieces = share >= 1 ? allLines(file, known.readBytes) : someLines(file, known, share)
    for await (const { lines, readBytes, standsForBytes } of pieces) {
      known.readBytes = readBytes
      const { predictions } = parseJournal(known.head, lines)
      if (predictions.length === 0) continue
      yield { journal, predictions, weight: standsForBytes / lines.length }
    }
  }

  return {
    async *added(deps) {
      const journals = await listJournals(deps)
      let newBytes = 0
      for (const { path } of journals) {
        const known = followed.get(path)
        if (known?.isOurs !== false) newBytes += (await sizeOf(path)) - (known?.readBytes ?? 0)
      }
      const share = (isFirst ? firstBytes : nextBytes) / newBytes
      isFirst = false
      for (const { path } of journals) {
        const file = await openIfThere(path)
        if (file === undefined) continue
        try {
          yield* readOn(file, path, share)
        } finally {
          await file.close()
        }
      }
    },

    async gone(deps) {
      const there = new Set((await listJournals(deps)).map(({ path }) => path))
      const gone = [...followed.keys()].filter((path) => !there.has(path))
      for (const path of gone) followed.delete(path)
      return gone
    },
  }
}

/** Undefined while its first line is not whole. */
async function readHead(file: FileHandle, { name }: ServedModel): Promise<Followed | undefined> {
  const lines = await readLines(file, 0)
  const end = lines.indexOf('\n') + 1
  if (end === 0) return undefined
  const head = Buffer.from(lines.subarray(0, end))
  const header: JournalHeader | undefined = parseJournal(head).header
  return { head, isOurs: header?.model === name, readBytes: end }
}

/** Whole lines from a place on, as many as a piece holds, and one at least; nothing at the end. */
async function readLines(file: FileHandle, from: number, mostBytes = pieceBytes): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(mostBytes), 0, mostBytes, from)
  const end = bytesRead === 0 ? 0 : buffer.lastIndexOf('\n', bytesRead - 1) + 1
  if (end > 0 || bytesRead < mostBytes) return buffer.subarray(0, end)
  return readLines(file, from, mostBytes * 2)
}

interface Piece {
  readonly lines: Buffer
  /** Up to where the journal is done with. */
  readonly readBytes: number
  readonly standsForBytes: number
}

async function* allLines(file: FileHandle, from: number): AsyncGenerator<Piece> {
  for (let at = from; ;) {
    const lines = await readLines(file, at)
    if (lines.length === 0) return
    at += lines.length
    yield { lines, readBytes: at, standsForBytes: lines.length }
  }
}

/** Some lines at even distances, about such a share of all; most of what is left out is not even read. */
async function* someLines(
  file: FileHandle,
  { readBytes: start }: Followed,
  share: number,
): AsyncGenerator<Piece> {
  const { size } = await file.stat()
  const stride = Math.ceil(blockBytes / share)
  for (let from = start; from < size; from += stride) {
    const block = await readLines(file, from, blockBytes)
    // But for the first, it begins in the middle of a line.
    const head = from === start ? 0 : block.indexOf('\n') + 1
    const lines = block.length > head ? block.subarray(head) : await readLines(file, from + head)
    if (lines.length === 0) return
    const isLast = from + stride >= size
    const to = isLast ? await lastLineEnd(file, from + head + lines.length, size) : from + stride
    yield { lines, readBytes: to, standsForBytes: to - from }
  }
}

/** The end of the last whole line before `size`; there is one that ends at `from`. */
async function lastLineEnd(file: FileHandle, from: number, size: number): Promise<number> {
  const begin = Math.max(from, size - blockBytes)
  const lines = await readLines(file, begin, size - begin + 1)
  return lines.length === 0 ? from : begin + lines.length
}

async function sizeOf(path: string): Promise<number> {
  const file = await openIfThere(path)
  if (file === undefined) return 0
  try {
    return (await file.stat()).size
  } finally {
    await file.close()
  }
}
