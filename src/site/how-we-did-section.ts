import { chartKey, type KeyEntry } from './chart-key.ts'
import { csvAddress, toCsv } from './csv.ts'
import type { LeadError } from './forecast-page.ts'
import { html, type Html } from './html.ts'
import { leadSentence } from './lead-sentence.ts'
import { leadTable } from './lead-table.ts'
import type { PageSetting } from './page-setting.ts'

/** How far off forecasts were, by how far ahead they looked, over all places. */
export function howWeDidSection(setting: PageSetting): Html {
  const { page } = setting
  const leads = page.howWeDid
    .filter(({ count }) => count > 0)
    .toSorted((a, b) => a.leadDays - b.leadDays)
  return html`<section class="part ${leads.length > 0 ? 'track' : ''}" aria-labelledby="how-we-did">
    <h2 id="how-we-did">How we did</h2>
    ${leads.length === 0 ? nothingCameTrue(setting) : leadFigure(leads, setting)}
  </section>`
}

function leadFigure(leads: readonly LeadError[], setting: PageSetting): Html {
  const { page, errorFormat } = setting
  const keys: readonly (KeyEntry | undefined)[] = [
    { sign: 'bar', words: 'our forecasts' },
    page.model && { sign: 'reference', words: 'simple guess' },
  ]
  return html`<p>${leadSentence(leads, page.model, errorFormat)}</p>
    <figure class="figure">
      <figcaption>
        <h3>How far off, by days ahead</h3>
        ${chartKey(keys.filter((entry) => entry !== undefined))}
      </figcaption>
      ${leadTable(leads, setting)}
      <p class="figure-foot">
        <span>The mean of all misses, too high and too low alike${overPlaces(setting)}.</span>
        <a download="how-we-did.csv" href="${csvAddress(leadCsv(leads, page.unit))}"
          >Download as CSV</a
        >
      </p>
    </figure>`
}

function overPlaces({ page }: PageSetting): string {
  return page.places.length > 1 ? `, over all ${page.places.length} places` : ''
}

function leadCsv(leads: readonly LeadError[], unit: string): string {
  return toCsv(
    ['lead_days', `mean_absolute_error_${unit}`, 'count'],
    leads.map(({ leadDays, meanAbsoluteError, count }) => [leadDays, meanAbsoluteError, count]),
  )
}

function nothingCameTrue({ page, errorFormat }: PageSetting): Html {
  const tested = page.model && page.model.metrics.mae
  const test =
    tested &&
    html` On held-out days the model was off by ${errorFormat.value(tested.value)} on average, a
    simple guess by ${errorFormat.value(tested.baseline)}.`
  return html`<p class="empty">
    Nothing has come true yet: this fills as reports arrive for the times that were forecast.${test}
  </p>`
}
