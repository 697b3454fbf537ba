import type { CorrelatedPair, Profile } from '../../data/index.ts'
import { csvAddress, toCsv } from '../csv.ts'
import { html, type Html } from '../html.ts'
import { csvLink } from './csv-link.ts'
import { columnLink, writeCount } from './write-value.ts'

const mostColumns = 24

interface Measure {
  readonly key: string
  readonly name: string
  readonly about: string
  readonly isSigned: boolean
  readonly of: (pair: CorrelatedPair) => number | undefined
}

const measures: readonly Measure[] = [
  {
    key: 'strength',
    name: 'All columns',
    about:
      'Spearman between numbers (signed), Cramér’s V where a category is one of the two (0 to 1).',
    isSigned: true,
    of: ({ spearman, cramersV }) => spearman ?? cramersV,
  },
  {
    key: 'pearson',
    name: 'Pearson',
    about: 'How near to a straight line two numbers lie: −1 to 1.',
    isSigned: true,
    of: ({ pearson }) => pearson,
  },
  {
    key: 'spearman',
    name: 'Spearman',
    about: 'How near two numbers are to rising, or falling, together: Pearson of ranks, −1 to 1.',
    isSigned: true,
    of: ({ spearman }) => spearman,
  },
  {
    key: 'cramers-v',
    name: 'Cramér’s V',
    about:
      'How far one tells the other, from 0 to 1, corrected for chance; numbers of many values by tenths.',
    isSigned: false,
    of: ({ cramersV }) => cramersV,
  },
  {
    key: 'information',
    name: 'Mutual information',
    about:
      'What one tells of the other, as a share of what there is to know (mean entropy): 0 to 1.',
    isSigned: false,
    of: ({ sharedInformation }) => sharedInformation,
  },
]

/** What the choice of a measure is told by. */
export const measureKeys = measures.map(({ key }) => key)

/** Whether there is any pair of columns of which something can be told. */
export function hasCorrelations({ correlations }: Profile): boolean {
  return correlations.pairs.some((pair) => measures.some(({ of }) => of(pair) !== undefined))
}

/** A matrix for each measure, coloured by sign and strength, of which the reader chooses one. */
export function correlationSection(profile: Profile): Html {
  const { correlations, rowCount } = profile
  if (!hasCorrelations(profile)) return html``
  const on =
    correlations.rowCount < rowCount
      ? ` Measured on ${writeCount(correlations.rowCount)} of the rows.`
      : ''
  const told = measures.filter(({ of }) =>
    correlations.pairs.some((pair) => of(pair) !== undefined),
  )
  const csv = toCsv(
    [
      'first',
      'second',
      'pearson',
      'spearman',
      'cramers_v',
      'mutual_information_nats',
      'shared_information',
    ],
    correlations.pairs.map((pair) => [
      pair.first,
      pair.second,
      pair.pearson,
      pair.spearman,
      pair.cramersV,
      pair.mutualInformation,
      pair.sharedInformation,
    ]),
  )
  return html`<section class="part" id="correlations">
    <h2>Which columns go together</h2>
    <fieldset class="choice">
      <legend class="unseen">Measure</legend>
      ${told.map(
        ({ key, name }, at) =>
          html`<label>
            <input
              type="radio"
              name="measure"
              value="${key}"
              ${at === 0 ? html`checked` : undefined}
            />
            <span>${name}</span>
          </label>`,
      )}
    </fieldset>
    ${told.map((measure) => matrixOf(measure, profile, on))}
    ${csvLink(csvAddress(csv), 'correlations.csv')}
  </section>`
}

function matrixOf(measure: Measure, { correlations, columns }: Profile, on: string): Html {
  const { key, about, of } = measure
  const found = new Map(
    correlations.pairs.map((pair) => [`${pair.first}\n${pair.second}`, of(pair)]),
  )
  const valueOf = (row: string, column: string) =>
    found.get(`${row}\n${column}`) ?? found.get(`${column}\n${row}`)
  const all = correlations.columns.filter((name) =>
    correlations.columns.some((other) => valueOf(name, other) !== undefined),
  )
  const names = all.slice(0, mostColumns)
  const cut =
    names.length < all.length
      ? ` The first ${mostColumns} of ${writeCount(all.length)} columns; the CSV has all.`
      : ''
  return html`<div class="chosen-measure" data-measure="${key}">
    <p class="note">${about}${on}${cut}</p>
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
                <th scope="row">${columnLink(columns, row)}</th>
                ${names.map((column) =>
                  row === column
                    ? html`<td class="same"></td>`
                    : cellOf(valueOf(row, column), measure, `${row}, ${column}`),
                )}
              </tr>`,
          )}
        </tbody>
      </table>
    </div>
  </div>`
}

function cellOf(value: number | undefined, { isSigned }: Measure, words: string): Html {
  if (value === undefined) return html`<td title="${words}: unknown">–</td>`
  const shown = value
    .toFixed(2)
    .replace(/^-0\.00$/, '0.00')
    .replace('-', '−')
  const step = isSigned
    ? `signed-${Math.min(7, Math.max(1, 4 + Math.round(value * 3)))}`
    : `amount-${Math.min(6, 1 + Math.floor(value * 6))}`
  return html`<td class="${step}" title="${words}: ${shown}">${shown}</td>`
}
