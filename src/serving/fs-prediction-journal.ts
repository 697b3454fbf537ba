import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Clock } from '../base/index.ts'
import { currentProcess } from '../storage/index.ts'
import { servingErrors } from './errors.ts'
import {
  answerLineEnd,
  answerLineStart,
  packedLineEnd,
  packedLineStart,
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
  /** As JSON it would have so many: what reads it has the same to do, however it is written. */
  sizeBytes: number
  /** A write has failed, maybe in the middle of a line: the next one must begin on a line of its own. */
  isTorn: boolean
}

interface Pending {
  /** Why what was to be written with it is not, once one write has failed. */
  problem?: unknown
  readonly written: Promise<void>
  readonly resolve: () => void
  readonly reject: (error: unknown) => void
}

/**
 * A journal of one file per process, made at the first prediction. What is appended in one turn of the event loop is
 * written together: some ten microseconds for 50 kB. What was appended needn't be kept by whoever gave it.
 */
export function fsPredictionJournal(service: Service, options: JournalOptions): PredictionJournal {
  const { fileBytes = 64e6 } = options
  let file: JournalFile | undefined
  let pending: Pending | undefined
  let room: Buffer | undefined
  let fill = 0
  let sparedBytes = 0

  function flush(): void {
    if (pending === undefined) return
    const own = pending
    attempt(own, () => {
      drain()
      if (file !== undefined && file.sizeBytes > fileBytes) end()
    })
    pending = undefined
    if (own.problem === undefined) own.resolve()
    else own.reject(own.problem)
  }

  /** Once one write has failed, what else belongs to it is not written either. */
  function attempt(own: Pending, work: () => void): void {
    if (own.problem !== undefined) return
    try {
      work()
    } catch (error) {
      own.problem = error
      fill = 0
      sparedBytes = 0
    }
  }

  /** Writes what has gathered. */
  function drain(): void {
    if (room === undefined || fill === 0) return
    file ??= createFile(service, options)
    writeTo(file, room.subarray(0, fill))
    file.sizeBytes += sparedBytes
    sparedBytes = 0
    fill = 0
  }

  function end(): void {
    if (file === undefined) return
    const { descriptor } = file
    try {
      writeTo(file, Buffer.from(journalEnd))
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

  function gather(part: string | Uint8Array): void {
    room ??= Buffer.allocUnsafeSlow(roomBytes)
    if (typeof part === 'string') {
      const most = part.length * mostBytesOfLetter
      if (most > room.length) return gather(Buffer.from(part))
      if (fill + most > room.length) drain()
      fill += room.write(part, fill)
      return
    }
    for (let from = 0; from < part.length;) {
      if (fill === room.length) drain()
      const count = Math.min(part.length - from, room.length - fill)
      room.set(count === part.length ? part : part.subarray(from, from + count), fill)
      fill += count
      from += count
    }
  }

  function write(...parts: readonly (string | Uint8Array)[]): Promise<void> {
    pending ??= schedule(flush)
    attempt(pending, () => {
      for (const part of parts) gather(part)
      gather('\n')
    })
    return pending.written
  }

  return {
    async append(predictions) {
      if (predictions.length === 0) return
      await write(predictions.map((prediction) => JSON.stringify(prediction)).join('\n'))
    },
    appendAnswer(made, rows) {
      if (typeof rows === 'string' || rows instanceof Uint8Array) {
        return write(answerLineStart(made), rows, answerLineEnd)
      }
      sparedBytes += rows.sparedBytes
      return write(packedLineStart(made), rows.about, packedLineEnd, rows.numbers)
    },
    rotate,
    close: rotate,
  }
}

function schedule(flush: () => void): Pending {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  setImmediate(flush)
  return { written: promise, resolve, reject }
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
    writeTo(file, Buffer.from(`${JSON.stringify(header)}\n`))
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

function writeTo(file: JournalFile, bytes: Uint8Array): void {
  try {
    if (file.isTorn) writeAll(file, lineEnd)
    file.isTorn = false
    writeAll(file, bytes)
  } catch (error) {
    file.isTorn = true
    throw notWritable(file.path, error)
  }
}

const lineEnd = Buffer.from('\n')

function writeAll(file: JournalFile, bytes: Uint8Array): void {
  let written = 0
  while (written < bytes.length) {
    const count = writeSync(file.descriptor, bytes, written, bytes.length - written)
    written += count
    file.sizeBytes += count
  }
}

const mostBytesOfLetter = 3
/** What gathers in a turn is written by so much: of larger writes the system may take ten times as long for a byte. */
const roomBytes = 2 ** 16

function notWritable(path: string, cause: unknown) {
  const problem = cause instanceof Error ? cause.message : String(cause)
  return servingErrors.journalNotWritable({ path, problem }, cause)
}
