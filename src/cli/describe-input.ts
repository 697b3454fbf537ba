import type { z } from 'zod'
import type { Command } from './command.ts'
import { toOptionName } from './option-name.ts'

/** One thing that a command takes, as people write it. */
export interface InputField {
  readonly key: string
  readonly option: string
  readonly type: 'boolean' | 'number' | 'text'
  readonly isList: boolean
  readonly isPositional: boolean
  readonly isRequired: boolean
  /** `<model>`, `[file]`, `--port <number>`, `--force`. */
  readonly written: string
  /** `<number>`; undefined for a switch. */
  readonly value: string | undefined
  readonly about: string
  /** What holds when it is left out. */
  readonly byDefault: unknown
}

/** The fields of a command's input: positionals first, in their order, then options. */
export function describeInput(command: Pick<Command, 'input' | 'positionals'>): InputField[] {
  const { shape } = command.input
  const keys = Object.keys(shape)
  const options = keys.filter((key) => !command.positionals.includes(key))
  return [...command.positionals, ...options].flatMap((key) => {
    const schema = shape[key]
    return schema === undefined ? [] : [toField(key, schema, command.positionals.includes(key))]
  })
}

function toField(key: string, schema: z.core.$ZodType, isPositional: boolean): InputField {
  const { inner, byDefault, isOptional } = unwrap(schema)
  const isList = inner._zod.def.type === 'array'
  const type = typeOf(inner)
  const option = toOptionName(key)
  const isRequired = !isOptional && type !== 'boolean'
  const value = type === 'boolean' ? undefined : valueName(key, inner)
  return {
    key,
    option,
    type,
    isList,
    isPositional,
    isRequired,
    written: writeField({ option, value, isPositional, isRequired }),
    value,
    about: describe(schema) ?? describe(inner) ?? '',
    byDefault,
  }
}

function writeField(field: {
  readonly option: string
  readonly value: string | undefined
  readonly isPositional: boolean
  readonly isRequired: boolean
}): string {
  if (field.isPositional) return field.isRequired ? `<${field.option}>` : `[${field.option}]`
  return `--${field.option}${field.value === undefined ? '' : ` ${field.value}`}`
}

function unwrap(schema: z.core.$ZodType): {
  readonly inner: z.core.$ZodType
  readonly byDefault: unknown
  readonly isOptional: boolean
} {
  const def = (schema as z.core.$ZodTypes)._zod.def
  if (def.type === 'optional') return { ...unwrap(def.innerType), isOptional: true }
  if (def.type === 'default') {
    return { ...unwrap(def.innerType), byDefault: def.defaultValue, isOptional: true }
  }
  return { inner: schema, byDefault: undefined, isOptional: false }
}

function typeOf(schema: z.core.$ZodType): InputField['type'] {
  const { type } = schema._zod.def
  if (type === 'boolean') return 'boolean'
  return type === 'number' || type === 'int' ? 'number' : 'text'
}

/** The words for a value: what the schema's `meta({ value })` says, its choices, or its type. */
function valueName(key: string, schema: z.core.$ZodType): string {
  const { def } = (schema as z.core.$ZodTypes)._zod
  const named = (schema as z.ZodType).meta()?.['value']
  if (typeof named === 'string') return named
  if (def.type === 'enum') return Object.values(def.entries).join('|')
  if (def.type === 'array') return '<a,b>'
  return typeOf(schema) === 'number' ? '<number>' : `<${toOptionName(key)}>`
}

function describe(schema: z.core.$ZodType): string | undefined {
  return (schema as z.ZodType).description
}
