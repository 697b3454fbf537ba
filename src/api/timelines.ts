import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, idParams, moment } from './fields.ts'
import { runErrorReply, runKinds, runStatuses } from './runs.ts'

export const timelineRunReply = z.strictObject({
  id: z.string(),
  parentId: z.string().nullable(),
  kind: z.enum(runKinds),
  name: z.string(),
  status: z.enum(runStatuses),
  startedAt: moment,
  endedAt: moment.nullable(),
  /** Why it ran, or why it was skipped. */
  reason: z.string().nullable(),
  error: runErrorReply.nullable(),
})
export type TimelineRunReply = z.infer<typeof timelineRunReply>

export const timelineReply = z.strictObject({
  run: timelineRunReply,
  runs: z
    .array(timelineRunReply)
    .describe('Its steps and all that ran within them, by the time of their start.'),
  runCount: count.describe('All that ran within it, not only these.'),
  plan: z.array(z.string()).describe('The names of its steps, in the order of the pipeline.'),
  edges: z
    .array(z.strictObject({ from: z.string(), to: z.string() }))
    .describe('Steps by name, and what they wait for, as the pipeline is defined now.'),
  cancelRequestedAt: moment.nullable(),
  profiledRuns: z.array(z.string()).describe('Ids of those of which a profile was stored.'),
})
export type TimelineReply = z.infer<typeof timelineReply>

export const getRunTimeline = defineRoute({
  method: 'GET',
  path: '/api/v1/runs/:id/timeline',
  summary: 'Show when each part of a run ran, and why',
  params: idParams,
  reply: timelineReply,
  errors: ['tracking.runNotFound'],
})
