import { chartKey, type KeyEntry } from './chart-key.ts'
import { chartReadings } from './chart-readings.ts'
import { chartSizes } from './chart-size.ts'
import { csvAddress } from './csv.ts'
import { hoursBetween } from './error-at-lead.ts'
import { forecastChart } from './forecast-chart.ts'
import { forecastCsv } from './forecast-csv.ts'
import { html, jsonForHtml, type Html } from './html.ts'
import type { PageSetting } from './page-setting.ts'
import type { PlaceOutlook } from './place-outlook.ts'

/** The forecast of a place: chart in all sizes, key, words for those who can't see it, data. */
export function forecastFigure(outlook: PlaceOutlook, setting: PageSetting): Html {
  const { madeAt, time } = setting
  return html`<figure class="figure" data-readings>
    <figcaption>
      <h3>${chartTitle(outlook, setting)}</h3>
      ${chartKey(keyEntries(outlook, setting))}
    </figcaption>
    ${chartSizes.map((size) => forecastChart(outlook, setting, size))}
    <p class="unseen" id="${outlook.anchor}-said">${spoken(outlook, setting)}</p>
    <p class="unseen" aria-live="polite"></p>
    <p class="figure-foot">
      <span>Made ${time.moment(madeAt)}. Times are those of ${time.timeZone}.</span>
      ${outlook.points.length > 0 ? csvLink(outlook, setting) : undefined}
    </p>
    <script type="application/json">
      ${jsonForHtml(chartReadings(outlook, setting))}
    </script>
  </figure>`
}

function csvLink(outlook: PlaceOutlook, setting: PageSetting): Html {
  const address = csvAddress(forecastCsv(outlook, setting))
  return html`<a download="${outlook.anchor}-forecast.csv" href="${address}">Download as CSV</a>`
}

function chartTitle({ place, points }: PlaceOutlook, { madeAt }: PageSetting): string {
  const last = points.at(-1)
  if (last === undefined) return `Reports from ${place.name}`
  const dayCount = Math.round(hoursBetween(madeAt, last.at) / 24)
  return dayCount > 1 ? `The next ${dayCount} days at ${place.name}` : `Forecast for ${place.name}`
}

function keyEntries({ place, points }: PlaceOutlook, { page }: PageSetting): readonly KeyEntry[] {
  const hasErrors = points.some(({ low, high }) => low < high)
  const measured = page.howWeDid.length > 0 ? 'how far off we usually are' : 'likely error'
  const entries: (KeyEntry | false)[] = [
    points.length > 0 && { sign: 'forecast', words: 'forecast' },
    hasErrors && { sign: 'band', words: measured },
    place.reports.length > 0 && { sign: 'report', words: 'reported' },
    place.earlier.length > 0 && { sign: 'said', words: 'what we had said' },
  ]
  return entries.filter((entry) => entry !== false)
}

function spoken({ points, days }: PlaceOutlook, { format, time }: PageSetting): string {
  const [first, last] = [points[0], points.at(-1)]
  if (first === undefined || last === undefined || days.length === 0) return 'No forecast to show.'
  const lowest = Math.min(...days.map((day) => day.lowest))
  const highest = Math.max(...days.map((day) => day.highest))
  const span = `from ${time.moment(first.at)} to ${time.moment(last.at)}`
  const range = `between ${format.number(lowest)} and ${format.value(highest)}`
  return `A line ${span}, ${range}. The table below gives each day. Arrow keys read the values one by one.`
}
