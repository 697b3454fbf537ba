import { Cron } from 'croner'
import { parseDuration } from '../../base/index.ts'
import { isTimed, type TimeTrigger, type Trigger } from './trigger.ts'

/** The next `count` moments after `from` at which any of the triggers is due; events can't be foretold. */
export function nextRuns(triggers: readonly Trigger[], count: number, from: Date): Date[] {
  const moments = triggers.filter(isTimed).flatMap((trigger) => nextOf(trigger, count, from))
  return inOrder(moments).slice(0, count)
}

/** The last `count` moments of a trigger up to `until` and after `since`, the oldest first. */
export function lastRuns(trigger: TimeTrigger, count: number, since: Date, until: Date): Date[] {
  return lastOf(trigger, count, until)
    .filter((moment) => moment > since && moment <= until)
    .toSorted((a, b) => a.getTime() - b.getTime())
}

/** Every moment from `since` on and before `until`, of which there may be many. */
export function momentsBetween(triggers: readonly Trigger[], since: Date, until: Date): Date[] {
  const moments: Date[] = []
  let from = new Date(since.getTime() - 1)
  while (true) {
    const found = nextRuns(triggers, 1000, from)
    const inside = found.filter((moment) => moment < until)
    moments.push(...inside)
    const last = inside.at(-1)
    if (last === undefined || inside.length < 1000) return moments
    from = last
  }
}

function nextOf(trigger: TimeTrigger, count: number, from: Date): Date[] {
  if (trigger.kind === 'cron') return cronOf(trigger).nextRuns(count, from)
  const everyMs = parseDuration(trigger.every)
  const first = Math.max(0, Math.floor((from.getTime() - trigger.from.getTime()) / everyMs) + 1)
  return atMultiples(trigger, everyMs, first, count)
}

function lastOf(trigger: TimeTrigger, count: number, until: Date): Date[] {
  // A run at the very moment isn't among the previous ones.
  const after = new Date(until.getTime() + 1)
  if (trigger.kind === 'cron') return cronOf(trigger).previousRuns(count, after)
  const everyMs = parseDuration(trigger.every)
  const last = Math.floor((until.getTime() - trigger.from.getTime()) / everyMs)
  const first = Math.max(0, last - count + 1)
  return atMultiples(trigger, everyMs, first, Math.max(0, last - first + 1))
}

function atMultiples(
  { from }: Extract<TimeTrigger, { kind: 'interval' }>,
  everyMs: number,
  first: number,
  count: number,
): Date[] {
  return Array.from({ length: count }, (_, at) => new Date(from.getTime() + (first + at) * everyMs))
}

/** Throws where the pattern or the zone can't be read. */
function cronOf({ cron, timeZone }: Extract<TimeTrigger, { kind: 'cron' }>): Cron {
  return new Cron(cron, { timezone: timeZone, mode: '5-part' })
}

function inOrder(moments: readonly Date[]): Date[] {
  const times = new Set(moments.map((moment) => moment.getTime()))
  return [...times].toSorted((a, b) => a - b).map((time) => new Date(time))
}
