import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { cell, columnReply, count, limit, moment, nameParams, row, version } from './fields.ts'

/** A field of a request row, with what a form needs to ask for it. */
const serviceFieldReply = columnReply.extend({
  required: z.boolean(),
  example: cell,
  /** The known values of a key, when they are few. */
  choices: z.array(z.string()).optional(),
})
export type ServiceFieldReply = z.infer<typeof serviceFieldReply>

export const serviceReply = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  model: z.string(),
  alias: z.string(),
  /** null while no version has the alias; requests are then refused. */
  version: version.nullable(),
  versionSince: moment.nullable(),
  address: z.string().describe('Path under the server: `/services/surf`.'),
  answers: z.enum(['rows', 'series']).describe('What it is asked: rows, or forecasts of series.'),
  fields: z.array(serviceFieldReply).describe('What a row of a request holds.'),
  output: columnReply,
  /** The entities that a forecast exists for; null when the service gives none. */
  forecast: z.strictObject({ entities: z.array(row), horizonMs: z.number() }).nullable(),
  parts: z
    .array(
      z.strictObject({
        name: z.string(),
        kind: z.enum(['chain', 'ensemble', 'fallback']),
        model: z.string(),
        alias: z.string(),
        version: version.nullable(),
      }),
    )
    .describe('The other models that have a part in its answers, each by its version.'),
  requestCount: count,
  predictionCount: count,
  newestPredictionAt: moment.nullable(),
})
export type ServiceReply = z.infer<typeof serviceReply>

export const servicesReply = z.strictObject({ services: z.array(serviceReply) })
export type ServicesReply = z.infer<typeof servicesReply>

export const listServices = defineRoute({
  method: 'GET',
  path: '/api/v1/services',
  summary: 'List the services with the versions they serve',
  reply: servicesReply,
  errors: [],
})

export const getService = defineRoute({
  method: 'GET',
  path: '/api/v1/services/:name',
  summary: 'Show one service with the fields of its requests',
  params: nameParams,
  reply: serviceReply,
  errors: ['serving.serviceNotFound'],
})

export const predictionOrigins = ['batch', 'online', 'hindcast'] as const

export const storedPredictionReply = z.strictObject({
  id: z.string(),
  /** The service that answered; null for batches that no service asked for. */
  service: z.string().nullable(),
  /** `hindcast`: made afterwards, with only what was known then. */
  origin: z.enum(predictionOrigins).optional(),
  model: z.string(),
  version,
  entity: row,
  at: moment.describe('The moment it is for.'),
  madeAt: moment,
  value: z.number(),
  confidence: z.number().optional().describe('How sure the models were, where that is told.'),
  fallback: z
    .string()
    .optional()
    .describe('By what it was answered, where they were not sure enough.'),
  missing: z.array(z.string()).optional().describe('What no group knew of its key.'),
  features: row.describe('What the model was given.'),
})
export type StoredPredictionReply = z.infer<typeof storedPredictionReply>

export const predictionsReply = z.strictObject({
  predictions: z.array(storedPredictionReply).describe('Newest `madeAt` first.'),
})
export type PredictionsReply = z.infer<typeof predictionsReply>

export const listPredictions = defineRoute({
  method: 'GET',
  path: '/api/v1/services/:name/predictions',
  summary: 'List the newest predictions of a service',
  params: nameParams,
  query: z.strictObject({ limit: limit(50) }),
  reply: predictionsReply,
  errors: ['serving.serviceNotFound'],
})

export const predictInput = z.union([z.strictObject({ rows: z.array(row).min(1) }), row])
export type PredictInput = z.input<typeof predictInput>

export const predictReply = z.strictObject({
  model: z.string(),
  version,
  predictions: z.array(z.looseObject({ predictionId: z.string() })),
})
export type PredictReply = z.infer<typeof predictReply>

export const predict = defineRoute({
  method: 'POST',
  path: '/services/:name/predict',
  summary: 'Predict for one row or many',
  description:
    'The fields of a row come from the signature of the model; each answer holds the row, the ' +
    'predicted label, the features used and a `predictionId`. With `?explain=true` each says what every feature ' +
    'adds to it, with `?probabilities=true` how likely each class is.',
  params: nameParams,
  query: z.strictObject({
    explain: z.enum(['true', 'false']).optional().describe('Say what each feature adds.'),
    probabilities: z.enum(['true', 'false']).optional().describe('Say how likely each class is.'),
  }),
  body: predictInput,
  otherBodies: {
    'text/csv': 'Rows with a head.',
    'application/vnd.apache.parquet': 'Rows as a file.',
    'application/x-ndjson': 'Rows as they come, a line each; answered line by line.',
  },
  reply: predictReply,
  errors: [
    'serving.serviceNotFound',
    'serving.notReady',
    'serving.rowDoesNotFit',
    'serving.unknownField',
    'serving.tooManyRows',
    'serving.nothingKnown',
  ],
})

const forecastPointReply = z.looseObject({
  at: moment,
  predictionId: z.string().optional(),
  ahead: count.optional().describe('Of a forecast of series: how many steps ahead.'),
  low: z.number().optional().describe('Where it is to lie at the least, with bounds.'),
  high: z.number().optional(),
})

export const forecastReply = z.looseObject({
  model: z.string(),
  version,
  madeAt: moment,
  unit: z.string().optional(),
  points: z.array(forecastPointReply).describe('Oldest first, each with the label as a field.'),
})
export type ForecastReply = z.infer<typeof forecastReply>

export const getForecast = defineRoute({
  method: 'GET',
  path: '/services/:name/forecast',
  summary: 'Give the newest forecast for one entity',
  description:
    'The query holds the key of the entity, for example `?beachId=lahinch`; of a forecast of series `series`, and ' +
    '`from` (as if nothing after that moment were known) and `ahead` (how many steps) if they are wanted.',
  params: nameParams,
  query: z.looseObject({}),
  reply: forecastReply,
  errors: [
    'serving.serviceNotFound',
    'serving.notReady',
    'serving.forecastNotOffered',
    'serving.forecastNotFound',
    'serving.beyondHorizon',
    'serving.noHistory',
  ],
})
