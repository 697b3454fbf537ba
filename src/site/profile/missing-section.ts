import type { MissingMap, Profile } from '../../data/index.ts'
import { csvAddress, toCsv } from '../csv.ts'
import { html, type Html } from '../html.ts'
import { px } from '../svg-path.ts'
import { csvLink } from './csv-link.ts'
import { columnLink, writeCount, writePercent } from './write-value.ts'

const shownPatterns = 6

/** How much of each column is missing, where in the table, and what is missing together. */
export function missingSection(profile: Profile): Html {
  const { columns, rowCount } = profile
  const incomplete = columns
    .map((column) => ({ ...column, share: column.missingCount / rowCount }))
    .filter(({ share }) => share > 0)
    .toSorted((a, b) => b.share - a.share)
  const words =
    incomplete.length === 0
      ? 'Every column has a value in every row.'
      : `${writeCount(columns.length - incomplete.length)} of ${writeCount(columns.length)} columns are complete; these are not.`
  const csv = toCsv(
    ['column', 'missing', 'share'],
    incomplete.map(({ name, missingCount, share }) => [name, missingCount, share]),
  )
  return html`<section class="part" id="missing">
    <h2>Missing values</h2>
    <p>${words}</p>
    ${
      incomplete.length === 0
        ? undefined
        : html`<table class="values missing">
              <caption class="unseen">
                The missing share of each column
              </caption>
              ${incomplete.map(
                ({ name, share, missingCount }) =>
                  html`<tr>
                    <th scope="row">${columnLink(columns, name)}</th>
                    <td class="length">
                      <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                        <rect class="rail" width="100" height="8" />
                        <rect class="bar" width="${px(100 * share)}" height="8" />
                      </svg>
                    </td>
                    <td class="number">${writePercent(share)}</td>
                    <td class="number note">${writeCount(missingCount)}</td>
                  </tr>`,
              )}
            </table>
            ${csvLink(csvAddress(csv), 'missing.csv')} ${mapOf(profile)}
            ${patternsOf(profile.missing)}`
    }
  </section>`
}

/** Columns side by side, rows from top to bottom: the stronger the colour, the more is missing there. */
function mapOf({ missing, columns, rowCount }: Profile): Html {
  const { columns: names, bands, rowCount: measured } = missing
  if (names.length === 0) return html``
  const on = measured < rowCount ? ` Measured on ${writeCount(measured)} of the rows.` : ''
  const csv = toCsv(
    ['column', ...(bands[0] ?? []).map((_, at) => `band_${at + 1}`)],
    names.map((name, at) => [name, ...(bands[at] ?? [])]),
  )
  return html`<h3>Where in the table</h3>
    <p class="note">
      From the first rows at the left to the last: the stronger the colour, the more is
      missing.${on}
    </p>
    <table class="values map">
      <caption class="unseen">
        The missing share of each column in each part of the table
      </caption>
      ${names.map(
        (name, at) =>
          html`<tr>
            <th scope="row">${columnLink(columns, name)}</th>
            <td class="length">${bandOf(name, bands[at] ?? [])}</td>
          </tr>`,
      )}
    </table>
    ${csvLink(csvAddress(csv), 'missing-map.csv')}`
}

function bandOf(name: string, shares: readonly number[]): Html {
  const fullest = shares.indexOf(Math.max(...shares))
  const words = `${name}: most is missing in part ${fullest + 1} of ${shares.length}, ${writePercent(shares[fullest] ?? 0)}`
  return html`<svg
    viewBox="0 0 ${shares.length} 1"
    preserveAspectRatio="none"
    role="img"
    aria-label="${words}"
  >
    <rect class="rail" width="${shares.length}" height="1" />
    ${shares.map((share, at) =>
      share === 0
        ? undefined
        : html`<rect class="${amountClass(share)}" x="${at}" width="1.02" height="1">
            <title>part ${at + 1} of ${shares.length}: ${writePercent(share)} missing</title>
          </rect>`,
    )}
  </svg>`
}

function amountClass(share: number): string {
  return `fill-${Math.min(6, 2 + Math.floor(share * 5))}`
}

function patternsOf({ patterns, rowCount }: MissingMap): Html {
  const together = patterns.filter(({ columns }) => columns.length > 1).slice(0, shownPatterns)
  if (together.length === 0) return html``
  return html`<h3>What is missing together</h3>
    <table class="patterns">
      <thead>
        <tr>
          <th scope="col" class="number">Rows</th>
          <th scope="col" class="number">Share</th>
          <th scope="col">Without a value there</th>
        </tr>
      </thead>
      <tbody>
        ${together.map(
          ({ columns, count }) =>
            html`<tr>
              <td class="number">${writeCount(count)}</td>
              <td class="number">${writePercent(count / rowCount)}</td>
              <td class="names">${columns.join(', ')}</td>
            </tr>`,
        )}
      </tbody>
    </table>`
}
