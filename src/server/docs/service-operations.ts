import { z } from 'zod'
import { defineRoute, moment, routes } from '../../api/index.ts'
import type { Feature } from '../../features/index.ts'
import {
  faceRow,
  knownFeatures,
  partsOf,
  toldColumns,
  toldParts,
  isForecastService,
  type OpenService,
  type ServiceField,
} from '../../serving/index.ts'
import type { Column } from '../../table/index.ts'
import { forecastOperations } from './forecast-operations.ts'
import type { ServiceOperations } from './operations.ts'
import { pascalOf } from '../pascal-of.ts'

type Shape = Readonly<Record<string, z.ZodType>>

/** The two addresses of a service with exactly the fields that its model asks for and gives. */
export function serviceOperations(open: OpenService): ServiceOperations {
  const { service } = open
  if (isForecastService(service)) return forecastOperations(open, service)
  const fields = open.fields()
  const keys = new Set(service.model.view.label.group.key)
  const Name = pascalOf(service.name)
  const row = z.strictObject(rowShape(fields)).meta({ examples: [exampleRow(fields)] })
  const input = z
    .union([z.strictObject({ rows: z.array(row).min(1) }), row])
    .meta({ examples: [{ rows: [exampleRow(fields)] }] })
  const reply = predictReply(open, keys)
  const predict = defineRoute({
    ...routes.predict,
    path: `/services/${service.name}/predict`,
    summary: `Predict ${service.model.view.label.column} for one row or many`,
    params: z.strictObject({}),
    body: input,
    reply,
  })
  const schemas = {
    [`${Name}Row`]: row,
    [`${Name}PredictInput`]: input,
    [`${Name}PredictReply`]: reply,
  }
  if (service.forecast === undefined)
    return { routes: { [`predict${Name}`]: predict }, schemas, row }
  const forecastOfKey = forecastReply(open, keys)
  const forecast = defineRoute({
    ...routes.getForecast,
    path: `/services/${service.name}/forecast`,
    summary: `Give the newest forecast of ${service.model.view.label.column}`,
    description: `From now on, for one ${[...keys].join(' and ')}.`,
    params: z.strictObject({}),
    query: z.strictObject(rowShape(fields.filter(({ name }) => keys.has(name)))),
    reply: forecastOfKey,
  })
  return {
    routes: { [`predict${Name}`]: predict, [`forecast${Name}`]: forecast },
    schemas: { ...schemas, [`${Name}ForecastReply`]: forecastOfKey },
    row,
  }
}

function rowShape(fields: readonly ServiceField[]): Shape {
  return Object.fromEntries(
    fields.map((field) => {
      const schema = fieldSchema(field)
      if (field.required) return [field.name, schema]
      return [field.name, (field.name === 'at' ? schema : schema.nullable()).optional()]
    }),
  )
}

function fieldSchema(field: ServiceField): z.ZodType {
  const { choices, unit, description, example } = field
  const schema =
    choices !== undefined && field.type === 'text' ? z.enum(choices) : typeSchema(field.type)
  const words = [description, unit === undefined ? undefined : `In ${unit}.`].filter(Boolean)
  return schema.meta({
    ...(words.length === 0 ? {} : { description: words.join(' ') }),
    ...(example === null ? {} : { examples: [example] }),
  })
}

function typeSchema(type: ServiceField['type']): z.ZodType {
  switch (type) {
    case 'text':
      return z.string()
    case 'float':
      return z.number()
    case 'integer':
      return z.int()
    case 'boolean':
      return z.boolean()
    case 'timestamp':
      return moment
  }
}

function exampleRow(fields: readonly ServiceField[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    fields.flatMap(({ name, example }) => (example === null ? [] : [[name, example]])),
  )
}

/** What every answer of the service has: the key and the label. */
function answerShape({ service, fields }: OpenService, keys: ReadonlySet<string>): Shape {
  const { group, column } = service.model.view.label
  const { unit, description } = group.columns[column] ?? {}
  const words = [description, unit === undefined ? undefined : `In ${unit}.`].filter(Boolean)
  return {
    ...rowShape(fields().filter(({ name }) => keys.has(name))),
    at: moment.meta({ examples: ['2026-11-22T12:00:00.000Z'] }),
    [column]: z.number().meta({ description: words.join(' '), examples: [3.5] }),
  }
}

