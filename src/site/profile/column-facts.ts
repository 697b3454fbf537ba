import {
  quantileOf,
  type ColumnDrift,
  type ColumnProfile,
  type NumberProfile,
  type Profile,
  type TextProfile,
} from '../../data/index.ts'
import { html, type Html } from '../html.ts'
import { shortenText, writeCount, writeNumber, writePercent, writeValue } from './write-value.ts'

export interface ColumnView {
  readonly column: ColumnProfile
  readonly at: number
  readonly profile: Profile
  /** The column as it was, and how it moved. */
  readonly before?: ColumnProfile
  readonly drift?: ColumnDrift
}

type Fact = readonly [name: string, value: string | Html, before?: string | undefined]

/** What a column holds in numbers, beside what it held before. */
export function columnFacts(view: ColumnView): Html {
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
