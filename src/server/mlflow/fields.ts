import { trackingErrors } from '../../tracking/index.ts'
import { isRecord } from '../is-record.ts'

/** The members of a message of MLflow's interface, and where in the request they stand. */
export interface Fields {
  readonly values: Readonly<Record<string, unknown>>
  /** '' at the top, `metrics[3].` below. */
  readonly place: string
}

const seeDocs = 'See the API docs for more information about request parameters.'

/** Throws `loggedValueWrong` where it is no text. */
export function findText(fields: Fields, name: string): string | undefined {
  const value = valueOf(fields, name)
  if (value === undefined || typeof value === 'string') return value
  throw wrongType(fields, name, value)
}

/** Throws `loggedValueMissing` where it is absent or empty. */
export function getText(fields: Fields, name: string): string {
  const value = findText(fields, name)
  if (value !== undefined && value !== '') return value
  throw trackingErrors.loggedValueMissing({ parameter: fields.place + name })
}

/** A whole number, which may stand in quotes as protobuf's JSON does it. */
export function findWhole(fields: Fields, name: string): number | undefined {
  const value = valueOf(fields, name)
  if (value === undefined) return undefined
  const number = typeof value === 'string' && /^[+-]?\d+$/.test(value) ? Number(value) : value
  if (typeof number === 'number' && Number.isSafeInteger(number)) return number
  throw wrongType(fields, name, value)
}

/** Any number, `NaN` and `Infinity` in quotes among them. */
export function getNumber(fields: Fields, name: string): number {
  const value = valueOf(fields, name)
  if (typeof value === 'number') return value
  if (value === undefined) {
    throw trackingErrors.loggedValueMissing({ parameter: fields.place + name })
  }
  if (value === 'NaN') return Number.NaN
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN
  if (Number.isNaN(number)) throw wrongType(fields, name, value)
  return number
}

/** Texts as clients write them in addresses, `True` and `false`, are booleans, too. */
export function findBoolean(fields: Fields, name: string): boolean | undefined {
  const value = valueOf(fields, name)
  if (value === undefined || typeof value === 'boolean') return value
  if (typeof value === 'string' && /^(?:true|false)$/i.test(value)) return /^true$/i.test(value)
  throw wrongType(fields, name, value)
}

/** One text in an address stands for a list of one. */
export function listTexts(fields: Fields, name: string): readonly string[] {
  const value = valueOf(fields, name) ?? []
  const values: readonly unknown[] = Array.isArray(value) ? value : [value]
  return values.map((one) => {
    if (typeof one === 'string') return one
    throw wrongType(fields, name, value)
  })
}

export function listFields(fields: Fields, name: string): readonly Fields[] {
  const value = valueOf(fields, name) ?? []
  if (!Array.isArray(value)) throw wrongType(fields, name, value)
  return value.map((one: unknown, at) => {
    if (isRecord(one)) return { values: one, place: `${fields.place}${name}[${at}].` }
    throw wrongType(fields, `${name}[${at}]`, one)
  })
}

/** A message in a message; without members if it is absent. */
export function innerFields(fields: Fields, name: string): Fields {
  const value = valueOf(fields, name) ?? {}
  if (isRecord(value)) return { values: value, place: `${fields.place}${name}.` }
  throw wrongType(fields, name, value)
}

/** A name of a protobuf enum, or its number. */
export function findChoice<Choice extends string>(
  fields: Fields,
  name: string,
  choices: readonly Choice[],
): Choice | undefined {
  const value = valueOf(fields, name)
  if (value === undefined) return undefined
  const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
  const found =
    typeof number === 'number' ? choices[number - 1] : choices.find((one) => one === number)
  if (found !== undefined) return found
  throw trackingErrors.loggedValueWrong({
    parameter: fields.place + name,
    value: show(value),
    problem: `It must be one of ${choices.join(', ')}.`,
  })
}

function valueOf({ values }: Fields, name: string): unknown {
  // A name such as `constructor` is none of the message's.
  return Object.hasOwn(values, name) ? (values[name] ?? undefined) : undefined
}

function wrongType({ place }: Fields, name: string, value: unknown): Error {
  return trackingErrors.loggedValueWrong({
    parameter: place + name,
    value: show(value),
    problem: `Hint: Value was of type '${typeNameOf(value)}'. ${seeDocs}`,
  })
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}

/** As Python calls it: clients and their users know these names. */
function typeNameOf(value: unknown): string {
  if (Array.isArray(value)) return 'list'
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float'
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'string' ? 'str' : 'dict'
}
