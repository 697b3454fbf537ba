import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, limit, moment, nameParams } from './fields.ts'

export const monitorStates = ['ok', 'warning', 'critical', 'unknown'] as const

const monitorStateReply = z.enum(monitorStates).describe('`unknown`: there was nothing to judge.')
export type MonitorStateReply = z.infer<typeof monitorStateReply>

const number = z.number().nullable()

const verdictReply = z.strictObject({
  rule: z.string().describe('The rule as a sentence: `mae is at most 0.6`.'),
  series: z.string(),
  slice: z.string().describe('`beach=lahinch`; empty for all rows.'),
  state: monitorStateReply,
  found: z.string(),
  wanted: z.string(),
})
export type VerdictReply = z.infer<typeof verdictReply>

const monitorValueReply = z.strictObject({
  series: z.string().describe('`mae`, `drift of height`, `missing of height`.'),
  slice: z.string(),
  value: number,
  lower: number.describe('Of its interval of 95 %, where it has one.'),
  upper: number,
  count: count.nullable().describe('The rows that it was measured of.'),
})

const share = z.number()
const bothSides = z.strictObject({ reference: z.number(), current: z.number() })

const driftBins = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('number'),
    edges: z.array(z.number()).describe('One more than there are bins.'),
    reference: z.array(share),
    current: z.array(share),
  }),
  z.strictObject({
    kind: z.literal('category'),
    categories: z.array(z.string()),
    reference: z.array(share),
    current: z.array(share),
  }),
])
export type DriftBinsReply = z.infer<typeof driftBins>

const columnDriftReply = z.strictObject({
  column: z.string(),
  kind: z.string().describe('`number`, `category`, `text`, `image` or `embedding`.'),
  state: z.string().describe('`measured`, or what it was instead: `empty`, `newColumn`, …'),
  drifted: z.boolean(),
  says: z.string().describe('What it says to a person, in one sentence.'),
  test: z.string().optional(),
  score: z.number().optional().describe('What is held against the threshold.'),
  threshold: z.number().optional(),
  pValue: z.number().optional(),
  effect: z.strictObject({ name: z.string(), value: z.number(), least: z.number() }).optional(),
  measures: z.record(z.string(), z.number()).optional(),
  missingShare: bothSides.optional(),
  newCategories: z.array(z.string()).optional(),
  goneCategories: z.array(z.string()).optional(),
  outsideShare: share.optional().describe('The share of the values outside of the reference’s.'),
  bins: driftBins.optional().describe('For a picture: both sides in the same bins.'),
})
export type ColumnDriftReply = z.infer<typeof columnDriftReply>

const driftReply = z.strictObject({
  of: z.enum(['inputs', 'predictions', 'outcomes', 'rows']),
  against: z.string().describe('What it was compared with, in words.'),
  mode: z.enum(['default', 'evidently']),
  rowCounts: bothSides,
  columns: z.array(columnDriftReply),
  driftedShare: share,
  driftShareLimit: share,
  drifted: z.boolean(),
  multivariate: z
    .array(
      z.strictObject({
        method: z.enum(['reconstruction', 'classifier']),
        of: z.string().optional().describe('A column of texts; all columns where it is absent.'),
        score: z.number(),
        lower: z.number(),
        upper: z.number(),
        drifted: z.boolean(),
        columns: z.array(z.strictObject({ column: z.string(), share })).optional(),
      }),
    )
    .optional(),
})
export type DriftReply = z.infer<typeof driftReply>

const runFields = {
  id: z.string(),
  monitor: z.string(),
  state: monitorStateReply,
  since: moment.nullable().describe('Of its window; null where it holds a number of rows.'),
  until: moment,
  measuredAt: moment,
  reason: z.string().describe('Why it ran: `by schedule`, `commit 7 of swells`, `by hand`.'),
  rowCount: count,
  problem: z.string().nullable().describe('Why it could not measure.'),
  badCount: count.describe('The rules that are not kept.'),
}

export const monitorRunSummaryReply = z.strictObject(runFields)
export type MonitorRunSummaryReply = z.infer<typeof monitorRunSummaryReply>

export const monitorRunReply = z.strictObject({
  ...runFields,
  values: z.array(monitorValueReply),
  verdicts: z.array(verdictReply),
  drift: z.array(driftReply),
  confusion: z
    .strictObject({ classes: z.array(z.number()), counts: z.array(z.array(count)) })
    .nullable()
    .describe('A row for each class that was so, a column for each that was said.'),
  notes: z.array(z.string()).describe('What could not be measured, and why.'),
})
export type MonitorRunReply = z.infer<typeof monitorRunReply>

const monitorFields = {
  name: z.string(),
  description: z.string().nullable(),
  watches: z.strictObject({
    kind: z.enum(['model', 'group', 'dataset', 'service']),
    name: z.string(),
    of: z.array(z.string()).describe('Of a model: `inputs`, `predictions`, `outcomes`.'),
  }),
  reference: z.string().describe('What it compares with, in words.'),
  window: z.string(),
  every: z.string(),
  slices: z.array(z.string()),
  rules: z.array(
    z.strictObject({
      rule: z.string(),
      series: z.string(),
      severity: z.enum(['warning', 'critical']),
      lasting: z.string().nullable(),
    }),
  ),
  tells: z.array(z.string()).describe('The channels that alerts go to.'),
  state: monitorStateReply,
  lastRun: monitorRunSummaryReply.nullable(),
  nextAt: moment.nullable().describe('Null where it waits for an event.'),
  firingCount: count,
}

