import type { Cell, Row, ServiceFieldReply } from '../../../api/index.ts'

export type FieldTexts = Readonly<Record<string, string>>

/** What the form starts with: the example of each field. */
export function exampleRow(fields: readonly ServiceFieldReply[]): FieldTexts {
  return Object.fromEntries(
    fields.map((field) => {
      const text = field.example === null ? '' : String(field.example)
      return [field.name, field.type === 'timestamp' ? text.slice(0, 16) : text]
    }),
  )
}

/** A held-out row as texts of the form: of the fields that it has. */
export function sampleTexts(fields: readonly ServiceFieldReply[], sample: Row): FieldTexts {
  return Object.fromEntries(
    fields.flatMap(({ name }) => {
      const value = sample[name]
      return value === undefined ? [] : [[name, value === null ? '' : String(value)] as const]
    }),
  )
}

/** The texts of the form as the row that the service takes. An empty optional field is left out. */
export function requestRow(fields: readonly ServiceFieldReply[], texts: FieldTexts): Row {
  return Object.fromEntries(
    fields.flatMap((field): [string, Cell][] => {
      const text = texts[field.name] ?? ''
      return text === '' && !field.required ? [] : [[field.name, cellOf(field, text)]]
    }),
  )
}

function cellOf(field: ServiceFieldReply, text: string): Cell {
  switch (field.type) {
    case 'timestamp':
      return text.length === 16 ? `${text}:00Z` : text
    case 'float':
    case 'integer':
      return text === '' ? null : Number(text)
    case 'boolean':
      return text === 'true'
    case 'text':
      return text
  }
}
