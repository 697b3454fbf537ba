import { seededRandom } from '../../base/index.ts'
import { isMoment, type Occasion } from './occasion.ts'
import type { Schedule } from './schedule.ts'

/** How long a moment is put off: the same for the same seed and moment, on every machine. */
export function jitterOf({ jitter }: Pick<Schedule, 'jitter'>, occasion: Occasion): number {
  if (jitter === undefined || !isMoment(occasion)) return 0
  return seededRandom(`${jitter.seed} ${occasion.id}`).below(jitter.upToMs)
}
