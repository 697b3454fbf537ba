import { quantileOf, type InputColumn } from '../../learn/index.ts'

/** A part of the rows that a column tells apart. */
export interface Condition {
  readonly column: string
  /** Its value, if that is one: `female`, `≤ 28`, `missing`. */
  readonly label: string
  /** `sex = female`, `age ≤ 28`, `income is missing`. */
  readonly words: string
  readonly has: Uint8Array
}

/** Columns of more different texts are told by their commonest. */
const mostValues = 30
/** Numbers of more different values are told by quarters. */
const mostNumbers = 8

/** The parts of rows by one column: each value, or the quarters of numbers, and what is missing. */
export function conditionsOf(column: InputColumn): readonly Condition[] {
  const { name } = column
  return column.kind === 'category'
    ? textConditions(name, column.values)
    : numberConditions(name, column.values)
}

function textConditions(
  column: string,
  values: readonly (string | undefined)[],
): readonly Condition[] {
  const rows = Map.groupBy(values.keys(), (row) => values[row] ?? '')
  const missing = rows.get('')
  rows.delete('')
  const common = [...rows].toSorted(([, a], [, b]) => b.length - a.length).slice(0, mostValues)
  return [
    ...common
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([value, own]) => toCondition(column, value, { count: values.length, rows: own })),
    ...(missing === undefined
      ? []
      : [toCondition(column, 'missing', { count: values.length, rows: missing })]),
  ]
}

function numberConditions(column: string, values: Float64Array): readonly Condition[] {
  const known = values.filter((value) => !Number.isNaN(value)).toSorted()
  const different = [...new Set(known)]
  const parts: Part[] =
    different.length <= mostNumbers
      ? different.map((value) => [show(value), (own) => own === value])
      : quarters(known)
  if (known.length < values.length) parts.push(['missing', Number.isNaN])
  return parts.map(([label, holds]) => ({
    column,
    label,
    words: wordsOf(column, label),
    has: Uint8Array.from(values, (value) => (holds(value) ? 1 : 0)),
  }))
}

type Part = readonly [label: string, holds: (value: number) => boolean]

function quarters(sorted: Float64Array): Part[] {
  const edges = [...new Set([0.25, 0.5, 0.75].map((share) => quantileOf(sorted, share)))]
  return [-Infinity, ...edges].map((low, at) => {
    const high = edges[at] ?? Infinity
    const holds = (value: number) => value > low && value <= high
    if (at === 0) return [`≤ ${show(high)}`, holds]
    return [high === Infinity ? `> ${show(low)}` : `${show(low)} to ${show(high)}`, holds]
  })
}

function toCondition(
  column: string,
  label: string,
  { count, rows }: { readonly count: number; readonly rows: readonly number[] },
): Condition {
  const has = new Uint8Array(count)
  for (const row of rows) has[row] = 1
  return { column, label, words: wordsOf(column, label), has }
}

function wordsOf(column: string, label: string): string {
  if (label === 'missing') return `${column} is missing`
  return /^[≤>] /.test(label) ? `${column} ${label}` : `${column} = ${label}`
}

function show(value: number): string {
  return String(Number(value.toPrecision(4)))
}
