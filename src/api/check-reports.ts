import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, idParams, limit, moment, row } from './fields.ts'

export const checkSeverities = ['refuse', 'quarantine', 'warn'] as const
export const checkVerdicts = ['passed', 'warned', 'quarantined', 'refused'] as const
export const checkSubjectKinds = ['group', 'dataset', 'table'] as const

const outcomeFields = {
  check: z.string().describe('The rule as it is declared: the same name in every report.'),
  kind: z.enum(['row', 'table', 'schema', 'comparison']),
  severity: z.enum(checkSeverities),
  holds: z.boolean(),
  expected: z.string().describe('The rule with the values in force.'),
  found: z.string(),
  failedCount: count,
}

const checkOutcomeReply = z.strictObject(outcomeFields)
export type CheckOutcomeReply = z.infer<typeof checkOutcomeReply>

const failedRowReply = z.strictObject({
  /** The delivery or file that it stands in, where there are several. */
  place: z.string().nullable(),
  row: z.int().describe('From 1, in its file or delivery.'),
  values: row,
})
export type FailedRowReply = z.infer<typeof failedRowReply>

const comparedColumnReply = z.strictObject({
  column: z.string(),
  holds: z.boolean(),
  statistic: z.number().nullable(),
  pValue: z.number().nullable(),
  correctedPValue: z.number().nullable(),
})

export const checkResultReply = z.strictObject({
  ...outcomeFields,
  rows: z.array(failedRowReply).describe('The first rows that break it.'),
  comparisons: z.array(comparedColumnReply),
})
export type CheckResultReply = z.infer<typeof checkResultReply>

const reportFields = {
  id: z.string(),
  kind: z.enum(checkSubjectKinds),
  subject: z.string().describe('The name of the group, dataset or table that was judged.'),
  state: z
    .string()
    .nullable()
    .describe('The id of the commit or the number of the version; null where nothing came in.'),
  judgedAt: moment,
  runId: z.string().nullable(),
  verdict: z.enum(checkVerdicts),
  rowCount: count,
}

export const checkReportReply = z.strictObject({
  ...reportFields,
  results: z.array(checkResultReply),
})
export type CheckReportReply = z.infer<typeof checkReportReply>

export const checkReportSummaryReply = z.strictObject({
  ...reportFields,
  results: z.array(checkOutcomeReply),
})
export type CheckReportSummaryReply = z.infer<typeof checkReportSummaryReply>

export const checkReportsReply = z.strictObject({
  reports: z.array(checkReportSummaryReply).describe('Newest first, without rows.'),
})
export type CheckReportsReply = z.infer<typeof checkReportsReply>

export const listCheckReports = defineRoute({
  method: 'GET',
  path: '/api/v1/check-reports',
  summary: 'List what checks have found',
  query: z.strictObject({
    kind: z.enum(checkSubjectKinds).optional(),
    subject: z.string().optional(),
    run: z.string().optional().describe('Of this run and the steps that it ran.'),
    limit: limit(60, 1000),
  }),
  reply: checkReportsReply,
  errors: [],
})

export const getCheckReport = defineRoute({
  method: 'GET',
  path: '/api/v1/check-reports/:id',
  summary: 'Show one report of checks with the rows that break them',
  params: idParams,
  reply: checkReportReply,
  errors: ['data.checkReportNotFound'],
})
