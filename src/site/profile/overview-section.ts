import type { Profile, ProfileAlert } from '../../data/index.ts'
import { html, type Html } from '../html.ts'
import { columnLink, writeBytes, writeCount, writePercent } from './write-value.ts'

/** The size of the table. */
export function overviewSection(profile: Profile): Html {
  const { rowCount, columns, missingCount, duplicateRowCount, memoryBytes, alerts } = profile
  const cells = rowCount * columns.length
  const duplicates = duplicateRowCount === undefined ? 'not counted' : writeCount(duplicateRowCount)
  const figures: readonly (readonly [string, string, string])[] = [
    ['rows', writeCount(rowCount), ''],
    ['columns', writeCount(columns.length), kindWords(profile)],
    [
      'missing cells',
      writePercent(missingCount / cells),
      `${writeCount(missingCount)} of ${writeCount(cells)}`,
    ],
    [
      'duplicate rows',
      duplicates,
      duplicateRowCount ? writePercent(duplicateRowCount / rowCount) : '',
    ],
    ['in memory', writeBytes(memoryBytes), `${writeBytes(memoryBytes / rowCount)} a row`],
    ['stands out', writeCount(alerts.length), alerts.length === 0 ? 'nothing to look at' : 'below'],
  ]
  return html`<dl class="figures">
    ${figures.map(
      ([name, value, more]) =>
        html`<div>
          <dt>${name}</dt>
          <dd><b>${value}</b> <span class="note">${more}</span></dd>
        </div>`,
    )}
  </dl>`
}

function kindWords({ columns }: Profile): string {
  const counts = Map.groupBy(columns, ({ kind }) => kind)
  return [...counts]
    .map(([kind, found]) => `${found.length} ${kind}${found.length === 1 ? '' : 's'}`)
    .join(', ')
}

const shownColumns = 8
const shownAlerts = 24

export function alertsSection(profile: Profile): Html {
  const { alerts } = profile
  return html`<section class="part" id="alerts">
    <h2>What stands out</h2>
    ${
      alerts.length === 0
        ? html`<p>Nothing: no column is constant, mostly missing, skewed or like another.</p>`
        : html`${alertList(alerts.slice(0, shownAlerts), profile)} ${moreAlerts(profile)}`
    }
  </section>`
}

function moreAlerts(profile: Profile): Html | undefined {
  const rest = profile.alerts.slice(shownAlerts)
  if (rest.length === 0) return undefined
  return html`<details>
    <summary>${writeCount(rest.length)} more</summary>
    ${alertList(rest, profile)}
  </details>`
}

function alertList(alerts: readonly ProfileAlert[], profile: Profile): Html {
  return html`<ul class="alerts">
    ${alerts.map((alert) => alertLine(alert, profile))}
  </ul>`
}

function alertLine({ kind, sentence, columns: names }: ProfileAlert, { columns }: Profile): Html {
  return html`<li>
    <span class="kind">${kind.replaceAll('-', ' ')}</span>
    <span>${sentence}</span>
    <span class="places">
      ${names.slice(0, shownColumns).map((name) => html`${columnLink(columns, name)} `)}
    </span>
  </li>`
}
