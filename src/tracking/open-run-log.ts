import { createLog, type Clock, type Log, type LogLine } from '../base/index.ts'
import { gatherWrites } from './gather-writes.ts'
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

/** A log whose lines go to a run, batch by batch. */
export function openRunLog({ records, now, onLine }: RunLogDeps, runId: RunId): RunLog {
  const writes = gatherWrites<LogLine>((lines) => records.appendLines(runId, lines))
  const log = createLog(now, 'debug', (line) => {
    writes.add(line)
    onLine?.(line)
  })
  return { log, flush: writes.flush }
}
