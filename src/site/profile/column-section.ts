import {
  quantileOf,
  type ColumnDrift,
  type ColumnProfile,
  type NumberProfile,
  type Profile,
  type TextProfile,
} from '../../data/index.ts'
import { csvAddress, toCsv } from '../csv.ts'
import { html, type Html } from '../html.ts'
import { csvLink } from './csv-link.ts'
import { histogramCsv, histogramOfColumn } from './histogram-chart.ts'
import {
  anchorOf,
  shortenText,
  writeCount,
  writeNumber,
  writePercent,
  writeValue,
} from './write-value.ts'

export interface ColumnView {
  readonly column: ColumnProfile
  readonly at: number
  readonly profile: Profile
  /** The column as it was, and how it moved. */
  readonly before?: ColumnProfile
  readonly drift?: ColumnDrift
}

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
      ${factsOf(view)}
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

type Fact = readonly [name: string, value: string | Html, before?: string | undefined]

function factsOf(view: ColumnView): Html {
  const facts = [...countFacts(view), ...numberFacts(view), ...textFacts(view), ...driftFacts(view)]
  const hasBefore = view.before !== undefined
  return html`<table class="facts">
    ${
      hasBefore
        ? html`<thead>
            <tr>
              <td></td>
              <th scope="col" class="number">now</th>
              <th scope="col" class="number">before</th>
            </tr>
          </thead>`
        : undefined
    }
    <tbody>
      ${facts.map(
        ([name, value, before]) =>
          html`<tr>
            <th scope="row">${name}</th>
            <td class="number">${value}</td>
            ${hasBefore ? html`<td class="number was">${before ?? ''}</td>` : undefined}
          </tr>`,
      )}
    </tbody>
  </table>`
}

function countFacts({ column, before, profile, drift }: ColumnView): Fact[] {
  const about = column.distinctIsExact ? '' : 'about '
  const missing = `${writeCount(column.missingCount)} (${writePercent(column.missingCount / profile.rowCount)})`
  return [
    ['missing', missing, drift && writePercent(drift.missingShare.before)],
    [
      'different values',
      `${about}${writeCount(column.distinctCount)}`,
      before && writeCount(before.distinctCount),
    ],
  ]
}

function numberFacts({ column, before }: ColumnView): Fact[] {
  const { numbers, kind } = column
  if (numbers === undefined) return []
  const old = before?.numbers
  const fact = (name: string, of: (from: NumberProfile) => number | undefined): Fact => [
    name,
    writeValue(column, of(numbers)),
    old && writeValue(column, of(old)),
  ]
  const ends = [
    fact('smallest', ({ min }) => min),
    fact('5 %', (from) => quantileOf(from, 0.05)),
    fact('25 %', (from) => quantileOf(from, 0.25)),
    fact('median', (from) => quantileOf(from, 0.5)),
    fact('75 %', (from) => quantileOf(from, 0.75)),
    fact('95 %', (from) => quantileOf(from, 0.95)),
    fact('largest', ({ max }) => max),
  ]
  if (kind === 'moment') return ends
  return [
    fact('mean', ({ mean }) => mean),
    fact('deviation', ({ deviation }) => deviation),
    ...ends,
    ['skew', writeTraceless(numbers.skew), old && writeTraceless(old.skew)],
    ['kurtosis', writeTraceless(numbers.kurtosis), old && writeTraceless(old.kurtosis)],
    ['zeros', writeCount(numbers.zeroCount), old && writeCount(old.zeroCount)],
    ['negative', writeCount(numbers.negativeCount), old && writeCount(old.negativeCount)],
    ...(numbers.nonFiniteCount === 0
      ? []
      : [['NaN or infinite', writeCount(numbers.nonFiniteCount)] as const]),
  ]
}

/** Rounding leaves a trace where there is nothing. */
function writeTraceless(value: number | undefined): string {
  return value !== undefined && Math.abs(value) < 1e-9 ? '0' : writeNumber(value)
}

function textFacts({ column: { text }, before }: ColumnView): Fact[] {
  if (text === undefined) return []
  const old = before?.text
  const lengths = ({ minLength, maxLength }: TextProfile) => `${minLength} to ${maxLength}`
  const patterns = text.patterns
    .slice(0, 3)
    .map(({ value }) => html`<code>${shortenText(value, 24)}</code> `)
  return [
    ['characters', lengths(text), old && lengths(old)],
    ['on average', writeNumber(text.meanLength), old && writeNumber(old.meanLength)],
    ['written like', html`${patterns}`],
  ]
}

function driftFacts({ drift, column }: ColumnView): Fact[] {
  if (drift === undefined) return []
  const { chiSquare, wasserstein, addedValues = [], removedValues = [] } = drift
  const told = (name: string, value: number | undefined): Fact[] =>
    value === undefined ? [] : [[name, value.toFixed(3)]]
  const listed = (name: string, values: readonly string[]): Fact[] =>
    values.length === 0
      ? []
      : [
          [
            name,
            values
              .slice(0, 5)
              .map((value) => shortenText(value, 20))
              .join(', '),
          ],
        ]
  return [
    ...told('population stability', drift.stability),
    ...told('Jensen–Shannon', drift.jensenShannon),
    ...told('Kolmogorov–Smirnov', drift.ks),
    ...(wasserstein === undefined || column.kind === 'moment'
      ? []
      : [['moved on average by', writeValue(column, wasserstein)] as const]),
    ...(chiSquare === undefined ? [] : [['chi-square p', writeNumber(chiSquare.pValue)] as const]),
    ...listed('values that came', addedValues),
    ...listed('values that went', removedValues),
  ]
}
