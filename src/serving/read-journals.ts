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
    const { predictions } = parseJournal(headOf(text) + text.slice(from, to < 0 ? undefined : to))
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
  const wanted = new Set(ids)
  const found: Prediction[] = []
  for (const { path } of await listJournals(deps)) {
    const text = (await textOf(path)) ?? ''
    const lines = text.split('\n').filter((line) => idsIn(line).some((id) => wanted.has(id)))
    const { predictions } = parseJournal(headOf(text) + lines.join('\n'))
    found.push(...predictions.filter(({ id }) => wanted.has(id)))
  }
  return found
}

/** Of a prediction, or of the rows of an answer. To look for them is much less than to parse. */
function idsIn(line: string): readonly string[] {
  const [, first] = /^\{"id":"(\w+)"/.exec(line) ?? []
  if (first !== undefined) return [first]
  return line.startsWith('{"made":')
    ? [...line.matchAll(/"predictionId":"(\w+)"/g)].map(([, id = '']) => id)
    : []
}

/** The line that says how the others are to be read. */
function headOf(text: string): string {
  return text.slice(0, text.indexOf('\n') + 1)
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
    newest.push(...parseJournal(headOf(text) + lastLines(text, limit + 2)).predictions)
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
