import { describeTrigger, nextRuns } from '../../pipelines/index.ts'
import type { Every, Monitor } from './monitor.ts'

/** When a monitor runs next; undefined where it waits for an event. */
export function nextDueAt({ every }: Pick<Monitor, 'every'>, now: Date): Date | undefined {
  return every.kind === 'schedule' ? nextRuns(every.schedule.on, 1, now)[0] : undefined
}

export function describeEvery(every: Every): string {
  if (every.kind === 'predictions') return `every ${every.count} predictions`
  return every.schedule.on.map(describeTrigger).join(', ')
}
