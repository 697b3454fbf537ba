import { setTimeout as pause } from 'node:timers/promises'
import {
  formatDuration,
  isSwellError,
  parseDuration,
  systemErrorCode,
  type Duration,
} from '../base/index.ts'

/** When and how often a step that failed is tried again. */
export interface Retry {
  /** How often in all, the first time included. */
  readonly times: number
  /**
   * Kinds of failure: an error's code (`pipelines.stepTimedOut`), kind (`outside`), name (`TimeoutError`)
   * or system code (`ECONNRESET`). Any other failure counts at once.
   */
  readonly on: readonly string[]
  /** Before the second try; twice as long before each further one. `1s` if it is absent. */
  readonly wait?: Duration
}

export interface RetryDeps {
  readonly signal: AbortSignal
  readonly warn: (text: string) => void
}

/** Does `work`, again where `retry` says so. Throws what the last try has thrown. */
export async function withRetries<Result>(
  { signal, warn }: RetryDeps,
  retry: Retry | undefined,
  work: () => Promise<Result>,
): Promise<Result> {
  if (retry === undefined) return work()
  let waitMs = parseDuration(retry.wait ?? '1s')
  for (let turn = 1; ; turn += 1) {
    try {
      return await work()
    } catch (error) {
      const isOver = turn >= retry.times || signal.aborted || !isNamed(error, retry.on)
      if (isOver) throw error
      const problem = error instanceof Error ? error.message : String(error)
      warn(`try ${turn} of ${retry.times}: ${problem}; again in ${formatDuration(waitMs)}`)
      await pause(waitMs, undefined, { signal })
      waitMs *= 2
    }
  }
}

function isNamed(error: unknown, kinds: readonly string[]): boolean {
  const names = [
    ...(isSwellError(error) ? [error.code, error.kind] : []),
    ...(error instanceof Error ? [error.name] : []),
    systemErrorCode(error),
  ]
  return names.some((name) => name !== undefined && kinds.includes(name))
}
