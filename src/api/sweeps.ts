import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, idParams, moment } from './fields.ts'

const value = z.union([z.string(), z.number(), z.boolean()])

/** Where a sweep looks for one parameter: among choices, or between two numbers. */
export const searchedParameterReply = z.strictObject({
  name: z.string(),
  choices: z.array(value).nullable(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  isLog: z.boolean(),
  importance: z
    .number()
    .nullable()
    .describe('Its share in what trials differ by; null while there are too few.'),
})
export type SearchedParameterReply = z.infer<typeof searchedParameterReply>

export const sweptTrialReply = z.strictObject({
  number: count,
  runId: z.string(),
  status: z.enum(['open', 'succeeded', 'failed', 'interrupted']),
  isPruned: z.boolean().describe('Given up early, as it did worse than others.'),
  values: z.record(z.string(), value),
  found: z.number().nullable().describe('The metric after its last stage.'),
  stageCount: count,
  tookMs: z.number().nullable(),
  problem: z.string().nullable(),
})
export type SweptTrialReply = z.infer<typeof sweptTrialReply>

export const sweepReply = z.strictObject({
  runId: z.string(),
  model: z.string(),
  status: z.enum(['open', 'succeeded', 'failed', 'skipped', 'interrupted']),
  startedAt: moment,
  endedAt: moment.nullable(),
  metric: z.string(),
  better: z.enum(['lower', 'higher', 'zero']),
  method: z.enum(['tpe', 'random', 'grid']),
  pruning: z.enum(['median', 'halving', 'none']),
  folds: count,
  wantedCount: count.nullable().describe('Trials that it ends after, where it was told.'),
  trainingSetId: z.string(),
  parameters: z.array(searchedParameterReply),
  trials: z.array(sweptTrialReply).describe('By number; those that it goes on from as well.'),
  bestNumber: count.nullable(),
})
export type SweepReply = z.infer<typeof sweepReply>

export const getSweep = defineRoute({
  method: 'GET',
  path: '/api/v1/runs/:id/sweep',
  summary: 'Show a sweep of a model: its trials, the best, and what each parameter matters',
  params: idParams,
  reply: sweepReply,
  errors: ['tracking.runNotFound', 'training.notASweep'],
})
