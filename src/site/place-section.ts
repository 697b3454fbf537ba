import { answerSentence, farAheadSentence } from './answer-sentence.ts'
import { cameTrueSection } from './came-true-section.ts'
import { dayTable } from './day-table.ts'
import { forecastFigure } from './forecast-figure.ts'
import { html, type Html } from './html.ts'
import type { PageSetting } from './page-setting.ts'
import type { PlaceOutlook } from './place-outlook.ts'

/** One place: the answer, the forecast, its days, and what came of earlier ones. */
export function placeSection(outlook: PlaceOutlook, setting: PageSetting): Html {
  const { place, anchor, points, days } = outlook
  const hasChart = points.length > 0 || place.reports.length > 0
  const caution = farAheadSentence(outlook, setting)
  return html`<section class="part place" id="${anchor}" aria-labelledby="${anchor}-name">
    <h2 id="${anchor}-name">${place.name}</h2>
    <p class="answer">${answerSentence(outlook, setting)}</p>
    ${caution && html`<p class="note">${caution}</p>`}
    ${hasChart ? forecastFigure(outlook, setting) : undefined}
    <div class="columns">
      ${days.length > 0 ? html`<div>${dayTable(outlook, setting)}</div>` : undefined}
      ${cameTrueSection(outlook, setting)}
    </div>
  </section>`
}
