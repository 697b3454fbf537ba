import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Log } from '../base/index.ts'
import { journalFolder, parseJournal, type JournalContent } from './journal-file.ts'
import type { Prediction } from './prediction.ts'

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
  const text = await textOf(path)
  if (text === undefined) return undefined
  const content = parseJournal(text)
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
  for (const { path } of await listJournals(deps)) {
    const text = (await textOf(path)) ?? ''
    const place = text.indexOf(JSON.stringify(id))
    if (place < 0) continue
    const from = text.lastIndexOf('\n', place) + 1
    const to = text.indexOf('\n', place)
    const { predictions } = parseJournal(text.slice(from, to < 0 ? undefined : to))
    const found = predictions.find((prediction) => prediction.id === id)
    if (found !== undefined) return found
  }
  return undefined
}

/** Those of some predictions that are still in journals. */
export async function findAllInJournals(
  deps: JournalDeps,
  ids: readonly string[],
): Promise<Prediction[]> {
  const starts = new Set(ids.map((id) => JSON.stringify({ id }).slice(0, -1)))
  const [length = 0] = [...starts].map((start) => start.length)
  const found: Prediction[] = []
  for (const { path } of await listJournals(deps)) {
    const lines = ((await textOf(path)) ?? '').split('\n')
    const wanted = lines.filter((line) => starts.has(line.slice(0, length)))
    found.push(...parseJournal(wanted.join('\n')).predictions)
  }
  return found
}

/** The newest predictions of a service that are still in journals, newest first. */
export async function listNewest(
  deps: JournalDeps,
  service: string,
  limit: number,
): Promise<Prediction[]> {
  const newest: Prediction[] = []
  for (const journal of await listJournals(deps, service)) {
    const text = (await textOf(journal.path)) ?? ''
    newest.push(...parseJournal(lastLines(text, limit + 2)).predictions)
  }
  return newest.toSorted((a, b) => b.madeAt.getTime() - a.madeAt.getTime()).slice(0, limit)
}

/** Parsing is what costs, not reading. */
function lastLines(text: string, count: number): string {
  let from = text.length
  for (let line = 0; line < count && from > 0; line += 1) from = text.lastIndexOf('\n', from - 1)
  return text.slice(Math.max(0, from))
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

async function textOf(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
