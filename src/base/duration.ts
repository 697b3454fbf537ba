import { baseErrors } from './errors.ts'

/** A length of time as people write it: `20ms`, `30s`, `5m`, `12h`, `3d`, `2w`. */
export type Duration = `${number}${'ms' | 's' | 'm' | 'h' | 'd' | 'w'}`

const unitMs: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
}

/** Two hundred years: a thousand of them before now is still a moment that there is. */
const longestMs = 200 * 366 * 86_400_000

/** Milliseconds of a duration. Throws `base.notADuration`, or `base.durationTooLong` beyond two hundred years. */
export function parseDuration(text: string): number {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h|d|w)$/.exec(text)
  const unit = unitMs[match?.[2] ?? '']
  if (match === null || unit === undefined) throw baseErrors.notADuration({ text })
  const ms = Number(match[1]) * unit
  if (ms > longestMs) throw baseErrors.durationTooLong({ text })
  return ms
}

/** A length of time for people: `840 ms`, `12 s`, `3 min 5 s`, `2 h 10 min`, `4 d 3 h`. */
export function formatDuration(ms: number): string {
  // What would round to a whole larger unit is told in that: no `1000 ms`, no `60 s`.
  if (ms < 999.5) return `${Math.round(ms)} ms`
  if (ms < 9_950) return `${(ms / 1000).toFixed(1)} s`
  if (ms < 59_500) return `${Math.round(ms / 1000)} s`
  if (ms < 3_600_000) return twoUnits(Math.max(ms, 60_000), 60_000, 'min', 1000, 's')
  if (ms < 86_400_000) return twoUnits(ms, 3_600_000, 'h', 60_000, 'min')
  return twoUnits(ms, 86_400_000, 'd', 3_600_000, 'h')
}

function twoUnits(ms: number, big: number, bigName: string, small: number, smallName: string) {
  const whole = Math.floor(ms / big)
  const rest = Math.floor((ms - whole * big) / small)
  return rest === 0 ? `${whole} ${bigName}` : `${whole} ${bigName} ${rest} ${smallName}`
}
