import type { ColumnType, NumberForm } from '../../table/index.ts'
import { isIso, mostTexts, type ColumnEvidence } from './column-evidence.ts'
import type { InferredColumn } from './inferred-table.ts'
import { numberForms } from './number-forms.ts'

/** What is meant by the columns of one file together: it is written by one program. */
export interface FileForms {
  readonly number: NumberForm
  readonly missing: readonly string[]
}

/** Finds how the numbers of a file are written, and which words in it mean that there is no value. */
export function judgeForms(
  columns: readonly ColumnEvidence[],
  delimiter: string | undefined,
): FileForms {
  const order = delimiter === ';' ? preferComma(numberForms) : numberForms
  const fitting = (form: NumberForm) =>
    columns.filter((column) => column.valueCount > 0 && fits(column, form)).length
  const most = Math.max(...order.map(fitting))
  const number = order.find((form) => fitting(form) === most) ?? order[0] ?? numberForms[0]
  if (number === undefined) throw new TypeError('There is no form of numbers.')
  const words = columns.flatMap((column) =>
    [...column.missing.keys()].filter((word) => word === '?' || typeOf(column, number) !== 'text'),
  )
  return { number, missing: [...new Set(words)].toSorted() }
}

/** Where a semicolon parts values the comma is likely to be a decimal one. */
function preferComma(forms: readonly NumberForm[]): readonly NumberForm[] {
  const [plain, ...others] = forms
  if (plain === undefined) return forms
  const comma = others.filter(({ decimal }) => decimal === ',')
  return [plain, ...comma, ...others.filter(({ decimal }) => decimal !== ',')]
}

function fits({ numbers, isCode, kinds }: ColumnEvidence, form: NumberForm): boolean {
  return kinds.has('text') && !isCode && numbers.some((candidate) => candidate.form === form)
}

/** The column as it is to be declared. */
export function judgeColumn(
  evidence: ColumnEvidence,
  name: string,
  { number, missing }: FileForms,
): InferredColumn {
  const type = typeOf(evidence, number)
  const wordCount = missing.reduce((sum, word) => sum + (evidence.missing.get(word) ?? 0), 0)
  const missingCount = evidence.emptyCount + wordCount
  const kept = [...evidence.missing.keys()].filter((word) => !missing.includes(word))
  return {
    name,
    fileName: evidence.name,
    type,
    isOptional: missingCount > 0 || evidence.valueCount + kept.length === 0,
    missingCount,
    ...detailsOf(evidence, type, number, kept),
  }
}

function detailsOf(
  evidence: ColumnEvidence,
  type: ColumnType,
  number: NumberForm,
  kept: readonly string[],
): Partial<InferredColumn> {
  switch (type) {
    case 'integer':
    case 'float':
      return unixFormOf(evidence) === undefined ? rangeOf(evidence, number) : {}
    case 'timestamp':
      return momentsOf(evidence)
    case 'boolean': {
      const [pair] = evidence.words
      const seen = [...evidence.wordsSeen]
      if (pair === undefined || seen.every((word) => word === 'true' || word === 'false')) return {}
      const asSeen = (word: string) => seen.find((one) => one.toLowerCase() === word) ?? word
      return { words: [asSeen(pair[0]), asSeen(pair[1])] }
    }
    case 'text': {
      const texts = [...evidence.texts, ...kept]
      const isFew = texts.length < mostTexts && evidence.valueCount >= texts.length * 5
      return isFew ? { texts: texts.toSorted() } : {}
    }
  }
}

function rangeOf(evidence: ColumnEvidence, number: NumberForm): Partial<InferredColumn> {
  const own = evidence.numbers.find(({ form }) => form === number)?.range
  const min = Math.min(evidence.range.least, own?.least ?? Infinity)
  const max = Math.max(evidence.range.greatest, own?.greatest ?? -Infinity)
  return Number.isFinite(min) && Number.isFinite(max) ? { min, max } : {}
}

