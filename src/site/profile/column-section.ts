import {
  quantileOf,
  type ColumnDrift,
  type ColumnProfile,
  type NumberProfile,
  type Profile,
  type TextProfile,
} from '../../data/index.ts'
import { html, type Html } from '../html.ts'
import { histogramChart } from './histogram-chart.ts'
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
  return html`<section class="column" id="${anchorOf(at)}">
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
  return `${kind} (${type.toLowerCase()})${known}`
}

function pictureOf({ column, before }: ColumnView): Html {
  if (column.numbers !== undefined) return histogramChart(column, before?.numbers?.histogram)
  const { topValues = [] } = column
  if (topValues.length > 0) return valueBars(column)
  const words =
    column.distinctCount === 0
      ? 'No value in any row.'
      : 'No common values: too many are different.'
  return html`<p class="empty">${words}</p>`
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
    ['skew', writeSkew(numbers), old && writeSkew(old)],
    ['zeros', writeCount(numbers.zeroCount), old && writeCount(old.zeroCount)],
    ['negative', writeCount(numbers.negativeCount), old && writeCount(old.negativeCount)],
  ]
}

/** Rounding leaves a trace of skew where there is none. */
function writeSkew({ skew }: NumberProfile): string {
  return skew !== undefined && Math.abs(skew) < 1e-9 ? '0' : writeNumber(skew)
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

function driftFacts({ drift }: ColumnView): Fact[] {
  if (drift === undefined) return []
  return [
    ...(drift.stability === undefined
      ? []
      : [['population stability', drift.stability.toFixed(3)] as const]),
    ...(drift.ks === undefined ? [] : [['Kolmogorov–Smirnov', drift.ks.toFixed(3)] as const]),
  ]
}
