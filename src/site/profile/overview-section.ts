import type { Profile } from '../../data/index.ts'
import { html, type Html } from '../html.ts'
import { anchorOf, writeCount, writePercent } from './write-value.ts'

/** The size of the table, what stands out, and how much of each column is missing. */
export function overviewSection(profile: Profile): Html {
  const { rowCount, columns, missingCount, duplicateRowCount } = profile
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

export function alertsSection({ alerts, columns }: Profile): Html {
  const placeOf = (name: string | undefined) => columns.findIndex((column) => column.name === name)
  return html`<section class="part" id="alerts">
    <h2>What stands out</h2>
    ${
      alerts.length === 0
        ? html`<p>Nothing: no column is constant, mostly missing, skewed or like another.</p>`
        : html`<ul class="alerts">
            ${alerts.map(
              ({ kind, sentence, columns: names }) =>
                html`<li>
                  <span class="kind">${kind.replaceAll('-', ' ')}</span>
                  ${
                    names.length === 0
                      ? html`<span>${sentence}</span>`
                      : html`<a href="#${anchorOf(placeOf(names[0]))}">${sentence}</a>`
                  }
                </li>`,
            )}
          </ul>`
    }
  </section>`
}

/** One bar a column: what is there, and what is missing. */
export function missingSection({ columns, rowCount }: Profile): Html {
  const incomplete = columns
    .map((column, at) => ({ ...column, at, share: column.missingCount / rowCount }))
    .filter(({ share }) => share > 0)
    .toSorted((a, b) => b.share - a.share)
  const words =
    incomplete.length === 0
      ? 'Every column has a value in every row.'
      : `${writeCount(columns.length - incomplete.length)} of ${writeCount(columns.length)} columns are complete; these are not.`
  return html`<section class="part" id="missing">
    <h2>Missing values</h2>
    <p>${words}</p>
    <table class="values missing" ${incomplete.length === 0 ? html`hidden` : undefined}>
      ${incomplete.map(
        ({ name, at, share, missingCount }) =>
          html`<tr>
            <th scope="row"><a href="#${anchorOf(at)}">${name}</a></th>
            <td class="length">
              <svg viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
                <rect class="rail" width="100" height="8" />
                <rect class="bar" width="${100 * share}" height="8" />
              </svg>
            </td>
            <td class="number">${writePercent(share)}</td>
            <td class="number note">${writeCount(missingCount)}</td>
          </tr>`,
      )}
    </table>
  </section>`
}
