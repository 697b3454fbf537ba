import { alternativesOf, resolveSchema, type JsonSchema, type NamedSchemas } from './json-schema.ts'

/** A value of a schema, for people to read: what it gives as an example, or one that is made up. */
export function exampleValue(schema: JsonSchema, named: NamedSchemas): unknown {
  const own = resolveSchema(schema, named)
  const [given] = own.examples ?? []
  if (given !== undefined) return given
  if (own.default !== undefined) return own.default
  const alternatives = alternativesOf(own)
  if (alternatives !== undefined) return exampleOfAny(alternatives, named)
  const [allowed] = own.enum ?? [own.const]
  return allowed ?? exampleOfType(own, named)
}

function exampleOfType(own: JsonSchema, named: NamedSchemas): unknown {
  switch (own.type) {
    case 'object':
      return exampleObject(own, named)
    case 'array':
      return own.items === undefined ? [] : [exampleValue(own.items, named)]
    case 'integer':
      return Math.max(1, own.minimum ?? 1)
    case 'number':
      return 1.5
    case 'boolean':
      return true
    case 'string':
      return own.format === 'date-time' ? '2026-11-21T06:00:00.000Z' : '…'
    default:
      return null
  }
}

function exampleOfAny(choices: readonly JsonSchema[], named: NamedSchemas): unknown {
  const first = choices.find((choice) => choice.type !== 'null')
  return first === undefined ? null : exampleValue(first, named)
}

function exampleObject(schema: JsonSchema, named: NamedSchemas): unknown {
  return Object.fromEntries(
    Object.entries(schema.properties ?? {}).map(([name, own]) => [name, exampleValue(own, named)]),
  )
}
