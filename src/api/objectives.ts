import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, moment } from './fields.ts'

export const objectiveReply = z.strictObject({
  name: z.string(),
  description: z.string().nullable(),
  service: z.string(),
  sentence: z.string().describe('`99.9 % of requests are answered within 100 ms, over 30 d`.'),
  target: z.number(),
  overMs: z.number(),
  requestCount: count,
  goodShare: z.number().nullable().describe('Over its whole time; null without requests.'),
  budgetLeft: z
    .number()
    .nullable()
    .describe('The share of the error budget that is left; below 0 where it is overspent.'),
  state: z.enum(['ok', 'warning', 'critical', 'unknown']),
  burnRates: z
    .array(
      z.strictObject({
        longMs: z.number(),
        shortMs: z.number(),
        limit: z.number(),
        severity: z.enum(['warning', 'critical']),
        long: z.number().nullable(),
        short: z.number().nullable(),
        burning: z.boolean(),
      }),
    )
    .describe('How many times as fast as the target allows; both windows must be over the limit.'),
  points: z
    .array(z.strictObject({ at: moment, goodShare: z.number().nullable(), requestCount: count }))
    .describe('Hour by hour, oldest first.'),
})
export type ObjectiveReply = z.infer<typeof objectiveReply>

export const objectivesReply = z.strictObject({ objectives: z.array(objectiveReply) })
export type ObjectivesReply = z.infer<typeof objectivesReply>

export const listObjectives = defineRoute({
  method: 'GET',
  path: '/api/v1/objectives',
  summary: 'List the objectives of services with what is left of their error budgets',
  reply: objectivesReply,
  errors: [],
})
