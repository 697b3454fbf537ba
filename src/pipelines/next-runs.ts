import { Cron } from 'croner'

/** The next `count` moments after `from` at which `schedule` is due. Throws where it can't be read. */
export function nextRuns(schedule: string, count: number, from: Date, timeZone = 'UTC'): Date[] {
  return new Cron(schedule, { timezone: timeZone, mode: '5-part' }).nextRuns(count, from)
}
