import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, idParams, limit, moment } from './fields.ts'

export const loggedRunStatuses = ['RUNNING', 'SCHEDULED', 'FINISHED', 'FAILED', 'KILLED'] as const

/** By name; null is a value that JSON has no number for. */
const loggedValues = z.record(z.string(), z.number().nullable())
const texts = z.record(z.string(), z.string())

export const experimentReply = z.strictObject({
  id: z.string(),
  name: z.string(),
  isDeleted: z.boolean(),
  createdAt: moment,
  runCount: count,
  tags: texts,
})
export type ExperimentReply = z.infer<typeof experimentReply>

export const experimentsReply = z.strictObject({ experiments: z.array(experimentReply) })
export type ExperimentsReply = z.infer<typeof experimentsReply>

export const listExperiments = defineRoute({
  method: 'GET',
  path: '/api/v1/experiments',
  summary: 'List experiments, with how many runs each has',
  query: z.strictObject({ view: z.enum(['active', 'deleted', 'all']).default('active') }),
  reply: experimentsReply,
  errors: [],
})

export const loggedRunSummaryReply = z.strictObject({
  id: z.string(),
  experimentId: z.string(),
  experiment: z.string(),
  name: z.string(),
  /** Of a run of the platform what it is: pipeline, step, training, sweep. Null for a program's. */
  kind: z.string().nullable(),
  parentId: z.string().nullable(),
  user: z.string(),
  status: z.enum(loggedRunStatuses),
  startedAt: moment.nullable(),
  endedAt: moment.nullable(),
  isDeleted: z.boolean(),
  metrics: loggedValues.describe('The last value of each.'),
  params: texts,
  tags: texts,
})
export type LoggedRunSummaryReply = z.infer<typeof loggedRunSummaryReply>

export const loggedRunsReply = z.strictObject({
  runs: z.array(loggedRunSummaryReply),
  runCount: count.describe('All that fit the question, not only these.'),
})
export type LoggedRunsReply = z.infer<typeof loggedRunsReply>

export const searchRuns = defineRoute({
  method: 'GET',
  path: '/api/v1/logged-runs',
  summary: 'Search runs, of the platform and of programs alike',
  description:
    'By MLflow’s grammar with OR, NOT and parentheses: `metrics.loss < 0.1 AND (params.depth = "3" OR tags.team IS NULL)`.',
  query: z.strictObject({
    filter: z.string().default(''),
    experimentIds: z.string().optional().describe('With commas between them; all if absent.'),
    orderBy: z
      .string()
      .default('')
      .describe('`metrics.loss DESC, start_time`; newest first if absent.'),
    view: z.enum(['active', 'deleted', 'all']).default('active'),
    limit: limit(100, 50_000),
    offset: z.coerce.number<number>().int().min(0).default(0),
  }),
  reply: loggedRunsReply,
  errors: [
    'tracking.filterNotReadable',
    'tracking.orderNotReadable',
    'tracking.searchKeyNotKnown',
    'tracking.experimentNotFound',
  ],
})

export const loggedFileReply = z.strictObject({
  path: z.string().describe('Below the run’s own folder.'),
  sizeBytes: count,
  mediaType: z.string(),
  loggedAt: moment,
  url: z.string().describe('Where its content is sent from.'),
})

export const loggedDatasetReply = z.strictObject({
  name: z.string(),
  digest: z.string(),
  sourceType: z.string(),
  source: z.string(),
  context: z.string().nullable(),
})

export const loggedRunReply = z.strictObject({
  ...loggedRunSummaryReply.shape,
  note: z.string().nullable().describe('Markdown.'),
  datasets: z.array(loggedDatasetReply),
  files: z.array(loggedFileReply),
  modelIds: z.array(z.string()).describe('Models that it has logged.'),
  children: z.array(loggedRunSummaryReply).describe('The runs right below it, oldest first.'),
})
export type LoggedRunReply = z.infer<typeof loggedRunReply>

export const getLoggedRun = defineRoute({
  method: 'GET',
  path: '/api/v1/logged-runs/:id',
  summary: 'Show one run with its parameters, metrics, tags, files, data and the runs below it',
  params: idParams,
  reply: loggedRunReply,
  errors: ['tracking.loggedRunNotFound'],
})

export const curveReply = z.strictObject({
  metric: z.string(),
  pointCount: count.describe('All that were logged.'),
  isSampled: z.boolean().describe('Of each stretch only its lowest and its highest value.'),
  steps: z.array(z.number()),
  times: z.array(z.number()).describe('Milliseconds since 1970.'),
  values: z.array(z.number().nullable()),
})
export type CurveReply = z.infer<typeof curveReply>

export const getCurve = defineRoute({
  method: 'GET',
  path: '/api/v1/logged-runs/:id/curve',
  summary: 'Read the history of a metric, sampled so that its extremes stay',
  params: idParams,
  query: z.strictObject({
    metric: z.string(),
    stretches: limit(1000, 100_000).describe('Into how many it is cut where there are more.'),
  }),
  reply: curveReply,
  errors: ['tracking.loggedRunNotFound'],
})

export const runTagsInput = z.strictObject({
  tags: z.record(z.string(), z.string().nullable()).describe('Null takes one away.'),
  note: z.string().optional().describe('Markdown.'),
})
export type RunTagsInput = z.infer<typeof runTagsInput>

export const tagRun = defineRoute({
  method: 'PUT',
  path: '/api/v1/logged-runs/:id/tags',
  summary: 'Set and take away tags of a run, or write its note',
  params: idParams,
  body: runTagsInput,
  reply: loggedRunReply,
  errors: ['tracking.loggedRunNotFound', 'tracking.loggedRunNotActive'],
})

export const runLifecycleInput = z.strictObject({ isDeleted: z.boolean() })
export type RunLifecycleInput = z.infer<typeof runLifecycleInput>

export const deleteRun = defineRoute({
  method: 'PUT',
  path: '/api/v1/logged-runs/:id/lifecycle',
  summary: 'Delete a run, or bring it back; `swell runs gc` removes for good what is deleted',
  params: idParams,
  body: runLifecycleInput,
  reply: loggedRunReply,
  errors: ['tracking.loggedRunNotFound'],
})
