import { parseDuration } from '../../base/index.ts'
import type { Retraining } from './define-retraining.ts'

/** Whether it is time to look at a policy that was looked at then. */
export function isRetrainingDue(
  { every }: Pick<Retraining, 'every'>,
  lookedAt: Date | undefined,
  now: Date,
): boolean {
  if (every === undefined) return false
  // A clock that went back says nothing of how long ago that was.
  if (lookedAt === undefined || lookedAt > now) return true
  return now.getTime() - lookedAt.getTime() >= parseDuration(every)
}
