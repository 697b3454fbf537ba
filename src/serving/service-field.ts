import type { OnlineView } from '../features/index.ts'
import type { Column, ColumnType } from '../table/index.ts'
import { entitiesOf } from './entities-of.ts'
import { keyColumns } from './predictions-group.ts'
import type { ServedModel } from './service.ts'

/** A field of a request row, with what a form needs to ask for it. */
export interface ServiceField {
  readonly name: string
  readonly type: ColumnType
  readonly unit?: string
  readonly description?: string
  readonly required: boolean
  readonly example: string | number | boolean | null
  /** The known values of a key, when they are few. */
  readonly choices?: readonly string[]
}

const mostChoices = 100

export function describeFields(
  model: ServedModel,
  settable: ReadonlySet<string>,
  online: OnlineView | undefined,
): ServiceField[] {
  const entities = online === undefined ? [] : entitiesOf(model, online)
  const keys = Object.entries(keyColumns(model)).map(([name, column]): ServiceField => {
    const values = [...new Set(entities.map((key) => toCell(key[name])))]
    const about = { name, ...aboutOf(column), required: true, example: values[0] ?? null }
    const isChoice = values.length > 0 && values.length <= mostChoices
    return isChoice ? { ...about, choices: values.map(String) } : about
  })
  const at: ServiceField = {
    name: 'at',
    type: 'timestamp',
    description: 'The moment to predict for; now, if it is absent.',
    required: false,
    example: '2026-11-22T12:00:00Z',
  }
  const told = Object.entries(model.view.request).map(([name, column]): ServiceField => ({
    name,
    ...aboutOf(column),
    required: !column.optional,
    example: exampleOf(column),
    ...(column.oneOf === undefined ? {} : { choices: column.oneOf }),
  }))
  const features = [...settable].flatMap((name): ServiceField[] => {
    const feature = model.view.features[name]
    if (feature === undefined || keys.some((key) => key.name === name)) return []
    const description = feature.description ?? 'Read from its group; set it to ask what if.'
    const type = feature.type === 'text' ? 'text' : 'float'
    return [{ name, ...aboutOf(feature), type, description, required: false, example: null }]
  })
  return [...keys, at, ...told, ...features]
}

function aboutOf(column: {
  readonly type: ColumnType
  readonly unit?: string
  readonly description?: string
}) {
  const { type, unit, description } = column
  return {
    type,
    ...(unit === undefined ? {} : { unit }),
    ...(description === undefined ? {} : { description }),
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
