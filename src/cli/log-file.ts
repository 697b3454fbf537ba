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

/** A file is put aside when it has so many bytes, and so many that were put aside are kept. */
const usualLimits = { maxBytes: 5_000_000, keptFiles: 5 }

/**
 * Writes lines to `logs/swell.log` of a state, which is put aside when it is large. Several processes may
 * write at once: each line is one write to the end. Before the state is there, nothing is kept.
 */
export function logFile(
  state: string,
  limits: typeof usualLimits = usualLimits,
): (line: LogLine) => void {
  const folder = join(state, 'logs')
  const path = join(folder, 'swell.log')
  return ({ at, level, text, area }) => {
    if (!existsSync(state)) return
    const line = `${at.toISOString()} ${level.padEnd(5)} ${process.pid} ${area === undefined ? '' : `${area}: `}${text.replaceAll('\n', '\n  ')}\n`
    try {
      mkdirSync(folder, { recursive: true })
      appendFileSync(path, line)
      if (statSync(path).size >= limits.maxBytes) putAside(folder, path, limits.keptFiles, at)
    } catch {
      // A full disk is told by the work itself; its log must not end it.
    }
  }
}

/** Its new name is of this moment and process alone: two that do it at once lose nothing. */
function putAside(folder: string, path: string, keptFiles: number, at: Date): void {
  const moment = at.toISOString().replaceAll(/[-:.]/g, '')
  renameSync(path, join(folder, `swell.${moment}.${process.pid}.log`))
  const aside = readdirSync(folder).filter((name) => /^swell\.\d{8}T/.test(name))
  for (const name of aside.toSorted().slice(0, -keptFiles))
    rmSync(join(folder, name), { force: true })
}
