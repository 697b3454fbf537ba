import type { Column, Columns } from '../column.ts'
import { tableErrors } from '../errors.ts'
import { dateReader, isDateForm, type DateForm } from './date-form.ts'
import { numberForm, type DecimalSign, type ThousandsMark } from './number-form.ts'

/** How values are written, where they are not written as we would: dates, numbers, yes and no. */
export interface TextForms {
  /** Texts that mean that there is no value, beside the empty one: `['?', 'NA']`. */
  readonly missing?: readonly string[]
  /** What a column is called in the file, where it is called otherwise here. */
  readonly names?: Readonly<Record<string, string>>
  /** What stands between whole and fraction; a dot if it is absent. */
  readonly decimal?: DecimalSign
  /** What stands between thousands: `1,234,567`. */
  readonly thousands?: ThousandsMark
  /** How a column's moments are written, when they are not ISO 8601. */
  readonly dates?: Readonly<Record<string, DateForm>>
  /** The words for true and for false of a column, when they are not `true` and `false`. */
  readonly booleans?: Readonly<Record<string, readonly [yes: string, no: string]>>
}

/** Makes of a written text what `parseRow` understands; what is not of the form stays as it is. */
export type FormReader = (text: string) => unknown

const asItIs: FormReader = (text) => text

/** The reader of each column's texts. Throws `table.unknownDateForm` and `table.formOfUnknownColumn`. */
export function formReaders(
  columns: Columns,
  forms: TextForms,
): Readonly<Record<string, FormReader>> {
  for (const name of Object.keys({ ...forms.dates, ...forms.booleans, ...forms.names })) {
    if (columns[name] === undefined) throw tableErrors.formOfUnknownColumn({ column: name })
  }
  return Object.fromEntries(
    Object.entries(columns).map(([name, column]) => [name, readerOf(name, column, forms)]),
  )
}

function readerOf(name: string, { type }: Column, forms: TextForms): FormReader {
  if (type === 'boolean') {
    const words = forms.booleans?.[name]
    return words === undefined ? asItIs : (text) => wordOf(text, words)
  }
  if (type === 'timestamp') {
    const form = forms.dates?.[name]
    if (form === undefined) return asItIs
    if (!isDateForm(form)) throw tableErrors.unknownDateForm({ column: name, form })
    const read = dateReader(form)
    // Of another form it is no moment, though ISO 8601 might think so.
    return (text) => read(text) ?? `${text} (not as ${form})`
  }
  const { decimal = '.', thousands } = forms
  const isPlain = type === 'text' || (decimal === '.' && thousands === undefined)
  return isPlain ? asItIs : numberReader(decimal, thousands)
}

function wordOf(text: string, [yes, no]: readonly [string, string]): unknown {
  if (text.toLowerCase() === yes.toLowerCase()) return true
  return text.toLowerCase() === no.toLowerCase() ? false : text
}

function numberReader(decimal: DecimalSign, thousands: ThousandsMark | undefined): FormReader {
  const form = numberForm(decimal, thousands)
  const sample = `1${thousands ?? ''}234${decimal}5`
  // What does not match might be a number of another form as it stands.
  return (text) => (form.matches(text) ? form.read(text) : `${text} (not as ${sample})`)
}
