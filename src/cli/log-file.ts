import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs'
import { join } from 'node:path'
import type { LogLine } from '../base/index.ts'
import type { AccessLine } from '../server/index.ts'

/** A file is put aside when it has so many bytes, and so many that were put aside are kept. */
const usualLimits = { maxBytes: 5_000_000, keptFiles: 5 }

interface LogFile {
  /** The folder of a project's state; before it is there, nothing is kept. */
  readonly state: string
  /** Of the file, and of those that were put aside. */
  readonly name: 'swell' | 'access'
  readonly ending: '.log' | '.ndjson'
}

/** Writes what happens to `logs/swell.log` of a state. */
export function logFile(state: string, limits = usualLimits): (line: LogLine) => void {
  const append = appendTo({ state, name: 'swell', ending: '.log' }, limits)
  return ({ at, level, text, area }) => {
    const from = area === undefined ? '' : `${area}: `
    const indented = text.replaceAll('\n', '\n  ')
    append(`${at.toISOString()} ${level.padEnd(5)} ${process.pid} ${from}${indented}\n`, at)
  }
}

/** Writes each request to `logs/access.ndjson` of a state. */
export function accessLogFile(state: string, limits = usualLimits): (line: AccessLine) => void {
  const append = appendTo({ state, name: 'access', ending: '.ndjson' }, limits)
  return (line) => append(`${JSON.stringify(line)}\n`, new Date(line.at))
}

/** Several processes may write at once: each text is one write to the end. */
function appendTo(file: LogFile, limits: typeof usualLimits): (text: string, at: Date) => void {
  const { state, name, ending } = file
  const folder = join(state, 'logs')
  const path = join(folder, `${name}${ending}`)
  return (text, at) => {
    if (!existsSync(state)) return
    try {
      mkdirSync(folder, { recursive: true })
      appendFileSync(path, text)
      if (statSync(path).size >= limits.maxBytes) putAside(file, limits.keptFiles, at)
    } catch {
      // A full disk is told by the work itself; its log must not end it.
    }
  }
}

/** Its new name is of this moment and process alone: two that do it at once lose nothing. */
function putAside({ state, name, ending }: LogFile, keptFiles: number, at: Date): void {
  const folder = join(state, 'logs')
  const moment = at.toISOString().replaceAll(/[-:.]/g, '')
  renameSync(
    join(folder, `${name}${ending}`),
    join(folder, `${name}.${moment}.${process.pid}${ending}`),
  )
  const aside = readdirSync(folder).filter((one) => one.startsWith(`${name}.2`))
  for (const one of aside.toSorted().slice(0, -keptFiles))
    rmSync(join(folder, one), { force: true })
}
