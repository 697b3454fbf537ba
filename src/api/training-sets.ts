import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, idParams, limit, moment, version } from './fields.ts'
import { columnStatisticsReply } from './groups.ts'

const trainingSetFields = {
  id: z.string(),
  view: z.string(),
  version,
  rowCount: count,
  split: z.strictObject({
    kind: z.string().describe('How it was split, such as `byTime`.'),
    train: count,
    test: count,
    leftOut: count.describe('Rows on neither side.'),
    testFrom: moment.nullable().describe('Where the split is by time.'),
  }),
  bounds: z
    .strictObject({
      from: z.string().nullable(),
      to: z.string().nullable(),
      asOf: z.string().nullable().describe('Only what was committed by then.'),
      rows: count.nullable().describe('The newest labels only.'),
    })
    .describe('Which of the view’s rows it has; all where nothing is told.'),
  digest: z.string(),
  createdAt: moment,
  runId: z.string().nullable(),
  /** The commits it was made from, as `group#sequence`. */
  commits: z.array(z.string()),
  models: z
    .array(z.strictObject({ name: z.string(), version }))
    .describe('The versions of models that learned from it.'),
}

export const trainingSetReply = z.strictObject(trainingSetFields)
export type TrainingSetReply = z.infer<typeof trainingSetReply>

export const trainingSetDetailReply = z.strictObject({
  ...trainingSetFields,
  code: z.strictObject({
    status: z
      .enum(['same', 'projectChanged', 'differ', 'unknown'])
      .describe('How the features as they are now stand to those that it was made of.'),
    features: z.array(z.string()).describe('Those that are written otherwise now.'),
    digest: z.string().describe('Of the view, the split, the bounds, the commits, the code.'),
    frozen: z
      .array(z.strictObject({ fingerprint: z.string(), frozenAt: moment }))
      .describe('The states of the project’s code that were shown to make it, newest first.'),
  }),
  statistics: z.array(columnStatisticsReply).describe('Of the training part only.'),
  profiled: z.boolean().describe('Whether its profile is kept.'),
  before: version.nullable().describe('The version before it.'),
})
export type TrainingSetDetailReply = z.infer<typeof trainingSetDetailReply>

export const trainingSetsReply = z.strictObject({
  trainingSets: z.array(trainingSetReply).describe('Newest first.'),
})
export type TrainingSetsReply = z.infer<typeof trainingSetsReply>

export const listTrainingSets = defineRoute({
  method: 'GET',
  path: '/api/v1/training-sets',
  summary: 'List the frozen training sets',
  query: z.strictObject({ view: z.string().optional(), limit: limit(100) }),
  reply: trainingSetsReply,
  errors: ['features.viewNotFound'],
})

export const getTrainingSet = defineRoute({
  method: 'GET',
  path: '/api/v1/training-sets/:id',
  summary: 'Show one training set with its statistics and the code that made it',
  params: idParams,
  reply: trainingSetDetailReply,
  errors: ['features.trainingSetNotFound'],
})

const pairOf = <Value extends z.ZodType>(value: Value) =>
  z.strictObject({ before: value, after: value })

export const trainingSetDifferenceReply = z.strictObject({
  view: z.string(),
  from: version,
  to: version,
  rowCount: pairOf(count),
  rows: z.strictObject({
    added: count,
    removed: count,
    changed: count.describe('With another label, or another value of a feature that both have.'),
    moved: count.describe('From one part to another.'),
  }),
  features: z.strictObject({
    added: z.array(z.string()),
    removed: z.array(z.string()),
    rewritten: z.array(z.string()),
  }),
  commits: z
    .array(z.strictObject({ group: z.string(), added: count, removed: count }))
    .describe('How many only one of them was made of.'),
  columns: z
    .array(
      z.strictObject({
        name: z.string(),
        mean: pairOf(z.number()).nullable(),
        missingShare: pairOf(z.number()),
        stability: z.number().nullable().describe('Population stability index.'),
        level: z.enum(['none', 'some', 'much']),
      }),
    )
    .nullable()
    .describe('How the training parts moved; null where a profile is missing.'),
})
export type TrainingSetDifferenceReply = z.infer<typeof trainingSetDifferenceReply>

export const getTrainingSetDifference = defineRoute({
  method: 'GET',
  path: '/api/v1/training-sets/:id/difference',
  summary: 'Tell how a training set differs from another of its view',
  params: idParams,
  query: z.strictObject({
    from: z.coerce
      .number<number>()
      .int()
      .min(1)
      .optional()
      .describe('A version of the view’s training sets; the one before it if absent.'),
  }),
  reply: trainingSetDifferenceReply,
  errors: ['features.trainingSetNotFound', 'features.noSuchTrainingSet'],
})
