import type { ColumnProfile, Profile, SlicedColumn, ValueSlices } from '../../data/index.ts'
import { csvAddress, toCsv } from '../csv.ts'
import { html, type Html } from '../html.ts'
import { px } from '../svg-path.ts'
import { csvLink } from './csv-link.ts'
import { sliceCsvAddress } from './slice-csv.ts'
import { columnLink, shortenText, writeCount, writePercent, writeValue } from './write-value.ts'

/** Each column for each of the commonest values of another. */
export function valueSection({ byValue, columns, rowCount }: Profile): Html {
  if (byValue === undefined) return html``
  const names = namesOf(byValue)
  const most = Math.max(...byValue.rowCounts)
  const csv = toCsv(
    [byValue.column, 'rows'],
    names.map((name, at) => [name, byValue.rowCounts[at]]),
  )
  return html`<section class="part" id="by-value">
    <h2>By ${byValue.column}</h2>
    <p>
      Of numbers the median, on a line from 10 to 90 %; of truths the share that is true; of others
      what is missing.
    </p>
    <div class="small-charts">
      <figure class="small-chart">
        <figcaption>rows</figcaption>
        <table class="values">
          ${names.map((name, at) => {
            const count = byValue.rowCounts[at] ?? 0
            return lineOf(
              name,
              barOf(count / most),
              `${writeCount(count)} (${writePercent(count / rowCount)})`,
            )
          })}
        </table>
        ${csvLink(csvAddress(csv), 'rows-by-value.csv')}
      </figure>
      ${byValue.columns.map((sliced) => columnChart(sliced, byValue, columns))}
    </div>
  </section>`
}

function namesOf({ values, hasOthers }: ValueSlices): string[] {
  const told = values.map((value) =>
    value === null ? '(missing)' : value === '' ? '(empty text)' : value,
  )
  return hasOthers ? [...told, '(all others)'] : told
}

function columnChart(
  sliced: SlicedColumn,
  byValue: ValueSlices,
  columns: readonly ColumnProfile[],
): Html {
  const { name, missingCounts, means, lows = [], medians, highs = [] } = sliced
  const profile = columns.find((column) => column.name === name)
  const isBlank = means === undefined && missingCounts.every((count) => count === 0)
  if (profile === undefined || isBlank) return html``
  const span = [...lows, ...highs].filter((value) => value !== null)
  const [low, high] = [Math.min(...span), Math.max(...span)]
  const place = (value: number) => (high === low ? 50 : (100 * (value - low)) / (high - low))
  const names = namesOf(byValue)
  const lines = names.map((value, at) => {
    if (medians !== undefined) {
      const [from, middle, to] = [lows[at] ?? null, medians[at] ?? null, highs[at] ?? null]
      if (from === null || middle === null || to === null) return lineOf(value, html``, '–')
      const range = rangeOf(place(from), place(middle), place(to))
      return lineOf(value, range, writeValue(profile, middle))
    }
    const rows = byValue.rowCounts[at] ?? 0
    const share = means === undefined ? (missingCounts[at] ?? 0) / rows : (means[at] ?? 0)
    return lineOf(value, barOf(share), writePercent(share))
  })
  const word = medians !== undefined ? '' : means === undefined ? ' missing' : ' true'
  const address = sliceCsvAddress(byValue.column, names, byValue.rowCounts, sliced)
  return html`<figure class="small-chart">
    <figcaption>${columnLink(columns, name)}<span class="note">${word}</span></figcaption>
    <table class="values">
      ${lines}
    </table>
    ${csvLink(address, 'by-value.csv')}
  </figure>`
}

function lineOf(name: string, picture: Html, words: string): Html {
  return html`<tr>
    <th scope="row" title="${name}">${shortenText(name, 18)}</th>
    <td class="length">${picture}</td>
    <td class="number">${words}</td>
  </tr>`
}

function barOf(share: number): Html {
  return html`<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="bar" width="${px(100 * share)}" height="8" />
  </svg>`
}

function rangeOf(from: number, middle: number, to: number): Html {
  return html`<svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
    <rect class="band" x="${px(from)}" width="${px(Math.max(0.5, to - from))}" height="8" />
    <rect class="bar" x="${px(Math.max(0, middle - 1))}" width="2" height="8" />
  </svg>`
}
