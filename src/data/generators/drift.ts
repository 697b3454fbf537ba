import type { Moment } from './maker.ts'

/** A parameter that goes evenly from `start` to `end` between two moments, and stays there. */
export function ramp(options: {
  readonly from: Date
  readonly to: Date
  readonly start: number
  readonly end: number
}): (row: unknown, moment: Moment) => number {
  const { from, to, start, end } = options
  return (_row, { at }) => {
    if (at >= to) return end
    if (at <= from) return start
    const done = (at.getTime() - from.getTime()) / (to.getTime() - from.getTime())
    return start + (end - start) * done
  }
}

/** A parameter that is another from a moment on. */
export function jump<Value>(options: {
  readonly at: Date
  readonly before: Value
  readonly after: Value
}): (row: unknown, moment: Moment) => Value {
  return (_row, { at }) => (at < options.at ? options.before : options.after)
}
