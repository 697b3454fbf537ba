import type { ColumnProfile } from '../../data/index.ts'
import { csvAddress, toCsv } from '../csv.ts'
import { html, type Html } from '../html.ts'
import { columnFacts, type ColumnView } from './column-facts.ts'
import { csvLink } from './csv-link.ts'
import { histogramCsv, histogramOfColumn } from './histogram-chart.ts'
import { anchorOf, shortenText, writeCount } from './write-value.ts'

const shownValues = 8

/** One column: its picture, what it holds in numbers, what stands out of it. */
export function columnSection(view: ColumnView): Html {
  const { column, at, profile } = view
  const alerts = profile.alerts.filter(({ columns }) => columns.includes(column.name))
  return html`<section class="column" id="${anchorOf(at)}" data-name="${column.name}">
    <header>
      <h3>${column.name}</h3>
      <span class="note">${typeWords(column)}</span>
    </header>
    ${column.description === undefined ? undefined : html`<p class="note">${column.description}</p>`}
    ${
      alerts.length === 0
        ? undefined
        : html`<ul class="stands-out">
            ${alerts.map(({ sentence }) => html`<li>${sentence}</li>`)}
          </ul>`
    }
    <div class="column-body">
      <div class="picture">${pictureOf(view)}</div>
      ${columnFacts(view)}
    </div>
  </section>`
}

function typeWords({ kind, type, unit }: ColumnProfile): string {
  const known = kind === 'number' && unit !== undefined ? `, in ${unit}` : ''
  const stored = type.toLowerCase() === kind ? '' : ` (${type.toLowerCase()})`
  return `${kind}${stored}${known}`
}

/** Of many different values, and of numbers, how they lie; of few, how often each is there. */
function pictureOf({ column, before, profile }: ColumnView): Html {
  const { topValues = [], numbers, text, distinctCount, missingCount } = column
  const areMany = distinctCount > 50 && distinctCount > (profile.rowCount - missingCount) / 2
  if (numbers === undefined && topValues.length > 0 && !areMany) {
    return html`${valueBars(column)} ${csvLink(csvAddress(valuesCsv(column)), 'values.csv')}`
  }
  const histogram = numbers?.histogram ?? text?.lengths
  const chart = histogramOfColumn(column, before)
  if (histogram === undefined || chart === undefined) {
    const words =
      column.distinctCount === 0
        ? 'No value in any row.'
        : 'No common values: too many are different.'
    return html`<p class="empty">${words}</p>`
  }
  return html`${numbers === undefined ? html`<p class="note">How long the texts are</p>` : undefined}
  ${chart} ${numbers === undefined ? undefined : commonValues(column)}
  ${csvLink(csvAddress(histogramCsv(histogram)), 'histogram.csv')}`
}

/** Numbers of few values say more by each of them. */
function commonValues(column: ColumnProfile): Html | undefined {
  const { topValues = [], kind } = column
  if (kind !== 'number' || topValues.length < 2) return undefined
  return html`<details>
    <summary>Commonest values</summary>
    ${valueBars(column)}
  </details>`
}

function valuesCsv({ topValues = [] }: ColumnProfile): string {
  return toCsv(
    ['value', 'rows'],
    topValues.map(({ value, count }) => [value, count]),
  )
}

function valueBars({ topValues = [], distinctCount, numbers }: ColumnProfile): Html {
  const most = topValues[0]?.count ?? 1
  const more = distinctCount - Math.min(topValues.length, shownValues)
  const rest = more > 0 ? html`<p class="note">and ${writeCount(more)} more values</p>` : undefined
  const isWide = numbers === undefined
  return html`<table class="values">
      <caption class="unseen">
        The commonest values
      </caption>
      ${topValues.slice(0, shownValues).map(
        ({ value, count }) =>
          html`<tr>
            <th scope="row">
              ${value === '' ? '(empty text)' : shortenText(value, isWide ? 32 : 20)}
            </th>
            <td class="length">
              <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect class="bar" width="${(100 * count) / most}" height="8" />
              </svg>
            </td>
            <td class="number">${writeCount(count)}</td>
          </tr>`,
      )}
    </table>
    ${rest}`
}
