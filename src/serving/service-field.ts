import type { OnlineView } from '../features/index.ts'
import type { Column, Columns, ColumnType } from '../table/index.ts'
import { entitiesOf } from './entities-of.ts'
import type { ServedModel } from './served-model.ts'

/** A field of a request row, with what a form needs to ask for it. */
export interface ServiceField {
  readonly name: string
  readonly type: ColumnType
  readonly unit?: string
  readonly description?: string
  readonly required: boolean
  readonly example: string | number | boolean | null
  /** The known values, when they are few. */
  readonly choices?: readonly string[]
}

const mostChoices = 100

/** What a row of a request may hold. */
export interface DescribedRow {
  readonly model: ServedModel
  readonly columns: Columns
  /** Those that nothing else knows. */
  readonly told: ReadonlySet<string>
}

/** Of the columns of a service's requests: keys are those that there are rows of. */
export function describeFields(
  { model, columns, told }: DescribedRow,
  online: OnlineView | undefined,
): ServiceField[] {
  const entities = online === undefined ? [] : entitiesOf(model, online)
  const keys: readonly string[] = model.view.label.group.key
  return Object.entries(columns).map(([name, column]) => {
    const about = { name, ...aboutOf(column), required: isRequired(column) }
    if (keys.includes(name)) {
      const values = [...new Set(entities.map((key) => toCell(key[name])))]
      const isChoice = values.length > 0 && values.length <= mostChoices
      const field = { ...about, required: !column.optional, example: values[0] ?? null }
      return isChoice ? { ...field, choices: values.map(String) } : field
    }
    return {
      ...about,
      example: told.has(name) ? exampleOf(column) : null,
      ...(column.oneOf === undefined ? {} : { choices: column.oneOf }),
    }
  })
}

/** Whether a request has to tell it: it may not be absent, and nothing stands for it. */
export function isRequired(column: Column): boolean {
  return !column.optional && column.default === undefined
}

function aboutOf({ type, unit, description, default: otherwise }: Column) {
  const words = [description, otherwise === undefined ? undefined : `${otherwise} when left out.`]
  const told = words.filter((one) => one !== undefined).join(' ')
  return {
    type,
    ...(unit === undefined ? {} : { unit }),
    ...(told === '' ? {} : { description: told }),
  }
}

function exampleOf({ type, oneOf, min, max }: Column): ServiceField['example'] {
  switch (type) {
    case 'text':
      return oneOf?.[0] ?? 'text'
    case 'boolean':
      return true
    case 'timestamp':
      return '2026-11-22T12:00:00Z'
    case 'integer':
    case 'float':
      return Math.min(Math.max(1, min ?? 1), max ?? Infinity)
  }
}

function toCell(value: unknown): string | number | boolean | null {
  if (value instanceof Date) return value.toISOString()
  const isCell =
    typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return isCell ? value : null
}
