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

/** `mae`, `mae of beach=lahinch` */
export function seriesTitle(series: string, slice: string): string {
  return slice === '' ? series : `${series} of ${slice}`
}
