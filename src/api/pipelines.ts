import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { cell, moment, nameParams } from './fields.ts'
import { runSummaryReply } from './runs.ts'

const pipelineStepReply = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  after: z.array(z.string()),
  /** The newest run of this step; null when it never ran. */
  lastRun: runSummaryReply.nullable(),
})

const scheduleReply = z.strictObject({
  words: z.array(z.string()).describe('What makes it due: `every day at 06:30`, `after load`.'),
  missed: z.enum(['once', 'skip', 'all']).describe('Which of the moments run that passed unseen.'),
  pausedAt: moment.nullable(),
  waitingCount: z.number().int().describe('What it is due for and has not run for yet.'),
  nextRunsAt: z.array(moment).describe('None where only events make it due.'),
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
  until: z.string().optional().describe('This step and all that it needs.'),
  settings: z.record(z.string(), z.unknown()).optional(),
  cache: z.boolean().default(true).describe('false runs every step, also what is up to date.'),
  profile: z
    .boolean()
    .default(false)
    .describe('Note where the time goes; steps run one at a time then.'),
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

export const pipelineSettingReply = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  type: z.enum(['text', 'number', 'boolean']),
  default: cell,
  value: cell.describe('In force now; of what is secret in it, nothing.'),
  min: z.number().optional(),
  max: z.number().optional(),
  oneOf: z.array(cell).optional(),
  readBy: z
    .array(z.string())
    .describe('Steps that declare it, or have read it when they ran last.'),
})
export type PipelineSettingReply = z.infer<typeof pipelineSettingReply>

export const pipelineFormReply = z.strictObject({
  settings: z.array(pipelineSettingReply).describe('First those that its steps read.'),
})
export type PipelineFormReply = z.infer<typeof pipelineFormReply>

export const getPipelineForm = defineRoute({
  method: 'GET',
  path: '/api/v1/pipelines/:name/form',
  summary: 'List the settings that a run of a pipeline can be given',
  params: nameParams,
  reply: pipelineFormReply,
  errors: ['project.pipelineNotFound'],
})

export const pipelinePlanReply = z.strictObject({
  steps: z.array(
    z.strictObject({
      name: z.string(),
      action: z.enum(['run', 'skip', 'unsure']).describe('unsure: it hangs on what others give.'),
      reason: z.string(),
    }),
  ),
})
export type PipelinePlanReply = z.infer<typeof pipelinePlanReply>

export const planPipeline = defineRoute({
  method: 'POST',
  path: '/api/v1/pipelines/:name/plan',
  summary: 'Tell what a run would do, and why, without doing it',
  params: nameParams,
  body: runPipelineInput,
  reply: pipelinePlanReply,
  errors: ['project.pipelineNotFound', 'pipelines.stepUnknown', 'pipelines.noEarlierOutput'],
})
