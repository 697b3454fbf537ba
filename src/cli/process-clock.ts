import { parseMoment, systemClock, type Clock } from '../base/index.ts'

/**
 * The clock of this process. With `SWELL_NOW` it believes that it started at that moment: for a replay,
 * a demonstration, a test. Throws `base.notAMoment`.
 */
export function processClock(text: string | undefined, elapsedMs: () => number): Clock {
  if (text === undefined || text === '') return systemClock
  const startedAt = parseMoment(text).getTime()
  return () => new Date(startedAt + elapsedMs())
}
