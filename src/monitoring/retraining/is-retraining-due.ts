import { parseDuration } from '../../base/index.ts'
import type { Retraining } from './define-retraining.ts'

/** Whether it is time to look at a policy that was looked at then. */
export function isRetrainingDue(
  { every }: Pick<Retraining, 'every'>,
  lookedAt: Date | undefined,
  now: Date,
): boolean {
  if (every === undefined) return false
  return lookedAt === undefined || now.getTime() - lookedAt.getTime() >= parseDuration(every)
}
