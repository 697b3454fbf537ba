import type { Profile } from '../../data/index.ts'
import { html, type Html } from '../html.ts'
import { shortenText, writeNumber } from './write-value.ts'

/** The first rows, as they are. */
export function sampleSection({ sample, columns }: Profile): Html {
  return html`<section class="part" id="sample">
    <h2>The first rows</h2>
    <div class="scroll">
      <table>
        <thead>
          <tr>
            ${columns.map(
              ({ name, kind }) =>
                html`<th scope="col" class="${kind === 'number' ? 'number' : ''}">${name}</th>`,
            )}
          </tr>
        </thead>
        <tbody>
          ${sample.map(
            (row) =>
              html`<tr>
                ${columns.map(
                  ({ name, kind }) =>
                    html`<td class="${kind === 'number' ? 'number' : ''}">
                      ${writeCell(row[name])}
                    </td>`,
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </section>`
}

function writeCell(value: unknown): string {
  if (value === null || value === undefined) return '–'
  if (typeof value === 'number') return Number.isInteger(value) ? String(value) : writeNumber(value)
  if (typeof value !== 'string') return JSON.stringify(value)
  return shortenText(value.replace(/T00:00:00\.000Z$/, '').replace(/\.000Z$/, 'Z'))
}
