import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { moment, nameParams } from './fields.ts'
import { runSummaryReply } from './runs.ts'

export const pipelineStepReply = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  after: z.array(z.string()),
  /** The newest run of this step; null when it never ran. */
  lastRun: runSummaryReply.nullable(),
})
export type PipelineStepReply = z.infer<typeof pipelineStepReply>

export const scheduleReply = z.strictObject({
  cron: z.string(),
  timezone: z.string(),
  nextRunsAt: z.array(moment),
})

export const pipelineReply = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  steps: z.array(pipelineStepReply),
  schedule: scheduleReply.nullable(),
  lastRun: runSummaryReply.nullable(),
})
export type PipelineReply = z.infer<typeof pipelineReply>

export const pipelinesReply = z.strictObject({ pipelines: z.array(pipelineReply) })
export type PipelinesReply = z.infer<typeof pipelinesReply>

export const listPipelines = defineRoute({
  method: 'GET',
  path: '/api/v1/pipelines',
  summary: 'List the pipelines with their steps and schedules',
  reply: pipelinesReply,
  errors: [],
})

export const getPipeline = defineRoute({
  method: 'GET',
  path: '/api/v1/pipelines/:name',
  summary: 'Show one pipeline',
  params: nameParams,
  reply: pipelineReply,
  errors: ['project.pipelineNotFound'],
})

export const runPipelineInput = z.strictObject({
  steps: z.array(z.string()).optional().describe('Only these steps.'),
  from: z.string().optional().describe('This step and all that come after it.'),
  settings: z.record(z.string(), z.unknown()).optional(),
  cache: z.boolean().default(true).describe('false runs every step, also what is up to date.'),
})
export type RunPipelineInput = z.input<typeof runPipelineInput>

export const runStartedReply = z.strictObject({ runId: z.string() })
export type RunStartedReply = z.infer<typeof runStartedReply>

export const runPipeline = defineRoute({
  method: 'POST',
  path: '/api/v1/pipelines/:name/run',
  summary: 'Start a pipeline',
  description: 'Answers at once; follow the run by its id.',
  status: 202,
  params: nameParams,
  body: runPipelineInput,
  reply: runStartedReply,
  errors: ['project.pipelineNotFound', 'pipelines.stepUnknown', 'pipelines.alreadyRunning'],
})
