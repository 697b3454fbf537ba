const fourDigits = new Intl.NumberFormat('en', { maximumSignificantDigits: 4 })
const wholeNumber = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const exactMoment = new Intl.DateTimeFormat('en-GB', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'UTC',
})
const day = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeZone: 'UTC' })
const dayAndTime = new Intl.DateTimeFormat('en-GB', {
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  hour: '2-digit',
  minute: '2-digit',
  timeZone: 'UTC',
})

/** At most four significant digits: 0.5612, 12.1, 781,800. */
export function formatNumber(value: number): string {
  return fourDigits.format(value).replace('-', '−')
}

/** With so many decimals, as a column has them: 0.5600 beside 0.5612. */
export function formatFixed(value: number, decimals: number): string {
  return fixed(decimals).format(value).replace('-', '−')
}

const fixedFormats = new Map<number, Intl.NumberFormat>()

function fixed(decimals: number): Intl.NumberFormat {
  const digits = { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  const format = fixedFormats.get(decimals) ?? new Intl.NumberFormat('en', digits)
  fixedFormats.set(decimals, format)
  return format
}

/** A chance: 0.0312, or 3.1e-9 where it is small. */
export function formatPValue(value: number): string {
  return value === 0 || value >= 1e-4 ? formatNumber(value) : value.toExponential(1)
}

/** A count, exact to 99,999 and short above: 781.8k. */
export function formatCount(value: number): string {
  if (value < 100_000) return wholeNumber.format(value)
  if (value < 1e6) return `${fourDigits.format(value / 1e3)}k`
  return `${fourDigits.format(value / 1e6)}M`
}

/** A count on an axis, where room is scarce: 400, 40k, 1.2M. */
export function formatTick(value: number): string {
  if (value < 1000) return String(value)
  return value < 1e6 ? `${fourDigits.format(value / 1e3)}k` : `${fourDigits.format(value / 1e6)}M`
}

export function formatWithUnit(value: number, unit: string | undefined): string {
  return unit === undefined ? formatNumber(value) : `${formatNumber(value)} ${unit}`
}

/** `1 run`, `3 runs`; irregular plurals are given. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`
}

const sizes = ['B', 'kB', 'MB', 'GB', 'TB']

export function formatBytes(sizeBytes: number): string {
  const step = sizeBytes < 1000 ? 0 : Math.min(4, Math.floor(Math.log10(sizeBytes) / 3))
  return `${fourDigits.format(sizeBytes / 1000 ** step)} ${sizes[step]}`
}

/** 840 ms, 5.4 s, 3 min 5 s, 2 h 10 min, 4 d 3 h. */
export function formatDuration(ms: number): string {
  if (ms < 1000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1000).toFixed(ms < 10_000 ? 1 : 0)} s`
  if (ms < 3_600_000) return twoUnits(ms, [60_000, 'min'], [1000, 's'])
  if (ms < 86_400_000) return twoUnits(ms, [3_600_000, 'h'], [60_000, 'min'])
  return twoUnits(ms, [86_400_000, 'd'], [3_600_000, 'h'])
}

type Unit = readonly [ms: number, name: string]

function twoUnits(ms: number, big: Unit, small: Unit): string {
  const whole = Math.floor(ms / big[0])
  const rest = Math.floor((ms - whole * big[0]) / small[0])
  return rest === 0 || whole >= 10 ? `${whole} ${big[1]}` : `${whole} ${big[1]} ${rest} ${small[1]}`
}

/** `3 min ago`, `in 4 h`, `just now`: one unit is enough for a distance. */
export function formatDistance(at: string, nowMs: number): string {
  const ms = Date.parse(at) - nowMs
  const distance = Math.abs(ms)
  if (distance < 5_000) return 'just now'
  const text = oneUnit(distance)
  return ms < 0 ? `${text} ago` : `in ${text}`
}

function oneUnit(ms: number): string {
  if (ms < 60_000) return `${Math.round(ms / 1000)} s`
  if (ms < 3_600_000) return `${Math.round(ms / 60_000)} min`
  if (ms < 36 * 3_600_000) return `${Math.round(ms / 3_600_000)} h`
  return `${Math.round(ms / 86_400_000)} d`
}

/** 21 Nov 2026, 06:00:03 UTC */
export function formatMoment(at: string): string {
  return `${exactMoment.format(new Date(at))} UTC`
}

/** 21 Nov 2026, in UTC. */
export function formatDay(at: string | Date): string {
  return day.format(new Date(at))
}

/** Sat, 21 Nov, 06:00, in UTC. */
export function formatDayAndTime(at: string | Date): string {
  return dayAndTime.format(new Date(at)).replaceAll(',', '')
}

/** `swl_…c1k2m9`: enough to tell two apart. */
export function shortId(id: string): string {
  const [prefix, rest] = id.includes('_') ? id.split('_', 2) : ['', id]
  if (rest === undefined || rest.length <= 10) return id
  return `${prefix === '' ? '' : `${prefix}_`}…${rest.slice(-6)}`
}
