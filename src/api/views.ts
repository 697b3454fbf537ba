import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { readersReply } from './features.ts'
import { columnReply, count, limit, nameParams } from './fields.ts'

const featureKinds = ['latest', 'window', 'key', 'request', 'derived'] as const

const featureReply = z.strictObject({
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

export const featureDetailReply = z.strictObject({
  ...featureReply.shape,
  view: z.string(),
  sql: z.string().nullable().describe('What is asked of the groups for it alone.'),
  code: z.string().nullable().describe('The text of its function, where it is computed by one.'),
  usedBy: readersReply,
})
export type FeatureDetailReply = z.infer<typeof featureDetailReply>

export const getFeature = defineRoute({
  method: 'GET',
  path: '/api/v1/views/:name/features/:feature',
  summary: 'Show one feature of a view, with its own SQL or code and who uses it',
  params: z.strictObject({ name: z.string(), feature: z.string() }),
  reply: featureDetailReply,
  errors: ['features.viewNotFound', 'features.featureNotFound'],
})

export const viewLeaksReply = z.strictObject({
  view: z.string(),
  rowCount: count.describe('How many of the newest labels were looked at.'),
  features: z.array(
    z.strictObject({
      feature: z.string(),
      known: count.describe('Rows in which the view knows a value.'),
      byTime: count.describe('Rows in which a join by event time alone has another value.'),
      newest: count.describe('Rows in which a join with the newest row has another value.'),
    }),
  ),
})
export type ViewLeaksReply = z.infer<typeof viewLeaksReply>

export const getViewLeaks = defineRoute({
  method: 'GET',
  path: '/api/v1/views/:name/leaks',
  summary: 'Count the values that naive joins would take from the future',
  params: nameParams,
  query: z.strictObject({ rows: limit(5000, 50_000).describe('Of the newest labels.') }),
  reply: viewLeaksReply,
  errors: ['features.viewNotFound'],
})
