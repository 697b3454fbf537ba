import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { idParams, moment, nameParams, row } from './fields.ts'
import { storedPredictionReply } from './services.ts'

const lineageKinds = [
  'prediction',
  'model-version',
  'training-set',
  'feature-row',
  'commit',
  'delivery',
  'source',
  'dataset',
  'run',
  'code',
  'service',
] as const

const lineageNodeReply = z.strictObject({
  id: z.string(),
  kind: z.enum(lineageKinds),
  label: z.string(),
  at: moment.nullable(),
  /** What is worth showing of it, by name. */
  details: row,
})
export type LineageNodeReply = z.infer<typeof lineageNodeReply>

const lineageEdgeReply = z.strictObject({
  from: z.string().describe('The id of the node that came first.'),
  to: z.string(),
  text: z.string().describe('How `to` came from `from`: `trained on`, `read from`.'),
})

export const whyReply = z.strictObject({
  prediction: storedPredictionReply,
  nodes: z.array(lineageNodeReply),
  edges: z.array(lineageEdgeReply),
})
export type WhyReply = z.infer<typeof whyReply>

export const versionLineageReply = z.strictObject({
  nodes: z.array(lineageNodeReply),
  edges: z.array(lineageEdgeReply),
})
export type VersionLineageReply = z.infer<typeof versionLineageReply>

export const getVersionLineage = defineRoute({
  method: 'GET',
  path: '/api/v1/models/:name/versions/:version/lineage',
  summary: 'Trace a version from the source files to the services that answer with it',
  params: nameParams.extend({ version: z.coerce.number<number>().int().min(1) }),
  reply: versionLineageReply,
  errors: ['registry.modelNotFound', 'registry.versionNotFound'],
})

export const whyPrediction = defineRoute({
  method: 'GET',
  path: '/api/v1/predictions/:id/why',
  summary: 'Trace a prediction back to the source files and the code',
  params: idParams,
  reply: whyReply,
  errors: ['serving.predictionNotFound'],
})
