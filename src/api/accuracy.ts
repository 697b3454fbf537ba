import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, limit, moment, nameParams, row, version } from './fields.ts'
import { predictionOrigins } from './services.ts'

/** One stored prediction beside what was later observed. */
export const outcomeReply = z.strictObject({
  predictionId: z.string(),
  entity: row.describe('The key it was asked for: `{ "beachId": "lahinch" }`.'),
  at: moment,
  predicted: z.number(),
  observed: z.number(),
  error: z.number().describe('predicted − observed, in the unit of the label.'),
  leadMs: z.number().describe('How long before `at` the prediction was made.'),
  version,
  /** `hindcast`: made afterwards, with only what was known then. */
  origin: z.enum(predictionOrigins).optional(),
})
export type OutcomeReply = z.infer<typeof outcomeReply>

const leadErrorReply = z.strictObject({
  leadDay: z.int().describe('0 is less than a day ahead.'),
  count: count,
  meanAbsoluteError: z.number(),
  /** Mean of the signed error: above 0 we said too much. */
  bias: z.number(),
  /** Mean absolute error of saying the last observed value again; null when unknown. */
  baselineError: z.number().nullable(),
})
export type LeadErrorReply = z.infer<typeof leadErrorReply>

export const accuracySummaryReply = z.strictObject({
  model: z.string(),
  label: z.string(),
  unit: z.string().optional(),
  count: count,
  meanAbsoluteError: z.number().nullable().describe('null when no prediction came true yet.'),
  bias: z.number().nullable(),
  since: moment.nullable(),
})
export type AccuracySummaryReply = z.infer<typeof accuracySummaryReply>

export const howWeDidReply = accuracySummaryReply.extend({
  byLead: z.array(leadErrorReply),
  outcomes: z.array(outcomeReply).describe('Newest `at` first.'),
})
export type HowWeDidReply = z.infer<typeof howWeDidReply>

export const getHowWeDid = defineRoute({
  method: 'GET',
  path: '/api/v1/models/:name/how-we-did',
  summary: 'Compare stored predictions with what was observed later',
  params: nameParams,
  query: z.strictObject({
    since: moment.optional(),
    leadDay: z.coerce.number<number>().int().min(0).optional(),
    limit: limit(500),
  }),
  reply: howWeDidReply,
  errors: ['registry.modelNotFound'],
})

export const observedReply = z.strictObject({
  model: z.string(),
  label: z.string(),
  unit: z.string().optional(),
  points: z
    .array(z.strictObject({ entity: row, at: moment, value: z.number() }))
    .describe('Oldest first; the newest `limit` of them.'),
})
export type ObservedReply = z.infer<typeof observedReply>

export const listObserved = defineRoute({
  method: 'GET',
  path: '/api/v1/models/:name/observed',
  summary: 'List the newest observed values of what a model predicts',
  params: nameParams,
  query: z.strictObject({ since: moment.optional(), limit: limit(500) }),
  reply: observedReply,
  errors: ['registry.modelNotFound'],
})
