import { isSwellError, parseMoment } from '../../base/index.ts'
import { dateReader, type NumberForm } from '../../table/index.ts'
import { numberForms } from './number-forms.ts'

/** Words that are often written where there is no value. */
const missingWords = new Set([
  '?',
  'NA',
  'N/A',
  '#N/A',
  'NaN',
  'nan',
  'null',
  'NULL',
  'None',
  '-',
  '--',
  'n/a',
])

const dayForms = [
  'DD.MM.YYYY',
  'D.M.YYYY',
  'MM/DD/YYYY',
  'DD/MM/YYYY',
  'M/D/YYYY',
  'D/M/YYYY',
  'YYYY/MM/DD',
  'DD-MM-YYYY',
  'D MMM YYYY',
  'MMM D, YYYY',
  'YYYYMMDD',
]
const timeForms = ['', ' HH:mm', ' HH:mm:ss', ' hh:mm A', ' hh:mm:ss A']
const dateForms = timeForms.flatMap((time) => dayForms.map((day) => day + time))
const isoForm = 'ISO 8601'

const wordPairs = [
  ['true', 'false'],
  ['yes', 'no'],
  ['y', 'n'],
  ['t', 'f'],
  ['ja', 'nein'],
  ['oui', 'non'],
  ['sí', 'no'],
  ['on', 'off'],
] as const

export interface NumberRange {
  areWhole: boolean
  least: number
  greatest: number
}

interface NumberCandidate {
  readonly form: NumberForm
  readonly range: NumberRange
}

/** What the values of a column allow it to be. Each value leaves fewer possibilities. */
export interface ColumnEvidence {
  readonly name: string
  valueCount: number
  emptyCount: number
  /** How often each word of those that often mean nothing stands there. */
  readonly missing: Map<string, number>
  /** Of values that are no texts in the file. */
  readonly kinds: Set<'number' | 'boolean' | 'date' | 'text' | 'other'>
  /** Forms of writing that all texts fit. */
  numbers: readonly NumberCandidate[]
  dates: readonly { readonly form: string; readonly read: (text: string) => Date | undefined }[]
  words: readonly (readonly [string, string])[]
  readonly wordsSeen: Set<string>
  /** True for a code such as 007 or +353: it would lose a sign as a number. */
  isCode: boolean
  /** Of what is written alike in every form. */
  readonly range: NumberRange
  /** True where a decimal sign was seen. */
  hasFraction: boolean
  oldest: Date | undefined
  newest: Date | undefined
  /** By which `oldest` and `newest` were read; undefined if by several. */
  firstDateForm: string | undefined
  /** The first different texts. */
  readonly texts: Set<string>
}

export const mostTexts = 13

export function openEvidence(name: string): ColumnEvidence {
  return {
    name,
    valueCount: 0,
    emptyCount: 0,
    missing: new Map(),
    kinds: new Set(),
    numbers: numberForms.map((form) => ({ form, range: openRange() })),
    dates: [
      { form: isoForm, read: readIso },
      ...dateForms.map((form) => ({ form, read: dateReader(form) })),
    ],
    words: wordPairs,
    wordsSeen: new Set(),
    isCode: false,
    range: openRange(),
    hasFraction: false,
    oldest: undefined,
    newest: undefined,
    firstDateForm: undefined,
    texts: new Set(),
  }
}

/** Takes a value into account. */
export function addValue(evidence: ColumnEvidence, value: unknown): void {
  if (value === undefined || value === null || value === '' || Number.isNaN(value)) {
    evidence.emptyCount += 1
    return
  }
  if (typeof value === 'string') {
    addText(evidence, value.trim())
    return
  }
  evidence.valueCount += 1
  if (typeof value === 'number') {
    evidence.kinds.add('number')
    addNumber(evidence.range, value)
  } else if (typeof value === 'boolean') evidence.kinds.add('boolean')
  else if (value instanceof Date) {
    evidence.kinds.add('date')
    addDate(evidence, value)
  } else evidence.kinds.add('other')
}

function addText(evidence: ColumnEvidence, text: string): void {
  if (text === '') {
    evidence.emptyCount += 1
    return
  }
  if (missingWords.has(text)) {
    evidence.missing.set(text, (evidence.missing.get(text) ?? 0) + 1)
    return
  }
  evidence.valueCount += 1
  evidence.kinds.add('text')
  if (evidence.texts.size < mostTexts) evidence.texts.add(text)
  addNumberText(evidence, text)
  const word = text.toLowerCase()
  evidence.words = evidence.words.filter((pair) => pair.includes(word))
  if (evidence.words.length > 0) evidence.wordsSeen.add(text)
  addDateText(evidence, text)
}

function addNumberText(evidence: ColumnEvidence, text: string): void {
  if (/^[+-]?0\d|^\+|^-?\d{16,}$/.test(text)) evidence.isCode = true
  if (/^-?\d+$/.test(text)) {
    addNumber(evidence.range, Number(text))
    return
  }
  evidence.numbers = evidence.numbers.filter(({ form }) => form.matches(text))
  for (const { form, range } of evidence.numbers) addNumber(range, form.read(text))
  const isGrouped = /^-?\d{1,3}([.,]\d{3})+$/.test(text)
  if (/[.,]\d*$/.test(text) && !isGrouped) evidence.hasFraction = true
}

function addDateText(evidence: ColumnEvidence, text: string): void {
  let first: { readonly form: string; readonly date: Date } | undefined
  evidence.dates = evidence.dates.filter(({ form, read }) => {
    const date = read(text)
    if (date !== undefined) first ??= { form, date }
    return date !== undefined
  })
  if (first === undefined) return
  if (evidence.firstDateForm !== first.form) {
    evidence.firstDateForm = evidence.valueCount === 1 ? first.form : undefined
  }
  addDate(evidence, first.date)
}

function openRange(): NumberRange {
  return { areWhole: true, least: Infinity, greatest: -Infinity }
}

function addNumber(range: NumberRange, value: number): void {
  if (!Number.isSafeInteger(value)) range.areWhole = false
  if (value < range.least) range.least = value
  if (value > range.greatest) range.greatest = value
}

function addDate(evidence: ColumnEvidence, value: Date): void {
  if (evidence.oldest === undefined || value < evidence.oldest) evidence.oldest = value
  if (evidence.newest === undefined || value > evidence.newest) evidence.newest = value
}

/** True for moments that are read without being told how they are written. */
export function isIso(form: string): boolean {
  return form === isoForm
}

function readIso(text: string): Date | undefined {
  try {
    return parseMoment(text)
  } catch (error) {
    if (isSwellError(error, 'base.notAMoment')) return undefined
    throw error
  }
}
