import { readdir, readFile, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { timeOfId, type Log } from '../base/index.ts'
import {
  idsOfLine,
  journalFolder,
  journalLines,
  journalMoment,
  parseJournal,
  type JournalContent,
} from './journal-file.ts'
import { openIfThere } from './open-if-there.ts'
import type { Prediction } from './prediction.ts'
import { splitId } from './quick/packed-rows.ts'

export interface JournalDeps {
  /** The folder of the project's state. */
  readonly state: string
  readonly log: Log
}

export interface StoredJournal {
  readonly service: string
  /** Tells it from every other journal of the service. */
  readonly name: string
  readonly path: string
}

/** The journals that have not been compacted, oldest first; of one service, or of all. */
export async function listJournals(
  { state }: Pick<JournalDeps, 'state'>,
  service?: string,
): Promise<StoredJournal[]> {
  const services = service === undefined ? await namesIn(journalFolder(state)) : [service]
  const found = services.map(async (own) => {
    const folder = journalFolder(state, own)
    const names = await namesIn(folder)
    return names
      .filter((file) => file.endsWith('.ndjson'))
      .map((file) => ({
        service: own,
        name: file.slice(0, -'.ndjson'.length),
        path: join(folder, file),
      }))
  })
  return (await Promise.all(found)).flat()
}

/** Undefined when it was compacted in the meantime. A torn line is left out, and the log says so. */
export async function readJournal(
  { log }: Pick<JournalDeps, 'log'>,
  { path }: StoredJournal,
): Promise<JournalContent | undefined> {
  const bytes = await bytesOf(path)
  if (bytes === undefined) return undefined
  const content = parseJournal(bytes)
  if (content.tornCount > 0) {
    log.warn(`left out ${content.tornCount} torn line(s) of ${path}: never answered`)
  }
  return content
}

/** A prediction that is still in a journal. */
export async function findInJournals(
  deps: JournalDeps,
  id: string,
): Promise<Prediction | undefined> {
  for (const { path } of likeliestFirst(await listJournals(deps), id)) {
    const bytes = (await bytesOf(path)) ?? Buffer.alloc(0)
    for (const line of linesThatMayHold(bytes, id)) {
      const { predictions } = parseJournal(headOf(bytes), line)
      const found = predictions.find((prediction) => prediction.id === id)
      if (found !== undefined) return found
    }
  }
  return undefined
}

/**
 * The newest of those that were begun when an id says that it was made, back to the oldest, and then the others: an id
 * that comes with a request needn't be right.
 */
function likeliestFirst(journals: readonly StoredJournal[], id: string): readonly StoredJournal[] {
  const madeAt = journalMoment(new Date(timeOfId(id)))
  const isBegun = ({ name }: StoredJournal) => name.slice(0, madeAt.length) <= madeAt
  const begun = journals.filter(isBegun).toSorted((one, other) => (one.name < other.name ? 1 : -1))
  return [...begun, ...journals.filter((journal) => !isBegun(journal))]
}

/** Looked for in the bytes as they are, as there may be very many; by the whole id, and by the beginning of packed ones. */
function* linesThatMayHold(bytes: Buffer, id: string): Generator<Buffer> {
  const [start, rest] = splitId(id)
  for (const wanted of [JSON.stringify(id), JSON.stringify(start)]) {
    for (let place = bytes.indexOf(wanted); place >= 0;) {
      const from = bytes.lastIndexOf('\n', place) + 1
      const end = bytes.indexOf('\n', place)
      const line = bytes.subarray(from, end < 0 ? undefined : end)
      if (line.includes(rest)) yield line
      place = end < 0 ? -1 : bytes.indexOf(wanted, end)
    }
  }
}

/** Those of some predictions that are still in journals. */
export async function findAllInJournals(
  deps: JournalDeps,
  ids: readonly string[],
): Promise<Prediction[]> {
  const wanted = new Set(ids)
  const found: Prediction[] = []
  for (const { path } of await listJournals(deps)) {
    const bytes = (await bytesOf(path)) ?? Buffer.alloc(0)
    for (const line of journalLines(bytes)) {
      if (!idsOfLine(line).some((id) => wanted.has(id))) continue
      const { predictions } = parseJournal(headOf(bytes), line)
      found.push(...predictions.filter(({ id }) => wanted.has(id)))
    }
  }
  return found
}

/** The line that says how the others are to be read. */
function headOf(bytes: Buffer): Buffer {
  return bytes.subarray(0, bytes.indexOf('\n') + 1)
}

/** The newest predictions of a service that are still in journals, newest first. Of each journal its end is read. */
export async function listNewest(
  deps: Pick<JournalDeps, 'state'>,
  service: string,
  limit: number,
): Promise<Prediction[]> {
  const newest: Prediction[] = []
  for (const { path } of await listJournals(deps, service)) {
    newest.push(...(await readEnd(path, limit)).toReversed())
  }
  return newest.toSorted((a, b) => b.madeAt.getTime() - a.madeAt.getTime()).slice(0, limit)
}

const leastEndBytes = 2 ** 16
const mostHeadBytes = 2 ** 16

/** So many predictions from the end of a journal, or a few more: a line may hold thousands. */
async function readEnd(path: string, count: number): Promise<readonly Prediction[]> {
  const file = await openIfThere(path)
  if (file === undefined) return []
  try {
    const { size } = await file.stat()
    const head = headOf(await readBytes(file, 0, Math.min(size, mostHeadBytes)))
    for (let endBytes = leastEndBytes; ; endBytes *= 4) {
      const from = Math.max(0, size - endBytes)
      const bytes = await readBytes(file, from, size - from)
      // But for the first line of all, it begins in the middle of one.
      const lines = from === 0 ? bytes : bytes.subarray(bytes.indexOf('\n') + 1)
      const { predictions } = from === 0 ? parseJournal(lines) : parseJournal(head, lines)
      if (from === 0 || predictions.length >= count) return predictions.slice(-count)
    }
  } finally {
    await file.close()
  }
}

async function readBytes(file: FileHandle, from: number, byteCount: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(byteCount), 0, byteCount, from)
  return buffer.subarray(0, bytesRead)
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return (await readdir(folder)).toSorted()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}

async function bytesOf(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
