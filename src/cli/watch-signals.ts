import { exitCodes } from './exit-code.ts'

export interface Signals {
  /** Aborted by Ctrl-C, or by a polite request to end. */
  readonly signal: AbortSignal
  readonly close: () => void
}

/** The first Ctrl-C asks what runs to end cleanly; the second ends it at once. */
export function watchSignals(): Signals {
  const controller = new AbortController()
  const stop = () => {
    if (controller.signal.aborted) {
      // eslint-disable-next-line unicorn/no-process-exit -- asked for twice
      process.exit(exitCodes.interrupted)
    }
    controller.abort()
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
  return {
    signal: controller.signal,
    close: () => {
      process.off('SIGINT', stop)
      process.off('SIGTERM', stop)
    },
  }
}
