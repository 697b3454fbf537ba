import { z } from 'zod'
import { accuracySummaryReply } from './accuracy.ts'
import { defineRoute } from './define-route.ts'
import { moment } from './fields.ts'
import { groupSummaryReply } from './groups.ts'
import { runSummaryReply } from './runs.ts'
import { serviceReply } from './services.ts'

export const overviewReply = z.strictObject({
  project: z.strictObject({ name: z.string(), description: z.string().optional() }),
  groups: z.array(groupSummaryReply),
  runs: z.array(runSummaryReply).describe('The newest pipelines and trainings.'),
  services: z.array(serviceReply),
  accuracy: z.array(accuracySummaryReply),
})
export type OverviewReply = z.infer<typeof overviewReply>

export const getOverview = defineRoute({
  method: 'GET',
  path: '/api/v1/overview',
  summary: 'Tell what is fresh, what ran, what serves and how right we were',
  reply: overviewReply,
  errors: [],
})

export const graphKinds = ['source', 'group', 'view', 'model', 'service', 'pipeline'] as const

export const graphReply = z.strictObject({
  nodes: z.array(z.strictObject({ id: z.string(), kind: z.enum(graphKinds), name: z.string() })),
  edges: z.array(z.strictObject({ from: z.string(), to: z.string() })),
})
export type GraphReply = z.infer<typeof graphReply>

export const getGraph = defineRoute({
  method: 'GET',
  path: '/api/v1/graph',
  summary: 'Draw the project: what feeds what',
  reply: graphReply,
  errors: [],
})

export const healthReply = z.strictObject({
  status: z.literal('ok'),
  version: z.string(),
  project: z.string(),
  startedAt: moment,
})
export type HealthReply = z.infer<typeof healthReply>

export const getHealth = defineRoute({
  method: 'GET',
  path: '/api/v1/health',
  summary: 'Say that the server answers',
  reply: healthReply,
  errors: [],
})