function momentsOf(evidence: ColumnEvidence): Partial<InferredColumn> {
  const unix = unixFormOf(evidence)
  if (unix !== undefined) {
    const at = (value: number) => new Date(value * (unix === 'unix' ? 1000 : 1)).toISOString()
    const { least, greatest } = evidence.range
    return { min: at(least), max: at(greatest), dateForm: unix }
  }
  const [first, ...others] = evidence.dates
  const about = {
    ...(evidence.oldest === undefined ? {} : { min: evidence.oldest.toISOString() }),
    ...(evidence.newest === undefined ? {} : { max: evidence.newest.toISOString() }),
  }
  if (first === undefined || isIso(first.form) || !evidence.kinds.has('text')) return about
  const range = rangeAs(evidence, first.form)
  const isOther = ({ form }: { readonly form: string }) => dayOrder(form) !== dayOrder(first.form)
  const otherForms = others.filter(isOther).map(({ form }) => form)
  return { ...range, dateForm: first.form, ...(otherForms.length === 0 ? {} : { otherForms }) }
}

/** What was oldest by another form may not be by this one: then nothing is said. */
function rangeAs(evidence: ColumnEvidence, form: string): Partial<InferredColumn> {
  const { oldest, newest } = evidence
  if (evidence.firstDateForm !== form || oldest === undefined || newest === undefined) return {}
  return { min: oldest.toISOString(), max: newest.toISOString() }
}

function dayOrder(form: string): string {
  return form.replaceAll(/[^YMD]/g, '').replaceAll(/(.)\1+/g, '$1')
}

const timeName =
  /(^|[^a-z])(date|day|time|timestamp|at|ts|when|datum|epoch)([^a-z]|$)|(Date|Day|Time|At)$/

function typeOf(evidence: ColumnEvidence, number: NumberForm): ColumnType {
  const { kinds, valueCount } = evidence
  if (valueCount === 0) return 'text'
  if (kinds.size === 1 && kinds.has('boolean')) return 'boolean'
  if (kinds.size === 1 && kinds.has('date')) return 'timestamp'
  if (!kinds.has('text') && kinds.has('number')) {
    if (unixFormOf(evidence) !== undefined) return 'timestamp'
    return evidence.range.areWhole ? 'integer' : 'float'
  }
  return kinds.size === 1 ? typeOfTexts(evidence, number) : 'text'
}

function typeOfTexts(evidence: ColumnEvidence, number: NumberForm): ColumnType {
  if (isWords(evidence)) return 'boolean'
  const isDigits = evidence.numbers.length > 0
  if (evidence.dates.length > 0 && (!isDigits || timeName.test(evidence.name))) return 'timestamp'
  if (!fits(evidence, number)) return 'text'
  if (unixFormOf(evidence) !== undefined) return 'timestamp'
  const own = evidence.numbers.find(({ form }) => form === number)
  // `1,234` is whole, `1.0` is a measure that happens to be.
  const isWhole = evidence.range.areWhole && own?.range.areWhole === true && !evidence.hasFraction
  return isWhole ? 'integer' : 'float'
}

/** One word alone may be anything, but for true and false. */
function isWords({ words: [pair], wordsSeen }: ColumnEvidence): boolean {
  if (pair === undefined || wordsSeen.size === 0) return false
  if (pair[0] === 'true') return wordsSeen.size <= 2
  return wordsSeen.size === 2
}

/** Whole numbers of a column of times, from 2001 to 2096: seconds or milliseconds since 1970. */
function unixFormOf({
  name,
  range,
  kinds,
  numbers,
}: ColumnEvidence): 'unix' | 'unix-ms' | undefined {
  const isWhole = range.areWhole && (kinds.has('number') || numbers.length > 0)
  if (!isWhole || range.least > range.greatest || !timeName.test(name)) return undefined
  if (range.least >= 1e9 && range.greatest < 4e9) return 'unix'
  return range.least >= 1e12 && range.greatest < 4e12 ? 'unix-ms' : undefined
}
