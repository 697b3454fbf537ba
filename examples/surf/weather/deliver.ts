import { mkdir, readdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Beach } from '../beaches.ts'
import { stepCount, stepHours } from '../texts/bulletin.ts'
import { reportHour } from '../texts/parse-report.ts'
import { forecastSea } from './forecast.ts'
import { formatBulletin } from './format-bulletin.ts'
import { makeSeas, type Sea } from './sea.ts'
import { dayMs, epoch, hourMs } from './steps.ts'
import { writeReport } from './write-report.ts'

export interface DeliverOptions {
  /** Gets `bulletins/<beach>/20261121T00z.txt` and `reports/<beach>/2026-11-21.txt`. */
  readonly folder: string
  readonly seed: number | string
  /** Cycles and observations of `from` and `to` themselves are delivered too. */
  readonly from: Date
  readonly to: Date
  readonly beaches: readonly Beach[]
  readonly onProgress?: (update: { work: string; done: number; total: number }) => void
  readonly signal?: AbortSignal
}

/** What was written; what had been there before isn't counted. */
export interface Delivered {
  readonly bulletins: number
  readonly reports: number
  readonly bytes: number
}

/** Cycles a day: 00 and 12. */
const cycleMs = 12 * hourMs
const writersAtOnce = 8

/**
 * Delivers the bulletins and reports that exist between two moments and aren't there yet: a
 * bulletin from its cycle on, a report from ten o'clock of its day. The same seed always gives the
 * same bytes, whatever was asked for before. Throws `RangeError` before the epoch, and what
 * `signal` was aborted with; a text is there whole or not at all.
 */
export async function deliverTexts(options: DeliverOptions): Promise<Delivered> {
  if (options.from < epoch) {
    throw new RangeError(`There is no sea before ${epoch.toISOString()}.`)
  }
  const bulletins = await listMissing(options, bulletinShelf)
  const reports = await listMissing(options, reportShelf)
  const missing = [...bulletins, ...reports]
  if (missing.length === 0) return { bulletins: 0, reports: 0, bytes: 0 }
  const bytes = await writeAll(missing, options)
  return { bulletins: bulletins.length, reports: reports.length, bytes }
}

interface Shelf {
  readonly name: string
  readonly every: number
  /** Time of day of the first text. */
  readonly offset: number
  fileName(at: Date): string
  write(beach: Beach, sea: Sea, seed: number | string, at: Date): string
}

const bulletinShelf: Shelf = {
  name: 'bulletins',
  every: cycleMs,
  offset: 0,
  fileName: (at) => `${at.toISOString().slice(0, 13).replaceAll('-', '')}z.txt`,
  write: (beach, sea, seed, at) =>
    formatBulletin(beach, at, forecastSea(sea, `${seed}/${beach.id}`, at)),
}

const reportShelf: Shelf = {
  name: 'reports',
  every: dayMs,
  offset: reportHour * hourMs,
  fileName: (at) => `${at.toISOString().slice(0, 10)}.txt`,
  write: writeReport,
}

interface MissingText {
  readonly shelf: Shelf
  readonly beach: Beach
  readonly at: Date
  readonly path: string
}

async function listMissing(options: DeliverOptions, shelf: Shelf): Promise<MissingText[]> {
  const missing: MissingText[] = []
  for (const beach of options.beaches) {
    const folder = join(options.folder, shelf.name, beach.id)
    await mkdir(folder, { recursive: true })
    const present = new Set(await readdir(folder))
    for (const at of momentsOf(shelf, options)) {
      const name = shelf.fileName(at)
      if (!present.has(name)) missing.push({ shelf, beach, at, path: join(folder, name) })
    }
  }
  return missing
}

function momentsOf({ every, offset }: Shelf, { from, to }: DeliverOptions): Date[] {
  const moments: Date[] = []
  let time = Math.ceil((from.getTime() - offset) / every) * every + offset
  for (; time <= to.getTime(); time += every) moments.push(new Date(time))
  return moments
}

async function writeAll(missing: readonly MissingText[], options: DeliverOptions): Promise<number> {
  const { seed, beaches, signal, onProgress } = options
  const ahead = stepCount * stepHours * hourMs
  const seas = makeSeas(seed, beaches, new Date(options.to.getTime() + ahead))
  let bytes = 0
  let done = 0
  const queue = missing.values()
  async function writeSome(): Promise<void> {
    for (const { shelf, beach, at, path } of queue) {
      signal?.throwIfAborted()
      const sea = seas.get(beach.id)
      if (sea === undefined) throw new Error(`No sea was made for ${beach.id}.`)
      const text = shelf.write(beach, sea, seed, at)
      await writeWhole(path, text)
      bytes += text.length
      done += 1
      onProgress?.({ work: 'delivering texts', done, total: missing.length })
    }
  }
  // All writers come to rest before a failure is told: nobody writes behind the caller's back.
  const writers = await Promise.allSettled(Array.from({ length: writersAtOnce }, writeSome))
  const failed = writers.find((writer) => writer.status === 'rejected')
  if (failed !== undefined) throw failed.reason
  return bytes
}

/** Written beside its place, then renamed: a reader of the folder never meets half a text. */
async function writeWhole(path: string, text: string): Promise<void> {
  const draft = `${path}.part`
  await writeFile(draft, text)
  await rename(draft, path)
}
