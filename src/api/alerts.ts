import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, idParams, limit, moment, row } from './fields.ts'
import { seriesPointReply } from './monitors.ts'

export const alertStates = ['pending', 'firing', 'acknowledged', 'recovered'] as const
export const alertSeverities = ['warning', 'critical'] as const

const alertFields = {
  id: z.string(),
  monitor: z.string(),
  rule: z.string(),
  series: z.string(),
  slice: z.string(),
  severity: z.enum(alertSeverities),
  state: z
    .enum(alertStates)
    .describe('`pending`: it is bad, but not yet for as long as the rule says.'),
  badSince: moment.describe('The end of the first window in which the rule was not kept.'),
  firedAt: moment.nullable(),
  recoveredAt: moment.nullable(),
  lastSeenAt: moment.describe('The end of the last window in which the rule was not kept.'),
  found: z.string(),
  wanted: z.string(),
  acknowledgedBy: z.string().nullable(),
  silencedUntil: moment
    .nullable()
    .describe('Nobody is told until then; null where it is not silent.'),
}

export const alertSummaryReply = z.strictObject(alertFields)
export type AlertSummaryReply = z.infer<typeof alertSummaryReply>

export const alertsReply = z.strictObject({
  alerts: z.array(alertSummaryReply).describe('What fires first, then the newest.'),
})
export type AlertsReply = z.infer<typeof alertsReply>

export const alertReply = z.strictObject({
  ...alertFields,
  what: z.string().describe('What happened, in a sentence.'),
  runId: z.string().nullable().describe('The newest run in which the rule was not kept.'),
  history: z.array(z.strictObject({ at: moment, what: z.string(), by: z.string().nullable() })),
  points: z.array(seriesPointReply).describe('Its series around it, oldest first.'),
  atMost: z.number().nullable().describe('The limit that the rule has, for the chart.'),
  atLeast: z.number().nullable(),
  rows: z.array(row).describe('Some rows of the window, those that tell most first.'),
  upstream: z
    .array(
      z.strictObject({
        at: moment,
        kind: z.enum(['commit', 'version', 'alias', 'run']),
        what: z.string(),
        address: z.string().nullable().describe('Its page in the dashboard.'),
      }),
    )
    .describe('What changed upstream since the rule was kept last, newest first.'),
  next: z.array(z.string()).describe('What can be done, the nearest first.'),
  gate: z
    .string()
    .nullable()
    .describe('The line that makes the rule a gate of the model; null where it can’t be one.'),
  deliveries: z.array(
    z.strictObject({
      id: z.string(),
      channel: z.string(),
      kind: z.enum(['fired', 'recovered']),
      status: z.enum(['waiting', 'delivered', 'given up']),
      attemptCount: count,
      lastProblem: z.string().nullable(),
      createdAt: moment,
    }),
  ),
})
export type AlertReply = z.infer<typeof alertReply>

export const listAlerts = defineRoute({
  method: 'GET',
  path: '/api/v1/alerts',
  summary: 'List the alerts',
  query: z.strictObject({
    state: z.enum(alertStates).optional(),
    monitor: z.string().optional(),
    from: moment.optional().describe('Those that were bad from then on.'),
    limit: limit(100),
  }),
  reply: alertsReply,
  errors: [],
})

export const getAlert = defineRoute({
  method: 'GET',
  path: '/api/v1/alerts/:id',
  summary: 'Show one alert with what happened, what changed upstream, and the next step',
  params: idParams,
  reply: alertReply,
  errors: ['monitoring.alertNotFound'],
})

export const acknowledgeAlertInput = z.strictObject({
  note: z.string().max(2000).optional(),
  by: z.string().max(200).optional(),
})
export type AcknowledgeAlertInput = z.input<typeof acknowledgeAlertInput>

export const acknowledgeAlert = defineRoute({
  method: 'POST',
  path: '/api/v1/alerts/:id/acknowledge',
  summary: 'Say that somebody is at it',
  params: idParams,
  body: acknowledgeAlertInput,
  reply: alertSummaryReply,
  errors: ['monitoring.alertNotFound', 'monitoring.alertIsOver'],
})

export const silenceAlertInput = z.strictObject({
  for: z.string().describe('How long nothing is told of it: `2h`, `3d`.'),
  reason: z.string().max(2000).optional(),
  by: z.string().max(200).optional(),
})
export type SilenceAlertInput = z.input<typeof silenceAlertInput>

export const silenceAlert = defineRoute({
  method: 'POST',
  path: '/api/v1/alerts/:id/silence',
  summary: 'Tell nothing of an alert for a while; it is still seen',
  params: idParams,
  body: silenceAlertInput,
  reply: alertSummaryReply,
  errors: ['monitoring.alertNotFound', 'base.notADuration'],
})
