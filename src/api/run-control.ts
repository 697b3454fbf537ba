import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { idParams, moment } from './fields.ts'
import { runStartedReply } from './pipelines.ts'

export const cancelRunInput = z.strictObject({})
export const cancelReply = z.strictObject({
  runId: z.string().describe('The whole run, where a part of it was named.'),
  requestedAt: moment,
})
export type CancelReply = z.infer<typeof cancelReply>

export const cancelRun = defineRoute({
  method: 'POST',
  path: '/api/v1/runs/:id/cancel',
  summary: 'Ask a run to end, whatever process it runs in',
  description: 'Answers at once; the step under way is asked to stop, no other begins.',
  status: 202,
  params: idParams,
  body: cancelRunInput,
  reply: cancelReply,
  errors: ['tracking.runNotFound', 'tracking.runAlreadyEnded'],
})

export const resumeRunInput = z.strictObject({})

export const resumeRun = defineRoute({
  method: 'POST',
  path: '/api/v1/runs/:id/resume',
  summary: 'Go on with a run that failed, was cancelled or broke off',
  description:
    'With its settings: steps that had succeeded give what they gave, also those that always run.',
  status: 202,
  params: idParams,
  body: resumeRunInput,
  reply: runStartedReply,
  errors: [
    'tracking.runNotFound',
    'project.pipelineNotFound',
    'project.nothingToResume',
    'pipelines.alreadyRunning',
  ],
})
