import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, limit, moment, nameParams } from './fields.ts'
import { runStatuses } from './runs.ts'

const pastStep = z.strictObject({
  id: z.string(),
  name: z.string(),
  status: z.enum(runStatuses),
  tookMs: z.number().nullable(),
})

const pastRunReply = z.strictObject({
  id: z.string(),
  status: z.enum(runStatuses),
  errorCode: z.string().nullable(),
  startedAt: moment,
  /** null while it is open. */
  tookMs: z.number().nullable(),
  reason: z.string().nullable(),
  steps: z.array(pastStep),
})
export type PastRunReply = z.infer<typeof pastRunReply>

export const pipelineHistoryReply = z.strictObject({
  runs: z.array(pastRunReply).describe('Newest first.'),
  runCount: count.describe('All of them, not only these.'),
})
export type PipelineHistoryReply = z.infer<typeof pipelineHistoryReply>

export const getPipelineHistory = defineRoute({
  method: 'GET',
  path: '/api/v1/pipelines/:name/history',
  summary: 'Tell how long the runs of a pipeline and their steps took, and how they ended',
  params: nameParams,
  query: z.strictObject({ limit: limit(60, 1000) }),
  reply: pipelineHistoryReply,
  errors: ['project.pipelineNotFound'],
})
