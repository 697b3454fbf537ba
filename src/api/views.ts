import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { columnReply, count, idParams, limit, moment, nameParams } from './fields.ts'

export const featureKinds = ['latest', 'window', 'key', 'request', 'derived'] as const

export const featureReply = z.strictObject({
  ...columnReply.shape,
  kind: z.enum(featureKinds),
  /** `group.column` it is read from, or the features it is derived from. */
  from: z.array(z.string()),
  columns: z.array(z.string()).describe('The `group.column`s that it comes from in the end.'),
  /** How it comes about, in words: `mean of the last 3 d`. */
  how: z.string(),
})
export type FeatureReply = z.infer<typeof featureReply>

const viewSummaryFields = {
  name: z.string(),
  description: z.string().optional(),
  label: z.strictObject({ group: z.string(), column: columnReply }),
  featureCount: count,
  groups: z.array(z.string()),
  models: z.array(z.string()),
  trainingSetCount: count,
}

export const viewSummaryReply = z.strictObject(viewSummaryFields)
export type ViewSummaryReply = z.infer<typeof viewSummaryReply>

export const viewReply = z.strictObject({
  ...viewSummaryFields,
  features: z.array(featureReply),
  sql: z.string().describe('The point-in-time join that makes a training set of it.'),
})
export type ViewReply = z.infer<typeof viewReply>

export const viewsReply = z.strictObject({ views: z.array(viewSummaryReply) })
export type ViewsReply = z.infer<typeof viewsReply>

export const listViews = defineRoute({
  method: 'GET',
  path: '/api/v1/views',
  summary: 'List the views',
  reply: viewsReply,
  errors: [],
})

export const getView = defineRoute({
  method: 'GET',
  path: '/api/v1/views/:name',
  summary: 'Show one view with its features and its SQL',
  params: nameParams,
  reply: viewReply,
  errors: ['features.viewNotFound'],
})

export const trainingSetReply = z.strictObject({
  id: z.string(),
  view: z.string(),
  version: z.int(),
  rowCount: count,
  split: z.strictObject({ train: z.int(), test: z.int() }),
  digest: z.string(),
  createdAt: moment,
  runId: z.string().nullable(),
  /** The commits it was made from, as `group#sequence`. */
  commits: z.array(z.string()),
})
export type TrainingSetReply = z.infer<typeof trainingSetReply>

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
  summary: 'Show one training set',
  params: idParams,
  reply: trainingSetReply,
  errors: ['features.trainingSetNotFound'],
})
