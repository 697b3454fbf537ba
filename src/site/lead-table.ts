import type { LeadError, PageModel } from './forecast-page.ts'
import { html, type Html } from './html.ts'
import { linearScale } from './linear-scale.ts'
import type { PageSetting } from './page-setting.ts'
import { px } from './svg-path.ts'

/**
 * The error by days of lead as bars in a table, with the baseline's error as a dashed line through
 * all of them: chart and table in one.
 */
export function leadTable(leads: readonly LeadError[], { page, errorFormat }: PageSetting): Html {
  const baseline = page.model?.metrics.mae.baseline
  const largest = Math.max(
    baseline ?? 0,
    ...leads.map(({ meanAbsoluteError }) => meanAbsoluteError),
  )
  const x = linearScale([0, largest * 1.04], [0, 100])
  return html`<table class="leads">
    <thead>
      <tr>
        <th scope="col">Ahead</th>
        <td></td>
        <th scope="col" class="number">Off by, ${page.unit}</th>
        <th scope="col" class="number">Compared</th>
      </tr>
    </thead>
    <tbody>
      ${leads.map(
        ({ leadDays, meanAbsoluteError, count }) =>
          html`<tr>
            <th scope="row">${leadWords(leadDays)}</th>
            <td class="range">${leadBar(x(meanAbsoluteError), baseline && x(baseline))}</td>
            <td class="number">${errorFormat.number(meanAbsoluteError)}</td>
            <td class="number">${count.toLocaleString('en')}</td>
          </tr>`,
      )}
      ${page.model && baselineRow(page.model, x, errorFormat.number)}
    </tbody>
  </table>`
}

function leadWords(days: number): string {
  if (days < 1) return 'under 1 day'
  return days === 1 ? '1 day' : `${days} days`
}

function baselineRow(
  { metrics }: PageModel,
  x: (value: number) => number,
  number: (value: number) => string,
): Html {
  const { baseline } = metrics.mae
  return html`<tr class="reference-row">
    <th scope="row">Simple guess</th>
    <td class="range">${leadBar(0, x(baseline))}</td>
    <td class="number">${number(baseline)}</td>
    <td></td>
  </tr>`
}

function leadBar(length: number, reference: number | undefined): Html {
  return html`<svg viewBox="0 0 100 32" preserveAspectRatio="none" aria-hidden="true">
    <rect class="bar" x="0" y="10" width="${px(length)}" height="12" />
    ${
      reference !== undefined
        ? html`<line
            class="reference"
            x1="${px(reference)}"
            x2="${px(reference)}"
            y1="0"
            y2="32"
          />`
        : undefined
    }
  </svg>`
}
