import { cameTrueSection } from './came-true-section.ts'
import { dayTable } from './day-table.ts'
import { forecastFigure } from './forecast-figure.ts'
import { html, type Html } from './html.ts'
import type { PageSetting } from './page-setting.ts'
import { placeAnswer } from './place-answer.ts'
import type { PlaceOutlook } from './place-outlook.ts'

/** One place: the forecast, its days, what came of earlier ones; first the answer, unless the page's head gave it. */
export function placeSection(outlook: PlaceOutlook, setting: PageSetting): Html {
  const { place, anchor, points, days } = outlook
  const isAlone = setting.page.places.length === 1
  const hasChart = points.length > 0 || place.reports.length > 0
  return html`<section class="part place" id="${anchor}" aria-labelledby="${anchor}-name">
    <h2 id="${anchor}-name" ${isAlone ? html` class="unseen"` : undefined}>${place.name}</h2>
    ${isAlone ? undefined : placeAnswer(outlook, setting)}
    ${hasChart ? forecastFigure(outlook, setting) : undefined}
    <div class="columns">
      ${days.length > 0 ? html`<div>${dayTable(outlook, setting)}</div>` : undefined}
      ${cameTrueSection(outlook, setting)}
    </div>
  </section>`
}
