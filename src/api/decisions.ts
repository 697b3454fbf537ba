import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, idParams, limit, moment, version } from './fields.ts'
import { gateResultReply } from './models.ts'

export const decisionStates = [
  'open',
  'kept',
  'promoted',
  'proposed',
  'trying',
  'declined',
  'superseded',
  'rolled-back',
  'failed',
  'abandoned',
] as const

const decisionAnswerReply = z.strictObject({
  question: z.string().describe('`Is there new data?`'),
  answer: z.string().describe('`Yes: 40 labelled rows since 2026-11-02T10:00:00.000Z.`'),
  verdict: z
    .enum(['yes', 'no', 'note'])
    .describe('Whether it speaks for a new version, against, or neither.'),
})
export type DecisionAnswerReply = z.infer<typeof decisionAnswerReply>

const metricPairReply = z.strictObject({
  name: z.string(),
  better: z.enum(['lower', 'higher', 'zero']),
  champion: z.number().nullable(),
  candidate: z.number().nullable(),
})

export const decisionReply = z.strictObject({
  id: z.string(),
  model: z.string(),
  policy: z.string(),
  alias: z.string(),
  state: z
    .enum(decisionStates)
    .describe('`proposed` waits for a person, `trying` for a canary; an `open` one goes on.'),
  startedAt: moment,
  decidedAt: moment.nullable(),
  by: z.string(),
  because: z
    .string()
    .describe('A sentence: `kept 14 because 15 was not better (Δ mae 0.3 ± 0.5)`.'),
  champion: version.nullable().describe('The version that the alias pointed to.'),
  candidate: version.nullable().describe('The version that was trained.'),
  answers: z.array(decisionAnswerReply).describe('What was asked, in order, and what was found.'),
  metrics: z
    .array(metricPairReply)
    .describe('Both versions on the same rows, which neither has learned from.'),
  difference: z
    .strictObject({ metric: z.string(), rows: count, value: z.number(), margin: z.number() })
    .nullable()
    .describe('New less old of the first metric, ± half of its 95 % interval.'),
  gates: z.array(gateResultReply),
  settled: z
    .strictObject({ at: moment, by: z.string(), what: z.string() })
    .nullable()
    .describe('Who accepted or declined the proposal, or what became of the canary.'),
})
export type DecisionReply = z.infer<typeof decisionReply>

export const decisionsReply = z.strictObject({ decisions: z.array(decisionReply) })
export type DecisionsReply = z.infer<typeof decisionsReply>

export const listDecisions = defineRoute({
  method: 'GET',
  path: '/api/v1/decisions',
  summary: 'List what was decided of models in production',
  description: 'Newest first: kept, promoted, proposed, rolled back, each with its evidence.',
  query: z.strictObject({
    model: z.string().optional(),
    state: z.enum(decisionStates).optional(),
    limit: limit(100),
  }),
  reply: decisionsReply,
  errors: [],
})

export const getDecision = defineRoute({
  method: 'GET',
  path: '/api/v1/decisions/:id',
  summary: 'Read one decision',
  params: idParams,
  reply: decisionReply,
  errors: ['monitoring.decisionNotFound'],
})

export const settleDecisionInput = z.strictObject({
  reason: z.string().min(1).max(2000).optional(),
})
export type SettleDecisionInput = z.input<typeof settleDecisionInput>

export const acceptDecision = defineRoute({
  method: 'POST',
  path: '/api/v1/decisions/:id/accept',
  summary: 'Accept a proposal: the alias moves',
  params: idParams,
  body: settleDecisionInput,
  reply: decisionReply,
  errors: [
    'monitoring.decisionNotFound',
    'monitoring.notProposed',
    'registry.aliasMovedMeanwhile',
    'registry.cardNotWritten',
  ],
})

export const declineDecision = defineRoute({
  method: 'POST',
  path: '/api/v1/decisions/:id/decline',
  summary: 'Decline a proposal: the alias stays',
  params: idParams,
  body: settleDecisionInput,
  reply: decisionReply,
  errors: ['monitoring.decisionNotFound', 'monitoring.notProposed'],
})
