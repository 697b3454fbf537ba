import { maskSecrets } from './mask-secrets.ts'

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** Where lines for people go. */
export interface Log {
  debug(text: string): void
  info(text: string): void
  warn(text: string): void
  error(text: string): void
  /** The same log for a part of the work; see `logOf`. */
  readonly of?: (area: string) => Log
}

export interface LogLine {
  readonly at: Date
  readonly level: LogLevel
  readonly text: string
  /** The part of the work that it is about: `pipelines`. */
  readonly area?: string
}

/** A log that hands each line at or above `level` to `write`, without what is secret. */
export function createLog(now: () => Date, level: LogLevel, write: (line: LogLine) => void): Log {
  const lowest = logLevels.indexOf(level)
  const at = (own: LogLevel) => (text: string) => {
    if (logLevels.indexOf(own) >= lowest) write({ at: now(), level: own, text: maskSecrets(text) })
  }
  const of = (area: string) => createLog(now, level, (line) => write({ area, ...line }))
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error'), of }
}

/** A log for a part of the work, so that its lines can be told from others. */
export function logOf(log: Log, area: string): Log {
  return log.of?.(area) ?? log
}

/** A log that nobody reads. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}
