import { formatCount, formatDayAndTime, formatNumber } from '../../format.ts'

/** A value on its own line: moments for people, numbers in four digits. */
export function cellText(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'number') {
    return Number.isInteger(value) ? formatCount(value) : formatNumber(value)
  }
  if (typeof value === 'string' && /^\d{4}-\d\d-\d\dT/.test(value)) {
    return `${formatDayAndTime(value)} UTC`
  }
  return typeof value === 'string' ? value : JSON.stringify(value)
}
