import { openApiDocument, routes, type Route } from '../../api/index.ts'
import type { ServerContext } from '../server-context.ts'
import { inferenceRoutes } from './faces/inference-routes.ts'
import type { JsonSchema, NamedSchemas } from './json-schema.ts'
import { serviceOperations } from './service-operations.ts'

/** The OpenAPI document, as far as its page reads it. */
export interface ApiDocument {
  readonly openapi: string
  readonly info: {
    readonly title: string
    readonly version: string
    readonly description?: string
  }
  readonly tags: readonly { readonly name: string }[]
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>
  readonly components: { readonly schemas: NamedSchemas }
}

export interface ApiOperation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly summary: string
  readonly description?: string
  readonly parameters: readonly ApiParameter[]
  readonly requestBody?: { readonly content: ApiContent }
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content: ApiContent }>
  >
}

export interface ApiParameter {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: JsonSchema
}

export type ApiContent = Readonly<
  Record<string, { readonly schema: JsonSchema; readonly example?: unknown }>
>

/** The contract with the rows of the project's own services in it, as they are now. */
export function apiDocument({ project, services, version }: ServerContext): ApiDocument {
  const { predict: _, getForecast: __, ...general } = routes
  const operations = services.all.map(serviceOperations)
  const { name, description } = project.definition
  const served = operations.flatMap((own) => Object.entries(own.routes))
  const rows = operations.flatMap(({ row }) => row ?? [])
  const all: Readonly<Record<string, Route>> = {
    ...Object.fromEntries(served),
    ...inferenceRoutes(services.all, rows),
    ...general,
  }
  const document = openApiDocument(all, {
    title: `${name}: services and API`,
    version,
    ...(description === undefined ? {} : { description }),
    schemas: Object.fromEntries(operations.flatMap((own) => Object.entries(own.schemas))),
  })
  return document as unknown as ApiDocument
}
