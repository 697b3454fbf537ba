import type { Log, LogLevel } from '../base/index.ts'

/** How much a step may say: a program that prints without end fills neither memory nor disk. */
export interface LogBounds {
  /** Lines from the beginning that are kept. */
  readonly first: number
  /** Lines from the end that are kept. */
  readonly last: number
  /** Characters of a line. */
  readonly length: number
}

const usual: LogBounds = { first: 10_000, last: 200, length: 2_000 }

export interface BoundedLog {
  readonly log: Log
  /** Writes the last lines, after how many were left out. */
  readonly close: () => void
}

/** A log that keeps the beginning and the end, and says how much it leaves out between. */
export function boundedLog(log: Log, bounds: LogBounds = usual): BoundedLog {
  let count = 0
  let lastLines: { readonly level: LogLevel; readonly text: string }[] = []

  function take(level: LogLevel, text: string): void {
    count += 1
    const cut = text.length > bounds.length ? `${text.slice(0, bounds.length)}…` : text
    if (count <= bounds.first) return log[level](cut)
    lastLines.push({ level, text: cut })
    if (lastLines.length >= 2 * bounds.last) lastLines = lastLines.slice(-bounds.last)
    return undefined
  }

  return {
    log: {
      debug: (text) => take('debug', text),
      info: (text) => take('info', text),
      warn: (text) => take('warn', text),
      error: (text) => take('error', text),
    },
    close: () => {
      const shown = lastLines.slice(-bounds.last)
      const leftOut = count - bounds.first - shown.length
      if (leftOut > 0) log.warn(`${leftOut} lines are left out here`)
      for (const { level, text } of shown) log[level](text)
      lastLines = []
      count = 0
    },
  }
}