const predictionId = z.string().meta({
  description: 'Ask why by it: /api/v1/predictions/{id}/why.',
  examples: ['prd_01kjmma2mg19tz6cfy'],
})

const explanation = z
  .strictObject({
    scale: z.string(),
    base: z.number(),
    contributions: z.record(z.string(), z.number()),
  })
  .describe(
    'Where it was asked for: base and contributions sum to what is predicted, in that scale.',
  )

const probabilities = z
  .record(z.string(), z.number())
  .describe('Where they were asked for: how likely each class is.')

function predictReply(open: OpenService, keys: ReadonlySet<string>) {
  const { model, names = {} } = open.service
  const { name, view } = model
  const shape = answerShape(open, keys)
  const told = faceRow(names, view.features)
  const features = Object.keys(told).filter((feature) => !(feature in shape))
  return z.strictObject({
    model: z.literal(name),
    version: z.int(),
    ...(partsOf(open.service).length === 0 ? {} : { versions }),
    predictions: z.array(
      z.strictObject({
        predictionId,
        modelVersion: z.int().optional().describe('Where a version that challenges answered.'),
        ...shape,
        explanation: explanation.optional(),
        probabilities: probabilities.optional(),
        ...Object.fromEntries(features.map((feature) => [feature, featureSchema(told[feature])])),
        ...composedShape(open),
        ...(knownFeatures(view).length === 0 ? {} : unknownKey),
      }),
    ),
  })
}

const unknownKey = {
  missing: z
    .array(z.string())
    .optional()
    .describe('Where no group knows anything of its key: the features that were not there.'),
  warning: z.string().optional().describe('The same as a sentence.'),
}

const versions = z
  .record(z.string(), z.int())
  .describe('By model, the version of each other that had a part in it.')

/** What the answers of a service of several models have more, and what its functions tell. */
function composedShape({ service }: OpenService): Shape {
  const parts = toldParts(service)
  const said = z.strictObject(
    Object.fromEntries(parts.map((name) => [name, z.number().optional()])),
  )
  const own = Object.entries(toldColumns(service)).map(
    ([name, column]) => [name, toldSchema(name, column)] as const,
  )
  return {
    ...Object.fromEntries(own),
    ...(parts.length === 0 ? {} : { parts: said.optional().describe('What each model said.') }),
  }
}

function toldSchema(name: string, column: Column): z.ZodType {
  const { type, unit, description, optional, oneOf: choices } = column
  const schema = fieldSchema({
    name,
    type,
    ...(unit === undefined ? {} : { unit }),
    ...(description === undefined ? {} : { description }),
    ...(choices === undefined ? {} : { choices }),
    required: !optional,
    example: null,
  })
  if (!optional) return schema
  // What a function leaves out is told as null; a fallback that there was none is not told.
  return name === 'fallback' ? schema.optional() : schema.nullable()
}

function featureSchema(feature: Feature | undefined): z.ZodType {
  const schema = feature?.type === 'text' ? z.string() : z.number()
  return schema.nullable().describe('A feature that was used; null where it was not known.')
}

function forecastReply(open: OpenService, keys: ReadonlySet<string>) {
  const { name, view } = open.service.model
  const { group, column } = view.label
  const shape = answerShape(open, keys)
  const ofKey = Object.entries(shape).filter(([field]) => keys.has(field))
  const ofPoint = Object.entries(shape).filter(([field]) => !keys.has(field))
  return z.strictObject({
    ...Object.fromEntries(ofKey),
    model: z.literal(name),
    version: z.int(),
    madeAt: moment,
    unit: z
      .string()
      .optional()
      .meta({ examples: [group.columns[column]?.unit ?? ''] }),
    points: z
      .array(z.strictObject({ ...Object.fromEntries(ofPoint), predictionId }))
      .describe('Oldest first.'),
  })
}
