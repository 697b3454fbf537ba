import { nextDay, type Day, type LocalTime } from './local-time.ts'

export interface DayTick {
  readonly day: Day
  readonly from: Date
  readonly to: Date
}

/** The local days that touch the span, each from its midnight to the next, cut at the span's ends. */
export function dayTicks(from: Date, to: Date, time: LocalTime): readonly DayTick[] {
  const ticks: DayTick[] = []
  let day = time.dayOf(from)
  while (time.startOf(day) < to) {
    const following = nextDay(day)
    ticks.push({
      day,
      from: later(from, time.startOf(day)),
      to: earlier(to, time.startOf(following)),
    })
    day = following
  }
  return ticks
}

function later(a: Date, b: Date): Date {
  return a > b ? a : b
}

function earlier(a: Date, b: Date): Date {
  return a < b ? a : b
}
