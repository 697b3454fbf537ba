import { closeSync, openSync, readSync, writeSync } from 'node:fs'
import { currentProcess, type ProcessOwner } from '../../storage/index.ts'
import type { LoggedPoint } from '../experiments/metric-chunk.ts'

/**
 * What a tracked run writes down before it is in the database: a line of JSON a telling, handed to the system before
 * the call returns, so that it outlives the process.
 */
export interface Journal {
  readonly path: string
  writePoints(values: Readonly<Record<string, number>>, place: PointPlace): void
  writeTags(tags: Readonly<Record<string, string>>): void
  close(): void
}

export interface PointPlace {
  readonly step: number
  readonly atMs: number
}

/** What stands in a stretch of a journal, and where the next begins. */
export interface JournalPart {
  readonly points: readonly LoggedPoint[]
  readonly tags: ReadonlyMap<string, string>
  readonly endBytes: number
  readonly isLast: boolean
}

export function openJournal(path: string): Journal {
  const file = openSync(path, 'ax')
  const write = (line: unknown) => writeSync(file, `${JSON.stringify(line)}\n`)
  write(['owner', currentProcess()])
  return {
    path,
    writePoints: (values, { step, atMs }) => {
      write(['points', atMs, step, Object.fromEntries(Object.entries(values).map(toWire))])
    },
    writeTags: (tags) => {
      write(['tags', tags])
    },
    close: () => closeSync(file),
  }
}

const partBytes = 4_000_000

/** Reads whole lines from a place on: what a process was writing as it was killed is no telling. */
export function readJournal(path: string, fromBytes: number): JournalPart {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(partBytes)
    const size = readSync(file, bytes, 0, partBytes, fromBytes)
    const end = bytes.subarray(0, size).lastIndexOf(0x0a) + 1
    const points: LoggedPoint[] = []
    const tags = new Map<string, string>()
    for (const line of bytes.subarray(0, end).toString().split('\n')) {
      if (line !== '') readLine(line, points, tags)
    }
    return { points, tags, endBytes: fromBytes + end, isLast: size < partBytes }
  } finally {
    closeSync(file)
  }
}

/** The process that writes a journal; undefined where it was killed before it said so. */
export function ownerOf(path: string): ProcessOwner | undefined {
  const file = openSync(path, 'r')
  try {
    const bytes = Buffer.alloc(1000)
    const [line = '', rest] = bytes.subarray(0, readSync(file, bytes)).toString().split('\n')
    return rest === undefined ? undefined : (JSON.parse(line) as [string, ProcessOwner])[1]
  } finally {
    closeSync(file)
  }
}

/** JSON has no NaN and nothing infinite. */
function toWire([key, value]: [string, number]): [string, number | string] {
  return [key, Number.isFinite(value) ? value : String(value)]
}

function readLine(line: string, points: LoggedPoint[], tags: Map<string, string>): void {
  const [kind, ...rest] = JSON.parse(line) as [string, ...unknown[]]
  if (kind === 'tags') {
    for (const [key, value] of Object.entries(rest[0] as Record<string, string>)) {
      tags.set(key, value)
    }
  }
  if (kind !== 'points') return
  const [atMs, step, values] = rest as [number, number, Record<string, number | string>]
  for (const [key, value] of Object.entries(values)) {
    points.push({ key, step, atMs, value: Number(value) })
  }
}
