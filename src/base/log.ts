import { maskSecrets } from './mask-secrets.ts'

export const logLevels = ['debug', 'info', 'warn', 'error'] as const
export type LogLevel = (typeof logLevels)[number]

/** Where lines for people go. */
export interface Log {
  debug(text: string): void
  info(text: string): void
  warn(text: string): void
  error(text: string): void
}

export interface LogLine {
  readonly at: Date
  readonly level: LogLevel
  readonly text: string
}

/** A log that hands each line at or above `level` to `write`, without what is secret. */
export function createLog(now: () => Date, level: LogLevel, write: (line: LogLine) => void): Log {
  const lowest = logLevels.indexOf(level)
  const at = (own: LogLevel) => (text: string) => {
    if (logLevels.indexOf(own) >= lowest) write({ at: now(), level: own, text: maskSecrets(text) })
  }
  return { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') }
}

/** A log that nobody reads. */
export const silentLog: Log = {
  debug: () => undefined,
  info: () => undefined,
  warn: () => undefined,
  error: () => undefined,
}