export const monitorSummaryReply = z.strictObject(monitorFields)
export type MonitorSummaryReply = z.infer<typeof monitorSummaryReply>

export const monitorsReply = z.strictObject({ monitors: z.array(monitorSummaryReply) })
export type MonitorsReply = z.infer<typeof monitorsReply>

export const monitorReply = z.strictObject({
  ...monitorFields,
  latest: monitorRunReply.nullable(),
  series: z
    .array(z.strictObject({ series: z.string(), slices: z.array(z.string()) }))
    .describe('What it has measured so far.'),
})
export type MonitorReply = z.infer<typeof monitorReply>

export const monitorRunsReply = z.strictObject({
  runs: z.array(monitorRunSummaryReply).describe('Newest first.'),
})
export type MonitorRunsReply = z.infer<typeof monitorRunsReply>

export const seriesPointReply = z.strictObject({
  runId: z.string(),
  at: moment.describe('The end of the window.'),
  value: number,
  lower: number,
  upper: number,
  count: count.nullable(),
})
export type SeriesPointReply = z.infer<typeof seriesPointReply>

export const monitorSeriesReply = z.strictObject({
  series: z.array(
    z.strictObject({
      series: z.string(),
      slice: z.string(),
      limits: z
        .array(
          z.strictObject({
            rule: z.string(),
            severity: z.enum(['warning', 'critical']),
            atMost: number,
            atLeast: number,
          }),
        )
        .describe('What the rules want of it.'),
      points: z.array(seriesPointReply).describe('Oldest first.'),
    }),
  ),
})
export type MonitorSeriesReply = z.infer<typeof monitorSeriesReply>

export const listMonitors = defineRoute({
  method: 'GET',
  path: '/api/v1/monitors',
  summary: 'List the monitors, and how what they watch stands',
  reply: monitorsReply,
  errors: [],
})

export const getMonitor = defineRoute({
  method: 'GET',
  path: '/api/v1/monitors/:name',
  summary: 'Show one monitor with its newest run',
  params: nameParams,
  reply: monitorReply,
  errors: ['monitoring.monitorNotFound'],
})

const range = {
  from: moment.optional().describe('Windows that end from then on …'),
  to: moment.optional().describe('… and not after then.'),
}

export const listMonitorRuns = defineRoute({
  method: 'GET',
  path: '/api/v1/monitors/:name/runs',
  summary: 'List what a monitor has found, window by window',
  params: nameParams,
  query: z.strictObject({ ...range, limit: limit(100) }),
  reply: monitorRunsReply,
  errors: ['monitoring.monitorNotFound'],
})

export const getMonitorRun = defineRoute({
  method: 'GET',
  path: '/api/v1/monitors/:name/runs/:id',
  summary: 'Show one run of a monitor with all that it measured',
  params: nameParams.extend({ id: z.string() }),
  reply: monitorRunReply,
  errors: ['monitoring.monitorNotFound', 'monitoring.runNotFound'],
})

/** Which rows: the last window when nothing is said. */
export const runMonitorInput = z.strictObject({
  rows: z.int().min(1).max(10_000_000).optional().describe('The newest so many rows instead.'),
  last: z.string().optional().describe('The last so much time instead: `24h`.'),
})
export type RunMonitorInput = z.input<typeof runMonitorInput>

export const runMonitor = defineRoute({
  method: 'POST',
  path: '/api/v1/monitors/:name/run',
  summary: 'Look at what a monitor watches now',
  params: nameParams,
  body: runMonitorInput,
  reply: monitorRunReply,
  errors: ['monitoring.monitorNotFound', 'monitoring.monitorBusy', 'base.notADuration'],
})

export const getMonitorSeries = defineRoute({
  method: 'GET',
  path: '/api/v1/monitors/:name/series',
  summary: 'Show what a monitor has measured over time',
  params: nameParams,
  query: z.strictObject({
    ...range,
    series: z.string().optional().describe('One of them; all where it is absent.'),
    slice: z.string().optional().describe('One slice; all where it is absent.'),
    limit: limit(500, 20_000).describe('Points of each series, the newest.'),
  }),
  reply: monitorSeriesReply,
  errors: ['monitoring.monitorNotFound'],
})

export const whatIfReply = z.strictObject({
  runCount: count,
  firedCount: count,
  fired: z.array(
    z.strictObject({
      at: moment,
      recoveredAt: moment.nullable(),
      value: z.number().describe('The worst while it fired.'),
    }),
  ),
})
export type WhatIfReply = z.infer<typeof whatIfReply>

export const getWhatIf = defineRoute({
  method: 'GET',
  path: '/api/v1/monitors/:name/what-if',
  summary: 'Say when an alert would have fired with another limit',
  params: nameParams,
  query: z.strictObject({
    ...range,
    series: z.string(),
    slice: z.string().default(''),
    atMost: z.coerce.number<number>().optional(),
    atLeast: z.coerce.number<number>().optional(),
    lasting: z.string().optional().describe('For how long before it fires: `2h`.'),
  }),
  reply: whatIfReply,
  errors: ['monitoring.monitorNotFound'],
})
