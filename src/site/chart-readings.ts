import type { PageSetting } from './page-setting.ts'
import type { PlaceOutlook } from './place-outlook.ts'
import { shortestLeads } from './shortest-leads.ts'

/** What the pointer can find in a chart: when, how high, and the words for both. */
export type ChartReading = readonly [atMs: number, value: number, words: string]

/** The reports of the past and the forecast, in order of time. */
export function chartReadings(
  outlook: PlaceOutlook,
  setting: PageSetting,
): readonly ChartReading[] {
  const { time, format } = setting
  const said = new Map(
    shortestLeads(outlook.place.earlier).map((each) => [each.at.getTime(), each]),
  )
  const past = outlook.place.reports.map(({ at, value }): ChartReading => {
    const before = said.get(at.getTime())
    const words = before === undefined ? '' : `, we said ${format.number(before.predicted)}`
    return [at.getTime(), value, `${time.moment(at)}: ${format.value(value)} reported${words}`]
  })
  const toCome = outlook.points.map(({ at, value, low, high }): ChartReading => {
    const interval = low < high ? ` (${format.number(low)} to ${format.number(high)})` : ''
    return [at.getTime(), value, `${time.moment(at)}: ${format.value(value)}${interval}`]
  })
  return [...past, ...toCome]
    .filter(([, value]) => Number.isFinite(value))
    .toSorted((a, b) => a[0] - b[0])
}
