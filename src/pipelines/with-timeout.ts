import { parseDuration, type Duration } from '../base/index.ts'
import { pipelinesErrors } from './errors.ts'

export interface TimedWork {
  readonly step: string
  readonly signal: AbortSignal
  readonly timeout: Duration | undefined
}

/**
 * Does `work` with a signal that is aborted when the time is over, too. Throws `pipelines.stepTimedOut`
 * then, even if the work doesn't heed its signal.
 */
export async function withTimeout<Result>(
  { step, signal, timeout }: TimedWork,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  if (timeout === undefined) return work(signal)
  const over = new AbortController()
  const error = pipelinesErrors.stepTimedOut({ step, timeout })
  const ended = Promise.withResolvers<never>()
  const timer = setTimeout(() => {
    over.abort(error)
    ended.reject(error)
  }, parseDuration(timeout))
  try {
    return await Promise.race([work(AbortSignal.any([signal, over.signal])), ended.promise])
  } finally {
    clearTimeout(timer)
  }
}
