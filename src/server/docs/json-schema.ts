/** What we read of a JSON Schema (2020-12); the document is made by us, from our own schemas. */
export interface JsonSchema {
  readonly $ref?: string
  /** Several where a value may be of each, such as `['string', 'null']`. */
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly description?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly default?: unknown
  readonly examples?: readonly unknown[]
  readonly minimum?: number
  readonly maximum?: number
  readonly minItems?: number
  readonly anyOf?: readonly JsonSchema[]
  readonly items?: JsonSchema
  readonly properties?: Readonly<Record<string, JsonSchema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: JsonSchema | boolean
}

export type NamedSchemas = Readonly<Record<string, JsonSchema>>

/** The name of a component: `Problem` of `#/components/schemas/Problem`. */
export function refName(ref: string): string {
  return ref.split('/').at(-1) ?? ref
}

export function resolveSchema(schema: JsonSchema, named: NamedSchemas): JsonSchema {
  return schema.$ref === undefined ? schema : (named[refName(schema.$ref)] ?? {})
}

/** A schema of several types as its alternatives, each of one type. */
export function alternativesOf(schema: JsonSchema): readonly JsonSchema[] | undefined {
  const { type } = schema
  if (schema.anyOf !== undefined) return schema.anyOf
  if (typeof type === 'string' || type === undefined) return undefined
  return type.map((one) => ({ ...schema, type: one }))
}
