import { z } from 'zod'
import { pathParameters, type Route } from './define-route.ts'
import { examples } from './examples.ts'
import { problemMediaType, problemReply } from './problem.ts'
import { wireSchemas, type WireName } from './wire-schemas.ts'

type Json = Readonly<Record<string, unknown>>
type NamedSchemas = Readonly<Record<string, z.ZodType>>

export interface OpenApiOptions {
  readonly title: string
  readonly version: string
  readonly description?: string
  /** More named schemas, such as the rows of the project's services. */
  readonly schemas?: NamedSchemas
}

/** The OpenAPI 3.1 document of `routes`; their names become the ids of the operations. */
export function openApiDocument(routes: Readonly<Record<string, Route>>, options: OpenApiOptions) {
  const schemas = { ...wireSchemas, ...options.schemas }
  const entries = Object.entries(routes)
  const description = options.description
  return {
    openapi: '3.1.0',
    info: {
      title: options.title,
      version: options.version,
      ...(description === undefined ? {} : { description }),
    },
    jsonSchemaDialect: 'https://json-schema.org/draft/2020-12/schema',
    tags: [...new Set(entries.map(([, route]) => tagOf(route)))].map((name) => ({ name })),
    paths: pathsOf(entries, schemas),
    components: {
      schemas: componentsOf(schemas),
      securitySchemes: { token: { type: 'http', scheme: 'bearer' } },
    },
  }
}

function pathsOf(entries: readonly (readonly [string, Route])[], schemas: NamedSchemas) {
  const paths: Record<string, Record<string, Json>> = {}
  for (const [name, route] of entries) {
    const path = route.path.replaceAll(/(?<=\/):(\w+)/g, '{$1}')
    paths[path] = {
      ...paths[path],
      [route.method.toLowerCase()]: operationOf(name, route, schemas),
    }
  }
  return paths
}

function operationOf(name: string, route: Route, schemas: NamedSchemas): Json {
  const { summary, description, body } = route
  return {
    operationId: name,
    tags: [tagOf(route)],
    summary,
    ...(description === undefined ? {} : { description }),
    ...(route.isTokenWanted === true ? { security: [{ token: [] }] } : {}),
    parameters: [...parametersOf(route, 'path'), ...parametersOf(route, 'query')],
    ...(body === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { ...jsonContent(body, schemas), ...otherContent(route) },
          },
        }),
    responses: {
      [route.status ?? 200]: { description: 'Done.', content: jsonContent(route.reply, schemas) },
      default: {
        description: problemText(route),
        content:
          route.failure === undefined
            ? jsonContent(problemReply, schemas, problemMediaType)
            : jsonContent(route.failure, schemas),
      },
    },
  }
}

function parametersOf(route: Route, where: 'path' | 'query'): Json[] {
  const shape: Readonly<Record<string, z.core.$ZodType>> =
    (where === 'path' ? route.params : route.query)?.shape ?? {}
  const names = where === 'path' ? pathParameters(route.path) : Object.keys(shape)
  return names.map((name) => {
    const schema = shape[name] ?? z.string()
    return {
      name,
      in: where,
      required: where === 'path' || !z.safeParse(schema, undefined).success,
      schema: withoutDialect(z.toJSONSchema(schema, { io: 'output', override: plain })),
    }
  })
}

function jsonContent(
  schema: z.core.$ZodType,
  schemas: NamedSchemas,
  mediaType = 'application/json',
) {
  const name = Object.keys(schemas).find((key) => schemas[key] === schema)
  if (name === undefined) {
    return {
      [mediaType]: {
        schema: withoutDialect(z.toJSONSchema(schema, { io: 'input', override: plain })),
      },
    }
  }
  const example = examples[name as WireName]
  return {
    [mediaType]: {
      schema: { $ref: refTo(name) },
      ...(example === undefined ? {} : { example }),
    },
  }
}

function otherContent({ otherBodies = {} }: Route): Json {
  return Object.fromEntries(
    Object.entries(otherBodies).map(([mediaType, description]) => [
      mediaType,
      { schema: { type: 'string', format: 'binary', description } },
    ]),
  )
}

/** All named schemas at once, so that they refer to each other instead of repeating themselves. */
function componentsOf(schemas: NamedSchemas): Json {
  const registry = z.registry<{ id: string }>()
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id })
  const made = z.toJSONSchema(registry, { io: 'input', uri: refTo, override: plain })
  return Object.fromEntries(
    Object.entries(made.schemas).map(([name, schema]) => [name, withoutDialect(schema)]),
  )
}

/** Leaves out what zod adds and nobody reads: the bounds of safe integers, the pattern of a date. */
function plain({ jsonSchema }: { jsonSchema: z.core.JSONSchema.BaseSchema }) {
  if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum
  if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum
  if (jsonSchema.format === 'date-time') delete jsonSchema.pattern
}

function withoutDialect(schema: object): Json {
  return Object.fromEntries(
    Object.entries(schema).filter(([key]) => key !== '$schema' && key !== '$id'),
  )
}

function refTo(name: string): string {
  return `#/components/schemas/${name}`
}

function problemText(route: Route): string {
  if (route.errors.length === 0) return 'A problem.'
  return `A problem, such as ${route.errors.map((code) => `\`${code}\``).join(', ')}.`
}

function tagOf(route: Route): string {
  return route.path.replace('/api/v1', '').split('/')[1] ?? ''
}
