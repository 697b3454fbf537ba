import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../base/index.ts'
import { currentProcess } from '../storage/index.ts'
import { servingErrors } from './errors.ts'
import {
  answerLineEnd,
  answerLineStart,
  journalEnd,
  journalFolder,
  journalName,
  type JournalHeader,
} from './journal-file.ts'
import type { PredictionJournal } from './prediction-journal.ts'
import { answerShape } from './quick/answer-shape.ts'
import type { Service } from './service.ts'

export interface JournalOptions {
  /** The folder of the project's state; journals are below it. */
  readonly state: string
  readonly now: Clock
  /** A file is ended when it has become larger; by default 64 MB. */
  readonly fileBytes?: number
}

interface JournalFile {
  readonly path: string
  readonly descriptor: number
  sizeBytes: number
  /** A write has failed in its middle: the next one must begin on a line of its own. */
  isTorn: boolean
}

interface Pending {
  /** Of lines, each with its end. */
  readonly parts: (string | Uint8Array)[]
  readonly written: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * A journal of one file per process, made at the first prediction. What is appended in one turn of the
 * event loop is one write: some ten microseconds, however many predictions there are.
 */
export function fsPredictionJournal(service: Service, options: JournalOptions): PredictionJournal {
  const { fileBytes = 64e6 } = options
  let file: JournalFile | undefined
  let pending: Pending | undefined

  function flush(): void {
    if (pending === undefined) return
    const { parts, resolve, reject } = pending
    pending = undefined
    try {
      file ??= createFile(service, options)
      writeTo(file, parts)
      if (file.sizeBytes > fileBytes) end()
      resolve()
    } catch (error) {
      reject(error)
    }
  }

  function end(): void {
    if (file === undefined) return
    const { descriptor } = file
    try {
      writeTo(file, [journalEnd])
    } finally {
      closeSync(descriptor)
      file = undefined
    }
  }

  async function rotate(): Promise<void> {
    flush()
    end()
    return Promise.resolve()
  }

  function write(...parts: readonly (string | Uint8Array)[]): Promise<void> {
    pending ??= schedule(flush)
    for (const part of parts) pending.parts.push(part)
    pending.parts.push('\n')
    return pending.written
  }

  return {
    async append(predictions) {
      if (predictions.length === 0) return
      await write(predictions.map((prediction) => JSON.stringify(prediction)).join('\n'))
    },
    appendAnswer: (made, rows) => write(answerLineStart(made), rows, answerLineEnd),
    rotate,
    close: rotate,
  }
}

function schedule(flush: () => void): Pending {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  setImmediate(flush)
  return { parts: [], written: promise, resolve, reject }
}

function createFile(service: Service, { state, now }: JournalOptions): JournalFile {
  const folder = journalFolder(state, service.name)
  const name = journalName(now)
  let path = join(folder, `${name}.ndjson`)
  try {
    mkdirSync(folder, { recursive: true })
    const { path: own, descriptor } = openNew(folder, name, 0)
    path = own
    const file: JournalFile = { path, descriptor, sizeBytes: 0, isTorn: false }
    const shape = answerShape(service.model)
    const header: JournalHeader = {
      journal: 1,
      service: service.name,
      model: service.model.name,
      owner: currentProcess(),
      ...(shape === undefined ? {} : { shape }),
    }
    writeTo(file, [`${JSON.stringify(header)}\n`])
    return file
  } catch (error) {
    throw notWritable(path, error)
  }
}

/** A process may open two files in one millisecond. */
function openNew(
  folder: string,
  name: string,
  attempt: number,
): Pick<JournalFile, 'path' | 'descriptor'> {
  const path = join(folder, attempt === 0 ? `${name}.ndjson` : `${name}-${attempt}.ndjson`)
  try {
    return { path, descriptor: openSync(path, 'ax') }
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      return openNew(folder, name, attempt + 1)
    throw error
  }
}

function writeTo(file: JournalFile, parts: readonly (string | Uint8Array)[]): void {
  const bytes = toBytes(file.isTorn ? ['\n', ...parts] : parts)
  let written = 0
  try {
    while (written < bytes.length) {
      const count = Math.min(bytes.length - written, mostBytesAtOnce)
      written += writeSync(file.descriptor, bytes, written, count)
    }
    file.isTorn = false
  } catch (error) {
    file.isTorn = file.isTorn || written > 0
    throw notWritable(file.path, error)
  } finally {
    file.sizeBytes += written
  }
}

/** Made once: to get and to clear memory for each write costs more than the write. */
const room = Buffer.allocUnsafeSlow(1_000_000)
const mostBytesOfLetter = 3
/** Of larger writes the system may take ten times as long for a byte (measured on ext4). */
const mostBytesAtOnce = 2 ** 16

/** Good until the next call. */
function toBytes(parts: readonly (string | Uint8Array)[]): Buffer {
  let most = 0
  for (const part of parts) most += part.length * (typeof part === 'string' ? mostBytesOfLetter : 1)
  if (most > room.length) return Buffer.concat(parts.map((part) => Buffer.from(part)))
  let end = 0
  for (const part of parts) {
    if (typeof part === 'string') {
      end += room.write(part, end)
    } else {
      room.set(part, end)
      end += part.length
    }
  }
  return room.subarray(0, end)
}

function notWritable(path: string, cause: unknown) {
  const problem = cause instanceof Error ? cause.message : String(cause)
  return servingErrors.journalNotWritable({ path, problem }, cause)
}
