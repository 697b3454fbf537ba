/** Tells what time it is. Handed in wherever the time matters, so that a test can choose it. */
export type Clock = () => Date

export const systemClock: Clock = () => new Date()

/** A clock that stands still. */
export function fixedClock(moment: Date): Clock {
  return () => new Date(moment)
}
