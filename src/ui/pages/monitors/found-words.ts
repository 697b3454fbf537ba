interface Found {
  readonly series: string
  readonly slice: string
  readonly found: string
  readonly wanted: string
}

/** `mae of beach=lahinch is 1.4, wanted is at most 1`, `drifted inputs are height, wanted is none`. */
export function foundWords({ series, slice, found, wanted }: Found): string {
  const verb = series.startsWith('drifted ') ? 'are' : 'is'
  return `${seriesTitle(series, slice)} ${verb} ${found}, wanted is ${wanted}`
}

/** `mae`, `mae of beach=lahinch`, `mae 3 days ahead` */
export function seriesTitle(series: string, slice: string): string {
  if (slice === '') return series
  if (leadMsOf(slice) === undefined) return `${series} of ${slice}`
  const lead = slice.slice(aheadStart.length)
  const days = /^(\d+)d$/.exec(lead)?.[1]
  return `${series} ${days === undefined ? lead : aheadWords(Number(days))} ahead`
}

const aheadStart = 'ahead='
const unitMs = { d: 86_400_000, h: 3_600_000, min: 60_000, s: 1000 } as const

/** How far ahead a slice looked, where it is one by that: `ahead=3d`, `ahead=1d6h`. */
export function leadMsOf(slice: string): number | undefined {
  if (!/^ahead=(?:\d+(?:d|h|min|s))+$/.test(slice)) return undefined
  const parts = slice.matchAll(/(\d+)(d|h|min|s)/g)
  return [...parts].reduce(
    (sum, [, count, unit]) => sum + Number(count) * unitMs[unit as keyof typeof unitMs],
    0,
  )
}

/** Whole days; 0 is less than one. */
export function aheadWords(days: number): string {
  if (days === 0) return 'less than a day'
  return days === 1 ? '1 day' : `${days} days`
}
