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
  const days = daysAhead(slice)
  return days === undefined ? `${series} of ${slice}` : `${series} ${aheadWords(days)} ahead`
}

/** How many days ahead a slice looked, where it is one by that. */
export function daysAhead(slice: string): number | undefined {
  const days = /^ahead=(\d+)d$/.exec(slice)?.[1]
  return days === undefined ? undefined : Number(days)
}

/** Whole days; 0 is less than one. */
export function aheadWords(days: number): string {
  if (days === 0) return 'less than a day'
  return days === 1 ? '1 day' : `${days} days`
}
