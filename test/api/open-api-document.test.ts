import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Ajv2020 } from 'ajv/dist/2020.js'
import { z } from 'zod'
import { defineRoute, openApiDocument, routes } from '../../src/api/index.ts'

/**
 * The structure of OpenAPI 3.1 as far as we use it, closed: what the specification does not name is
 * refused. See https://spec.openapis.org/oas/v3.1.0#schema
 */
const text = { type: 'string', minLength: 1 }
const schemaObject = { $ref: 'https://json-schema.org/draft/2020-12/schema' }
const content = {
  type: 'object',
  minProperties: 1,
  propertyNames: { pattern: '^[a-z]+/[a-z+.-]+$' },
  additionalProperties: {
    type: 'object',
    properties: { schema: schemaObject, example: true, examples: { type: 'object' } },
    required: ['schema'],
    additionalProperties: false,
  },
}
const operation = {
  type: 'object',
  properties: {
    operationId: text,
    tags: { type: 'array', items: text },
    summary: text,
    description: text,
    security: { type: 'array', items: { type: 'object', additionalProperties: { type: 'array' } } },
    parameters: {
      type: 'array',
      items: {
        type: 'object',
        properties: {
          name: text,
          in: { enum: ['path', 'query', 'header', 'cookie'] },
          required: { type: 'boolean' },
          description: text,
          schema: schemaObject,
        },
        required: ['name', 'in', 'schema'],
        additionalProperties: false,
        anyOf: [
          {
            properties: { in: { const: 'path' }, required: { const: true } },
            required: ['required'],
          },
          { properties: { in: { enum: ['query', 'header', 'cookie'] } } },
        ],
      },
    },
    requestBody: {
      type: 'object',
      properties: { description: text, required: { type: 'boolean' }, content },
      required: ['content'],
      additionalProperties: false,
    },
    responses: {
      type: 'object',
      minProperties: 1,
      propertyNames: { pattern: '^([1-5][0-9]{2}|default)$' },
      additionalProperties: {
        type: 'object',
        properties: { description: text, content },
        required: ['description'],
        additionalProperties: false,
      },
    },
  },
  required: ['responses'],
  additionalProperties: false,
}
const structure = {
  type: 'object',
  properties: {
    openapi: { type: 'string', pattern: '^3\\.1\\.\\d+$' },
    info: {
      type: 'object',
      properties: { title: text, version: text, description: text },
      required: ['title', 'version'],
      additionalProperties: false,
    },
    jsonSchemaDialect: text,
    tags: {
      type: 'array',
      items: { type: 'object', properties: { name: text }, required: ['name'] },
    },
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/' },
      additionalProperties: {
        type: 'object',
        propertyNames: { enum: ['get', 'put', 'post', 'delete'] },
        additionalProperties: operation,
      },
    },
    components: {
      type: 'object',
      properties: {
        schemas: {
          type: 'object',
          propertyNames: { pattern: '^[a-zA-Z0-9._-]+$' },
          additionalProperties: schemaObject,
        },
        securitySchemes: {
          type: 'object',
          additionalProperties: {
            type: 'object',
            properties: { type: { const: 'http' }, scheme: text },
            required: ['type', 'scheme'],
            additionalProperties: false,
          },
        },
      },
      additionalProperties: false,
    },
  },
  required: ['openapi', 'info', 'paths'],
  additionalProperties: false,
}

const document = openApiDocument(routes, { title: 'surf', version: '1.2.3' })

function structureErrors(value: unknown) {
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  ajv.validate(structure, value)
  return ajv.errors?.map((error) => `${error.instancePath} ${error.message}`) ?? []
}

test('the document has the structure of OpenAPI 3.1, and its schemas are JSON Schema 2020-12', () => {
  assert.deepEqual(structureErrors(document), [])
})

test('the check of the structure finds what is wrong', () => {
  const broken = structuredClone(document) as unknown as {
    info: { version?: string }
    components: { schemas: Record<string, unknown> }
  }
  delete broken.info.version
  broken.components.schemas['Problem'] = { type: 'strnig' }
  assert.equal(structureErrors(broken).length > 1, true)
})

test('every reference in the document leads somewhere', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map((m) => m[1])
  const names = Object.keys(document.components.schemas).map((id) => `#/components/schemas/${id}`)
  assert.deepEqual(
    references.filter((reference) => !names.includes(reference ?? '')),
    [],
  )
  assert.equal(references.length > 40, true)
})

test('the parameters in the braces of a path are declared', () => {
  for (const [path, operations] of Object.entries(document.paths)) {
    const wanted = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1])
    for (const found of Object.values(operations)) {
      const parameters = found['parameters'] as { name: string; in: string }[]
      assert.deepEqual(
        parameters.filter((parameter) => parameter.in === 'path').map((p) => p.name),
        wanted,
        path,
      )
    }
  }
})

test('schemas made at run time stand in the document under their names', () => {
  const surfRow = z.strictObject({ beachId: z.string(), at: z.iso.datetime() })
  const predictSurf = defineRoute({
    method: 'POST',
    path: '/services/surf/predict',
    summary: 'Predict the height of waves',
    body: surfRow,
    reply: z.strictObject({ waveHeight: z.number() }),
    errors: [],
  })
  const made = openApiDocument(
    { predictSurf },
    { title: 'surf', version: '1', schemas: { SurfRow: surfRow } },
  )
  assert.deepEqual(made.components.schemas['SurfRow'], {
    type: 'object',
    properties: { beachId: { type: 'string' }, at: { type: 'string', format: 'date-time' } },
    required: ['beachId', 'at'],
    additionalProperties: false,
  })
  assert.deepEqual(made.paths['/services/surf/predict']?.['post']?.['requestBody'], {
    required: true,
    content: { 'application/json': { schema: { $ref: '#/components/schemas/SurfRow' } } },
  })
})
