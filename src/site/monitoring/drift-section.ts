import type { ColumnDriftReply, DriftReply } from '../../api/index.ts'
import { html, type Html } from '../html.ts'
import { writeCount, writeNumber, writePercent } from '../profile/write-value.ts'
import { binPicture } from './bin-picture.ts'

const sides: Readonly<Record<DriftReply['of'], string>> = {
  inputs: 'What the model was given',
  predictions: 'What it said',
  outcomes: 'What came true',
  rows: 'The rows',
}

/** One side of what is watched, column by column beside its reference. */
export function driftSection(drift: DriftReply): Html {
  const columns = drift.columns.toSorted((a, b) => Number(b.drifted) - Number(a.drifted))
  return html`<section class="part" id="${drift.of}">
    <h2>${sides[drift.of]}</h2>
    <p>
      ${writeCount(drift.rowCounts.current)} rows beside ${writeCount(drift.rowCounts.reference)} of
      ${drift.against}: ${writePercent(drift.driftedShare)} of the columns drifted, and the whole
      counts as drifted ${limitOf(drift)}. Blue is now, dashed is the reference.
    </p>
    ${togetherList(drift.multivariate ?? [])}
    <div class="small-charts">${columns.map(columnFigure)}</div>
    ${columnTable(columns)}
  </section>`
}

function limitOf({ driftShareLimit }: DriftReply): string {
  return driftShareLimit === 0 ? 'where any has' : `from ${writePercent(driftShareLimit)} on`
}

/** What the columns show together, which no column may show alone. */
function togetherList(found: NonNullable<DriftReply['multivariate']>): Html | undefined {
  if (found.length === 0) return undefined
  return html`<ul class="findings">
    ${found.map(
      ({ method, of, score, lower, upper, drifted }) =>
        html`<li>
          <span
            >${drifted ? driftedWord({ drifted }) : html`<span class="good">● as before</span>`}</span
          >
          <span
            >${
              method === 'reconstruction'
                ? 'How the columns hang together (principal components): error'
                : `A classifier tells ${of ?? 'the rows'} from the reference: area`
            }
            ${writeNumber(score)}, usual ${writeNumber(lower)} to ${writeNumber(upper)}.</span
          >
        </li>`,
    )}
  </ul>`
}

function columnFigure(column: ColumnDriftReply): Html | undefined {
  const picture = binPicture(column)
  if (picture === undefined) return undefined
  return html`<figure class="small-chart plot">
    <figcaption>${column.column} ${driftedWord(column)}</figcaption>
    ${picture}
    <p class="note">${column.says}</p>
  </figure>`
}

function driftedWord({ drifted }: Pick<ColumnDriftReply, 'drifted'>): Html | undefined {
  return drifted ? html`<span class="warn-word">▲ drifted</span>` : undefined
}

function columnTable(columns: readonly ColumnDriftReply[]): Html {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th scope="col">Column</th>
          <th scope="col">Drifted</th>
          <th scope="col">Test</th>
          <th scope="col" class="number">Score</th>
          <th scope="col" class="number">Limit</th>
          <th scope="col" class="number">p</th>
          <th scope="col">Effect</th>
        </tr>
      </thead>
      <tbody>
        ${columns.map(
          (own) =>
            html`<tr>
              <th scope="row">${own.column}</th>
              <td>${own.state === 'measured' ? (own.drifted ? 'yes' : 'no') : own.state}</td>
              <td>${own.test ?? '–'}</td>
              <td class="number">${writeNumber(own.score)}</td>
              <td class="number">${writeNumber(own.threshold)}</td>
              <td class="number">${writeNumber(own.pValue)}</td>
              <td>
                ${own.effect === undefined ? '–' : `${own.effect.name} ${writeNumber(own.effect.value)}`}
              </td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`
}
