import type { Occasion } from './occasion.ts'
import type { MissedPolicy } from './schedule.ts'

/** What comes later than this to somebody who skips what was missed is left out. */
export const lateMs = 15 * 60_000

/** Of what a trigger brought since the last look, the oldest first, what is to run. */
export function chooseMissed(
  occasions: readonly Occasion[],
  policy: MissedPolicy,
  now: Date,
): readonly Occasion[] {
  if (policy === 'all') return occasions
  const last = occasions.at(-1)
  if (last === undefined) return []
  if (policy === 'skip' && now.getTime() - last.at.getTime() > lateMs) return []
  return occasions.length === 1
    ? [last]
    : [{ ...last, reason: `${last.reason}, the last of several` }]
}
