import type { SeriesTable } from 'groundswell'

interface Told {
  readonly area: string
  readonly day: Date
}

/** The rows of the groups that a forecast reads, each area and day once. */
export interface Known {
  readonly prices: readonly (Told & { readonly price: number })[]
  readonly outlook: readonly (Told & { readonly temperature: number; readonly wind: number })[]
  readonly holidays: readonly (Told & { readonly typeOfDay: string })[]
}

/** A row for each area and day of which the outlook tells: of days to come the price is missing. */
export function toSeriesTable({ prices, outlook, holidays }: Known): SeriesTable {
  const priceOf = new Map(prices.map((row) => [nameOf(row), row.price]))
  const typeOf = new Map(holidays.map((row) => [nameOf(row), row.typeOfDay]))
  const number = (name: string, of: (row: Known['outlook'][number]) => number) => ({
    name,
    kind: 'number' as const,
    values: Float64Array.from(outlook, of),
  })
  const days: SeriesTable['known'] = [
    number('temperature', ({ temperature }) => temperature),
    number('wind', ({ wind }) => wind),
    { name: 'typeOfDay', kind: 'category', values: outlook.map((row) => typeOf.get(nameOf(row))) },
  ]
  return {
    series: outlook.map(({ area }) => area),
    times: Float64Array.from(outlook, ({ day }) => day.getTime()),
    target: Float64Array.from(outlook, (row) => priceOf.get(nameOf(row)) ?? Number.NaN),
    known: days,
    // What the last price goes with: a change is one from day to day.
    past: days,
  }
}

function nameOf({ area, day }: Told): string {
  return `${area}/${day.getTime()}`
}
