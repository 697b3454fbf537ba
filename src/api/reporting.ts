import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, metricValues, moment, version } from './fields.ts'

export const scoringReply = z.strictObject({
  models: z.array(
    z.strictObject({
      model: z.string(),
      version: version.nullable().describe('The champion; null where there is none.'),
      metric: z.string().nullable().describe('What the model is judged by.'),
      score: z.number().nullable().describe('On the held-out rows.'),
      metrics: metricValues,
      rows: count,
      newest: z
        .strictObject({ score: z.number(), rows: count, at: moment })
        .nullable()
        .describe('On the newest labelled rows, when retraining was last thought of.'),
      history: z.array(z.strictObject({ version, score: z.number(), at: moment })),
    }),
  ),
})
export type ScoringReply = z.infer<typeof scoringReply>

export const getScoring = defineRoute({
  method: 'GET',
  path: '/api/v1/scoring',
  summary: 'Tell how good the versions in use are',
  reply: scoringReply,
  errors: [],
})

export const summaryStatsReply = z.strictObject({
  groups: z.array(
    z.strictObject({
      group: z.string(),
      rowCount: count,
      columns: z.array(
        z.strictObject({
          column: z.string(),
          missingCount: count,
          distinctCount: count,
          mean: z.number().nullable(),
          median: z.number().nullable(),
          deviation: z.number().nullable(),
          min: z.number().nullable(),
          max: z.number().nullable(),
        }),
      ),
    }),
  ),
})
export type SummaryStatsReply = z.infer<typeof summaryStatsReply>

export const getSummaryStats = defineRoute({
  method: 'GET',
  path: '/api/v1/summary-stats',
  summary: 'Summarise the columns of every group',
  reply: summaryStatsReply,
  errors: [],
})

const bytes = z.number().min(0)
const milliseconds = z.number().min(0)

export const diagnosticsReply = z.strictObject({
  integrity: z
    .array(
      z.strictObject({
        group: z.string(),
        rowCount: count,
        columns: z.array(
          z.strictObject({ column: z.string(), missingCount: count, missingShare: z.number() }),
        ),
      }),
    )
    .describe('What is missing, per column.'),
  stability: z
    .array(
      z.strictObject({
        group: z.string(),
        column: z.string(),
        mean: z.number(),
        historicMean: z.number(),
        shift: z.number().nullable(),
        commitCount: count,
      }),
    )
    .describe('How far the mean of each number has moved in the newest commit.'),
  timing: z
    .array(
      z.strictObject({
        pipeline: z.string(),
        step: z.string(),
        lastMs: milliseconds,
        runCount: count,
        meanMs: milliseconds.nullable(),
        deviationMs: milliseconds.nullable(),
        minMs: milliseconds.nullable(),
        maxMs: milliseconds.nullable(),
        isSlow: z.boolean(),
      }),
    )
    .describe('What each step took, beside the runs before.'),
  dependencies: z.strictObject({
    isRegistryReached: z.boolean().nullable().describe('Null where it was not asked.'),
    packages: z.array(
      z.strictObject({
        name: z.string(),
        installed: z.string().nullable(),
        wanted: z.string(),
        latest: z.string().nullable(),
        problem: z.string().nullable(),
      }),
    ),
  }),
  disk: z.strictObject({ freeBytes: bytes, isEnough: z.boolean() }),
  memory: z.strictObject({ freeBytes: bytes, totalBytes: bytes, isEnough: z.boolean() }),
  clock: z.strictObject({
    now: moment,
    ahead: z.strictObject({ runId: z.string(), startedAt: moment }).nullable(),
  }),
  missed: z.array(z.strictObject({ pipeline: z.string(), dueAt: moment })),
})
export type DiagnosticsReply = z.infer<typeof diagnosticsReply>

export const getDiagnostics = defineRoute({
  method: 'GET',
  path: '/api/v1/diagnostics',
  summary: 'Diagnose the data, the steps and the machine',
  query: z.strictObject({
    registry: z
      .enum(['ask', 'leave'])
      .default('leave')
      .describe('Whether npm’s registry is asked for what is newest, which may take seconds.'),
  }),
  reply: diagnosticsReply,
  errors: [],
})
