import { parseDuration, type Duration } from '../base/index.ts'
import { servingErrors } from './errors.ts'

/** How ONNX graphs that were taken in are run: in threads, what comes at the same time together. */
export interface ServiceBatching {
  /** Each has a session of its own, and its share of the processors; 1 if it is absent. */
  readonly threads?: number
  /** So many rows at most are run at once; 1024 if it is absent. */
  readonly rows?: number
  /** A batch shall take no longer, by what batches have taken: then fewer rows go together. 50 ms if it is absent. */
  readonly aim?: Duration
  /** So long at most a thread that is free waits for more rows, where that saves time; not at all if it is absent. */
  readonly wait?: Duration
  /** A thread that takes longer is ended, and another takes its place; 10 s if it is absent. */
  readonly patience?: Duration
}

/** Throws `wrongLimits`. */
export function assertBatching(
  service: string,
  { wait, aim, patience, ...counts }: ServiceBatching,
): void {
  for (const duration of [wait, aim, patience]) if (duration !== undefined) parseDuration(duration)
  for (const [name, found] of Object.entries(counts)) {
    if (!(Number.isInteger(found) && found > 0))
      throw servingErrors.wrongLimits({ service, name: `batching.${name}`, found })
  }
}

/** As the threads want it. */
export function crewOptions({ threads, rows, wait, aim, patience }: ServiceBatching = {}) {
  return {
    ...(threads === undefined ? {} : { threadCount: threads }),
    ...(rows === undefined ? {} : { batchRows: rows }),
    ...(wait === undefined ? {} : { batchWaitMs: parseDuration(wait) }),
    ...(aim === undefined ? {} : { aimMs: parseDuration(aim) }),
    ...(patience === undefined ? {} : { patienceMs: parseDuration(patience) }),
  }
}
