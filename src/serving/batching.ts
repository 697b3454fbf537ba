import { parseDuration, type Duration } from '../base/index.ts'
import { servingErrors } from './errors.ts'

/** How ONNX graphs that were taken in are run: in threads, what comes at the same time together. */
export interface ServiceBatching {
  /** Each has a session of its own, and its share of the processors; 1 if it is absent. */
  readonly threads?: number
  /** So many rows at most are run at once; 1024 if it is absent. */
  readonly rows?: number
  /** So long a thread that is free waits for more rows; not at all if it is absent. */
  readonly wait?: Duration
  /** A thread that takes longer is ended, and another takes its place; 10 s if it is absent. */
  readonly patience?: Duration
}

/** Throws `wrongLimits`. */
export function assertBatching(
  service: string,
  { wait, patience, ...counts }: ServiceBatching,
): void {
  for (const duration of [wait, patience]) if (duration !== undefined) parseDuration(duration)
  for (const [name, found] of Object.entries(counts)) {
    if (!(Number.isInteger(found) && found > 0))
      throw servingErrors.wrongLimits({ service, name: `batching.${name}`, found })
  }
}

/** As the threads want it. */
export function crewOptions({ threads, rows, wait, patience }: ServiceBatching = {}) {
  return {
    ...(threads === undefined ? {} : { threadCount: threads }),
    ...(rows === undefined ? {} : { batchRows: rows }),
    ...(wait === undefined ? {} : { batchWaitMs: parseDuration(wait) }),
    ...(patience === undefined ? {} : { patienceMs: parseDuration(patience) }),
  }
}
