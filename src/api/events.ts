import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { nameParams } from './fields.ts'

export const pipelineEventInput = z.strictObject({
  key: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe('Tells this event from others: what comes with a key that came before does nothing.'),
})
export type PipelineEventInput = z.input<typeof pipelineEventInput>

export const pipelineEventReply = z.strictObject({
  key: z.string(),
  isNew: z.boolean().describe('false where an event of this key has come before.'),
})
export type PipelineEventReply = z.infer<typeof pipelineEventReply>

export const raisePipelineEvent = defineRoute({
  method: 'POST',
  path: '/api/v1/pipelines/:name/events',
  summary: 'Ask from outside that a pipeline runs',
  description:
    'Needs a token of the pipeline (`swell schedule token <pipeline>`) as `Authorization: Bearer <token>`. ' +
    'The event is kept and answered at once; the pipeline runs for it when its turn comes, also after a restart.',
  status: 202,
  isTokenWanted: true,
  params: nameParams,
  body: pipelineEventInput,
  reply: pipelineEventReply,
  errors: ['server.tokenNotAccepted'],
})
