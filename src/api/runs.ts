import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, idParams, limit, metricValues, moment } from './fields.ts'

export const runKinds = ['pipeline', 'step', 'training', 'sweep', 'trial'] as const
export const runStatuses = ['open', 'succeeded', 'failed', 'skipped', 'interrupted'] as const
export type RunStatus = (typeof runStatuses)[number]

export const runSummaryReply = z.strictObject({
  id: z.string(),
  kind: z.enum(runKinds),
  name: z.string(),
  parentId: z.string().nullable(),
  status: z.enum(runStatuses),
  startedAt: moment,
  endedAt: moment.nullable(),
  /** Why it ran, or why it was skipped. */
  reason: z.string().nullable(),
  errorCode: z.string().nullable().describe('What ended it: `pipelines.cancelled`.'),
  metrics: metricValues,
})
export type RunSummaryReply = z.infer<typeof runSummaryReply>

export const runsReply = z.strictObject({
  runs: z.array(runSummaryReply).describe('Newest first.'),
  runCount: count.describe('All that fit the question, not only these.'),
})
export type RunsReply = z.infer<typeof runsReply>

export const listRuns = defineRoute({
  method: 'GET',
  path: '/api/v1/runs',
  summary: 'List runs',
  description: 'Steps and trials of sweeps are left out unless asked for by `kind` or `parentId`.',
  query: z.strictObject({
    kind: z.enum(runKinds).optional(),
    status: z.enum(runStatuses).optional(),
    name: z.string().optional(),
    parentId: z.string().optional(),
    limit: limit(100),
  }),
  reply: runsReply,
  errors: [],
})

const artifactKinds = [
  'delivery',
  'commit',
  'training-set',
  'model-version',
  'predictions',
  'blob',
  'value',
] as const

/** What a run read or made. */
export const artifactReply = z.strictObject({
  name: z.string(),
  kind: z.enum(artifactKinds),
  /** Id within its kind; a digest for a blob or a value. */
  id: z.string(),
  label: z.string().describe('For people: `swells #12`, `surf-height v3`.'),
})
export type ArtifactReply = z.infer<typeof artifactReply>

export const codeReply = z.strictObject({
  commit: z.string().nullable(),
  dirty: z.boolean(),
  fingerprint: z.string().describe('Digest of exactly the code that it can reach.'),
})

export const runErrorReply = z.strictObject({
  code: z.string(),
  message: z.string(),
  hint: z.string().nullable(),
})

const runFields = {
  ...runSummaryReply.shape,
  settings: z.record(z.string(), z.unknown()),
  code: codeReply.nullable(),
  inputs: z.array(artifactReply),
  outputs: z.array(artifactReply),
  error: runErrorReply.nullable(),
}

export const stepRunReply = z.strictObject({
  ...runFields,
  after: z.array(z.string()).describe('The steps whose outputs it reads.'),
})
export type StepRunReply = z.infer<typeof stepRunReply>

export const runReply = z.strictObject({
  ...runFields,
  steps: z.array(stepRunReply).describe('In the order they started; empty unless a pipeline.'),
})
export type RunReply = z.infer<typeof runReply>

export const getRun = defineRoute({
  method: 'GET',
  path: '/api/v1/runs/:id',
  summary: 'Show one run with its steps, settings, code, inputs and outputs',
  params: idParams,
  query: z.strictObject({
    steps: z.enum(['all', 'none']).default('all').describe('none is quicker where there are many.'),
  }),
  reply: runReply,
  errors: ['tracking.runNotFound'],
})

export const logLevels = ['debug', 'info', 'warn', 'error'] as const

const logLineReply = z.strictObject({
  sequence: z.int().describe('Its place among all lines of the run, from 1.'),
  lineNumber: z.int().describe('Its place among those of the run that wrote it, from 1.'),
  at: moment,
  level: z.enum(logLevels),
  text: z.string(),
  /** The run that wrote it: the asked one or one of its steps. */
  runId: z.string(),
  step: z.string().nullable(),
})
export type LogLineReply = z.infer<typeof logLineReply>

export const runLogsReply = z.strictObject({
  lines: z.array(logLineReply),
  lineCount: count.describe('All that fit the question, not only these.'),
})
export type RunLogsReply = z.infer<typeof runLogsReply>

export const listRunLogs = defineRoute({
  method: 'GET',
  path: '/api/v1/runs/:id/logs',
  summary: 'List the log lines of a run and its steps, oldest first',
  params: idParams,
  query: z.strictObject({
    after: z.coerce.number<number>().int().min(0).default(0),
    limit: limit(1000, 100_000),
    step: z.string().optional().describe('Only of this step and of what ran within it.'),
    level: z.enum(logLevels).optional().describe('At least so grave.'),
    text: z.string().optional().describe('Only lines that hold this, in small or large letters.'),
    keep: z.enum(['first', 'last']).default('first').describe('Which, where there are more.'),
  }),
  reply: runLogsReply,
  errors: ['tracking.runNotFound'],
})

const metricPointReply = z.strictObject({
  name: z.string(),
  step: z.int().describe('Position in a series: epoch, tree, round; 0 for a single value.'),
  value: z.number(),
  at: moment,
})

export const runMetricsReply = z.strictObject({ points: z.array(metricPointReply) })
export type RunMetricsReply = z.infer<typeof runMetricsReply>

export const listRunMetrics = defineRoute({
  method: 'GET',
  path: '/api/v1/runs/:id/metrics',
  summary: 'List every metric value that a run logged',
  params: idParams,
  reply: runMetricsReply,
  errors: ['tracking.runNotFound'],
})
