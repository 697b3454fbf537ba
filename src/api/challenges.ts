import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, moment, nameParams, version } from './fields.ts'

export const challengeKinds = ['shadow', 'canary', 'split'] as const

const share = z.number().min(0).max(1)

const armReply = z.strictObject({
  rowCount: count,
  errorCount: count,
  meanMs: z.number().describe('What a row took on average, without the features.'),
  meanValue: z.number().nullable().describe('Of what it predicted; null before it has.'),
})

const armTruthReply = z.strictObject({
  count: count.describe('Predictions whose outcome is known.'),
  meanAbsoluteError: z.number().nullable(),
})

export const challengeReply = z.strictObject({
  id: z.string(),
  version,
  kind: z.enum(challengeKinds),
  state: z.enum(['running', 'won', 'rolled-back', 'ended']),
  shares: z.array(share).describe('The share of the keys that it answers, stage by stage.'),
  stage: count.describe('From 0.'),
  stageSince: moment,
  startedAt: moment,
  startedBy: z.string(),
  everyMs: z.number(),
  leastRows: count,
  limits: z.strictObject({
    errorShare: z.number(),
    slowerMs: z.number(),
    shift: z.number(),
  }),
  current: armReply.describe(
    'What the version of the alias says to the rows of the challenger’s share, in this stage.',
  ),
  challenger: armReply,
  shift: z
    .number()
    .nullable()
    .describe(
      'How far apart the two predict for the same rows, in standard deviations of the current one; ' +
        'null before both have, or where the current one always says the same.',
    ),
  difference: z
    .strictObject({
      rowCount: count,
      meanDifference: z.number(),
      meanAbsolute: z.number(),
      greatest: z.number(),
    })
    .nullable()
    .describe('The challenger’s values less the current one’s, row by row.'),
  events: z.array(z.strictObject({ at: moment, by: z.string(), what: z.string() })),
})
export type ChallengeReply = z.infer<typeof challengeReply>

export const challengesReply = z.strictObject({ challenges: z.array(challengeReply) })
export type ChallengesReply = z.infer<typeof challengesReply>

export const challengeTruthReply = z.strictObject({
  current: armTruthReply,
  challenger: armTruthReply,
  difference: z
    .strictObject({ value: z.number(), low: z.number(), high: z.number() })
    .nullable()
    .describe('Of the mean absolute errors, challenger less current, with its 95 % interval.'),
})
export type ChallengeTruthReply = z.infer<typeof challengeTruthReply>

const path = '/api/v1/services/:name/challenges'

export const listChallenges = defineRoute({
  method: 'GET',
  path,
  summary: 'List the versions that have challenged the one that answers',
  params: nameParams,
  reply: challengesReply,
  errors: ['serving.serviceNotFound'],
})

export const startChallengeInput = z.strictObject({
  version,
  kind: z.enum(challengeKinds).default('canary'),
  shares: z.array(share).min(1).optional(),
  everyMs: z.number().min(0).optional(),
  leastRows: count.optional(),
  errorShare: share.optional(),
  slowerMs: z.number().min(0).optional(),
  shift: z.number().positive().optional(),
})
export type StartChallengeInput = z.input<typeof startChallengeInput>

export const startChallenge = defineRoute({
  method: 'POST',
  path,
  summary: 'Try a version beside the one that answers',
  description: 'As a shadow, a canary that may take the alias, or a split; one runs at a time.',
  params: nameParams,
  body: startChallengeInput,
  reply: challengeReply,
  errors: [
    'serving.serviceNotFound',
    'registry.versionNotFound',
    'serving.versionAnswersAlready',
    'serving.challengeRunning',
    'serving.wrongShares',
  ],
})

export const advanceChallengeInput = z.strictObject({})
export type AdvanceChallengeInput = z.input<typeof advanceChallengeInput>

export const advanceChallenge = defineRoute({
  method: 'POST',
  path: `${path}/advance`,
  summary: 'Let a challenge into its next stage without waiting',
  params: nameParams,
  body: advanceChallengeInput,
  reply: challengeReply,
  errors: ['serving.serviceNotFound', 'serving.noChallenge', 'serving.lastStage'],
})

export const endChallengeInput = z.strictObject({ reason: z.string().max(2000).optional() })
export type EndChallengeInput = z.input<typeof endChallengeInput>

export const endChallenge = defineRoute({
  method: 'POST',
  path: `${path}/end`,
  summary: 'End a challenge; the version of the alias answers all again',
  params: nameParams,
  body: endChallengeInput,
  reply: challengeReply,
  errors: ['serving.serviceNotFound', 'serving.noChallenge'],
})

export const getChallengeTruth = defineRoute({
  method: 'GET',
  path: `${path}/:id/truth`,
  summary: 'Hold what both sides of a challenge predicted against what came true',
  params: nameParams.extend({ id: z.string() }),
  reply: challengeTruthReply,
  errors: ['serving.serviceNotFound', 'serving.challengeNotFound'],
})
