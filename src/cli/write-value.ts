import { formatDuration } from '../base/quick.ts'

/** `3 min ago`, `in 2 h 10 min`, `just now`; a dash where there is no moment. */
export function writeAgo(moment: string | Date | null | undefined, now: Date): string {
  if (moment === null || moment === undefined) return '–'
  const ageMs = now.getTime() - new Date(moment).getTime()
  if (Math.abs(ageMs) < 2000) return 'just now'
  const length = coarse(Math.abs(ageMs))
  return ageMs > 0 ? `${length} ago` : `in ${length}`
}

/** One unit is enough to say how long ago something was. */
function coarse(ms: number): string {
  if (ms < 60_000) return `${Math.round(ms / 1000)} s`
  const [first = ''] = /^\d+ \S+/.exec(formatDuration(ms)) ?? []
  return first
}

/** A moment to the minute: `2026-11-21 08:50 UTC`. */
export function writeMoment(moment: string | Date | null | undefined): string {
  if (moment === null || moment === undefined) return '–'
  return `${new Date(moment).toISOString().slice(0, 16).replace('T', ' ')} UTC`
}

/** `50,000`. Not by `toLocaleString`, which takes ten milliseconds to know its first number. */
export function writeCount(count: number): string {
  if (!Number.isInteger(count)) return count.toLocaleString('en')
  return String(count).replaceAll(/\B(?=(?:\d{3})+$)/g, ',')
}

/** `12 rows`, `1 row`. */
export function writeCounted(count: number, noun: string): string {
  return `${writeCount(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** A measured number to three digits; a dash where there is none. */
export function writeNumber(value: number | null | undefined, unit?: string): string {
  if (value === null || value === undefined || Number.isNaN(value)) return '–'
  const digits = Math.abs(value) >= 1000 ? Math.round(value) : Number(value.toPrecision(3))
  const text = Number.isInteger(digits) ? writeCount(digits) : fixed(digits)
  return unit === undefined ? text : `${text} ${unit}`
}

/** 3 digits in all, trailing zeros kept, so that numbers of one size align. */
function fixed(value: number): string {
  return Math.abs(value) < 0.001
    ? value.toExponential(1)
    : value.toFixed(Math.abs(value) < 10 ? 2 : 1)
}

export function writeBytes(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000
    unit += 1
  }
  return `${unit === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[unit]}`
}

/** A value of a table: moments to the second, numbers short, nothing as a dash. */
export function writeCell(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (value instanceof Date) return value.toISOString().replace('.000Z', 'Z')
  if (typeof value === 'number')
    return Number.isInteger(value) ? writeCount(value) : writeNumber(value)
  return writeAny(value).replace(/^(\d{4}-\d\d-\d\dT[\d:]{8})\.000Z$/, '$1Z')
}

/** A value of a key, as it is written where a key is asked for. */
export function writeKeyCell(value: unknown): string {
  return typeof value === 'number' ? String(value) : writeCell(value)
}

/** Any value of JSON as a person would write it. */
export function writeAny(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing')
}
