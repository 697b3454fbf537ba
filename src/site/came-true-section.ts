import { cameTrueCharts } from './came-true-chart.ts'
import { chartKey } from './chart-key.ts'
import { csvAddress } from './csv.ts'
import { cameTrueCsv } from './forecast-csv.ts'
import type { CameTrue } from './forecast-page.ts'
import { html, type Html } from './html.ts'
import { shortDay } from './local-time.ts'
import type { PageSetting } from './page-setting.ts'
import type { PlaceOutlook } from './place-outlook.ts'
import { shortestLeads } from './shortest-leads.ts'

const rowsShown = 7

/** What we said and what came at one place: sentence, chart, the newest as a table. */
export function cameTrueSection(outlook: PlaceOutlook, setting: PageSetting): Html {
  const earlier = shortestLeads(outlook.place.earlier)
  if (earlier.length === 0) return nothingCameTrue(outlook)
  const keys = chartKey([
    { sign: 'said', words: 'what we had said' },
    { sign: 'report', words: 'what came' },
  ])
  return html`<figure class="figure came-true">
    <figcaption>
      <h3>What we said and what came</h3>
      ${keys}
    </figcaption>
    <p id="${outlook.anchor}-off">${offSentence(earlier, setting)}</p>
    ${cameTrueCharts(earlier, outlook, setting)} ${cameTrueTable(earlier, setting)}
    <p class="figure-foot">
      <span>The last forecast before each report.</span>
      <a
        download="${outlook.anchor}-came-true.csv"
        href="${csvAddress(cameTrueCsv(outlook, setting))}"
        >Download all as CSV</a
      >
    </p>
  </figure>`
}

function nothingCameTrue({ place }: PlaceOutlook): Html {
  const reason =
    place.reports.length === 0
      ? `There are no reports from ${place.name} yet to compare forecasts with.`
      : 'No forecast has come true yet. The first can be compared when a report for its time arrives.'
  return html`<div class="came-true">
    <h3>What we said and what came</h3>
    <p class="empty">${reason}</p>
  </div>`
}

function offSentence(earlier: readonly CameTrue[], { format, errorFormat }: PageSetting): string {
  const misses = earlier.map(({ predicted, observed }) => Math.abs(predicted - observed))
  const mean = misses.reduce((sum, miss) => sum + miss, 0) / misses.length
  const times =
    misses.length === 1 ? 'Once compared' : `${misses.length.toLocaleString('en')} times compared`
  return `${times}, off by ${errorFormat.value(mean)} on average, ${format.value(Math.max(...misses))} at most.`
}

function cameTrueTable(earlier: readonly CameTrue[], { page, time, format }: PageSetting): Html {
  const newest = earlier.slice(-rowsShown).toReversed()
  return html`<table>
    <thead>
      <tr>
        <th scope="col">Time</th>
        <th scope="col" class="number">Said, ${page.unit}</th>
        <th scope="col" class="number">Came, ${page.unit}</th>
        <th scope="col" class="number">Off by</th>
        <th scope="col" class="number">Ahead</th>
      </tr>
    </thead>
    <tbody>
      ${newest.map(
        ({ at, predicted, observed, leadHours }) =>
          html`<tr>
            <th scope="row">
              ${shortDay(time.dayOf(at))}<span class="number clock">, ${time.clock(at)}</span>
            </th>
            <td class="number">${format.number(predicted)}</td>
            <td class="number">${format.number(observed)}</td>
            <td class="number">${signed(format.number(predicted - observed))}</td>
            <td class="number">${aheadOf(leadHours)}</td>
          </tr>`,
      )}
    </tbody>
  </table>`
}

/** "+0.4", with a true minus sign, and no sign on what rounds to zero. */
function signed(number: string): string {
  if (/^-?[0.,]+$/.test(number)) return number.replace('-', '')
  return number.startsWith('-') ? number.replace('-', '−') : `+${number}`
}

function aheadOf(leadHours: number): string {
  return leadHours < 48 ? `${Math.round(leadHours)} h` : `${Math.round(leadHours / 24)} days`
}
