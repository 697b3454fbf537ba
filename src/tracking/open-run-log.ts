import { createLog, type Clock, type Log, type LogLine } from '../base/index.ts'
import type { RunRecords } from './run-records.ts'
import type { RunId } from './run.ts'

export interface RunLog {
  readonly log: Log
  /** Resolves when all lines so far are stored; throws what kept them from it. */
  flush(): Promise<void>
}

export interface RunLogDeps {
  readonly records: RunRecords
  readonly now: Clock
  /** Hears each line at once. */
  readonly onLine?: (line: LogLine) => void
}

/** A log whose lines go to a run: while one batch is written, the next gathers. */
export function openRunLog(deps: RunLogDeps, runId: RunId): RunLog {
  let gathered: LogLine[] = []
  let writing: Promise<void> | undefined
  let failure: { readonly error: unknown } | undefined

  async function writeAll(): Promise<void> {
    while (gathered.length > 0) {
      const lines = gathered
      gathered = []
      try {
        await deps.records.appendLines(runId, lines)
      } catch (error) {
        failure ??= { error }
      }
    }
    writing = undefined
  }

  return {
    log: createLog(deps.now, 'debug', (line) => {
      gathered.push(line)
      deps.onLine?.(line)
      writing ??= Promise.resolve().then(writeAll)
    }),
    async flush() {
      await writing
      if (failure !== undefined) throw failure.error
    },
  }
}
