import type { Random } from '../../src/base/index.ts'

/** As much of JSON Schema as requests are made by. */
interface Schema {
  readonly type?: string | readonly string[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly items?: Schema
  readonly example?: unknown
  readonly $ref?: string
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly schema?: Schema
}

interface Operation {
  readonly parameters?: readonly Parameter[]
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema?: Schema }>>
  }
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> }
}

export interface FuzzRequest {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | undefined
}

const oddTexts = [
  '',
  ' ',
  '0',
  '-1',
  'null',
  'undefined',
  '__proto__',
  'constructor',
  '../../etc/passwd',
  '%',
  '%00',
  'a\u0000b',
  '\ud800',
  '🌊'.repeat(50),
  'x'.repeat(5000),
  "'; drop table runs; --",
  '<script>',
  '${a}',
  '2026-02-30T25:61:00Z',
  '1e999',
  '{}',
]
const oddNumbers = [0, -0, -1, 1.5, 1e308, -1e308, 2 ** 31, 2 ** 53, 5e-324, 2 ** 53 + 2]
const oddBodies = [
  '',
  '{',
  '[',
  'null',
  '"a"',
  '1',
  '[]',
  '{}',
  '{"__proto__":{"a":1}}',
  '[[[[[[]]]]]]',
  '\u0000',
  '﻿{}',
]

/** Makes requests by what a document says of an API: some as it wants them, most wrong in one way or another. */
export function fuzzRequests(
  { paths, components }: ApiDocument,
  random: Random,
  known: readonly string[],
): (operation: { readonly method: string; readonly path: string }) => FuzzRequest {
  const pick = <Value>(values: readonly Value[]): Value | undefined =>
    values[Math.floor(random.next() * values.length)]
  const text = (): string => pick(random.next() < 0.5 ? known : oddTexts) ?? ''

  function anything(depth: number): unknown {
    switch (Math.floor(random.next() * (depth > 3 ? 4 : 6))) {
      case 0:
        return null
      case 1:
        return random.next() < 0.5
      case 2:
        return pick(oddNumbers)
      case 3:
        return text()
      case 4:
        return Array.from({ length: Math.floor(random.next() * 4) }, () => anything(depth + 1))
      default:
        return Object.fromEntries(
          Array.from({ length: Math.floor(random.next() * 4) }, () => [
            text(),
            anything(depth + 1),
          ]),
        )
    }
  }

  function valueOf(schema: Schema, depth = 0): unknown {
    if (random.next() < 0.08 || depth > 8) return anything(depth)
    const { $ref, anyOf, oneOf, allOf, example } = schema
    if ($ref !== undefined) {
      return valueOf(components?.schemas?.[$ref.split('/').at(-1) ?? ''] ?? {}, depth + 1)
    }
    const either = anyOf ?? oneOf ?? allOf
    if (either !== undefined) return valueOf(pick(either) ?? {}, depth + 1)
    if (example !== undefined && random.next() < 0.5) return example
    return plainValueOf(schema, depth)
  }

  function plainValueOf(schema: Schema, depth: number): unknown {
    if (schema.enum !== undefined) return pick(schema.enum)
    if (schema.const !== undefined) return schema.const
    const { type = [] } = schema
    return ofType(typeof type === 'string' ? type : pick(type), schema, depth)
  }

  function ofType(type: string | undefined, schema: Schema, depth: number): unknown {
    switch (type) {
      case 'string':
        return text()
      case 'number':
        return random.next() < 0.5 ? random.next() : pick(oddNumbers)
      case 'integer':
        return random.next() < 0.5 ? Math.floor(random.next() * 5) : pick(oddNumbers)
      case 'boolean':
        return random.next() < 0.5
      case 'null':
        return null
      case 'array':
        return Array.from({ length: Math.floor(random.next() * 4) }, () =>
          valueOf(schema.items ?? {}, depth + 1),
        )
      case 'object':
        return objectOf(schema, depth)
      default:
        return anything(depth)
    }
  }

  function objectOf({ properties = {}, required = [] }: Schema, depth: number): unknown {
    const members = Object.entries(properties)
      .filter(([name]) => random.next() < (required.includes(name) ? 0.95 : 0.5))
      .map(([name, own]) => [name, valueOf(own, depth + 1)] as const)
    const more = random.next() < 0.05 ? [[text(), anything(depth)] as const] : []
    return Object.fromEntries([...members, ...more])
  }

  function bodyOf(content: Readonly<Record<string, { readonly schema?: Schema }>>) {
    const type = pick(Object.keys(content)) ?? 'application/json'
    if (random.next() < 0.1) return { type, body: pick(oddBodies) ?? '' }
    const value = valueOf(content[type]?.schema ?? {})
    const body = typeof value === 'string' && !type.includes('json') ? value : JSON.stringify(value)
    return { type: random.next() < 0.03 ? 'text/odd' : type, body: body ?? '' }
  }

  function asText(value: unknown): string {
    return typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  }

  return ({ method, path }) => {
    const { parameters = [], requestBody } = paths[path]?.[method] ?? {}
    const query = parameters
      .filter((own) => own.in === 'query' && random.next() < 0.5)
      .map(({ name, schema = {} }) => `${encoded(name)}=${encoded(asText(valueOf(schema)))}`)
    const filled = path.replaceAll(/\{[^}]*\}/g, () => encoded(text()) || 'x')
    const made = requestBody === undefined ? undefined : bodyOf(requestBody.content)
    return {
      method: method.toUpperCase(),
      path: query.length === 0 ? filled : `${filled}?${query.join('&')}`,
      headers: made === undefined ? {} : { 'content-type': made.type },
      body: made?.body,
    }
  }
}

/** Half of a letter can't be written in an address. */
function encoded(value: string): string {
  return encodeURIComponent(value.toWellFormed())
}
