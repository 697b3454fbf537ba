import type { Profile } from '../../data/index.ts'
import { html, type Html } from '../html.ts'
import { writeCount } from './write-value.ts'

const mostColumns = 24

/** Pearson below, Spearman above the diagonal, coloured by sign and strength. */
export function correlationSection({ correlations, rowCount }: Profile): Html {
  const { pairs, rowCount: measured } = correlations
  const names = correlations.columns.slice(0, mostColumns)
  if (names.length < 2) return html``
  const found = new Map(pairs.map((pair) => [`${pair.first}\n${pair.second}`, pair]))
  const valueOf = (row: string, column: string) => {
    const [rowAt, columnAt] = [names.indexOf(row), names.indexOf(column)]
    return rowAt > columnAt
      ? found.get(`${column}\n${row}`)?.pearson
      : found.get(`${row}\n${column}`)?.spearman
  }
  const on = measured < rowCount ? ` Measured on ${writeCount(measured)} of the rows.` : ''
  const cut = names.length < correlations.columns.length ? ` The first ${mostColumns} columns.` : ''
  return html`<section class="part" id="correlations">
    <h2>Which numbers go together</h2>
    <p>Pearson below the diagonal, Spearman (of ranks) above it.${on}${cut}</p>
    <div class="scroll">
      <table class="matrix">
        <thead>
          <tr>
            <td></td>
            ${names.map((name) => html`<th scope="col"><span>${name}</span></th>`)}
          </tr>
        </thead>
        <tbody>
          ${names.map(
            (row) =>
              html`<tr>
                <th scope="row">${row}</th>
                ${names.map((column) => cellOf(row === column ? 'same' : valueOf(row, column)))}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`
}

function cellOf(value: number | 'same' | undefined): Html {
  if (value === 'same') return html`<td class="same"></td>`
  if (value === undefined) return html`<td>–</td>`
  const step = Math.min(7, Math.max(1, 4 + Math.round(value * 3)))
  return html`<td class="signed-${step}">
    ${value
      .toFixed(2)
      .replace(/^-0\.00$/, '0.00')
      .replace('-', '−')}
  </td>`
}
