import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, moment, nameParams, row } from './fields.ts'

export const fieldRangeReply = z.strictObject({
  name: z.string(),
  low: z.number().optional().describe('The least that the training rows held.'),
  high: z.number().optional(),
  typical: z.number().optional().describe('Their median.'),
  values: z.array(z.string()).optional().describe('The texts that were seen, when they are few.'),
  importance: z.number().describe('How much worse the model is without it; 0 and more.'),
})
export type FieldRangeReply = z.infer<typeof fieldRangeReply>

export const serviceFormReply = z.strictObject({
  ranges: z.array(fieldRangeReply),
  samples: z.array(row).describe('Rows that were held out from training.'),
  classes: z.array(z.string()).nullable().describe('What the classes are called, from 0 on.'),
  tellsClasses: z
    .boolean()
    .describe('Whether `?probabilities=true` says how likely each class is.'),
  isExplained: z.boolean().describe('Whether `?explain=true` says what each feature adds.'),
  image: z
    .strictObject({ width: count, height: count, fields: z.array(z.string()) })
    .nullable()
    .describe('The size that images are brought to, where rows are made of images.'),
})
export type ServiceFormReply = z.infer<typeof serviceFormReply>

export const getServiceForm = defineRoute({
  method: 'GET',
  path: '/api/v1/services/:name/form',
  summary: 'Show what a form of a service needs: ranges, sample rows, classes',
  params: nameParams,
  reply: serviceFormReply,
  errors: ['serving.serviceNotFound', 'serving.notReady'],
})

export const serviceTrafficReply = z.strictObject({
  spanMs: z.number().describe('How long each point counts.'),
  spanCount: count.describe('How many points reach back at most.'),
  points: z.array(
    z.strictObject({
      at: moment.describe('The beginning.'),
      requestCount: count,
      failureCount: count,
      rowCount: count,
      medianMs: z.number().nullable(),
      p95Ms: z.number().nullable(),
      p99Ms: z.number().nullable(),
      versions: z.array(z.strictObject({ version: z.string(), requestCount: count })),
    }),
  ),
})
export type ServiceTrafficReply = z.infer<typeof serviceTrafficReply>

export const getServiceTraffic = defineRoute({
  method: 'GET',
  path: '/api/v1/services/:name/traffic',
  summary: 'Show what a service was asked in the last ten minutes',
  description:
    'Of the process that answers, in points of five seconds; where nothing was asked there is none.',
  params: nameParams,
  reply: serviceTrafficReply,
  errors: ['serving.serviceNotFound'],
})
