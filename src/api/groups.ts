import { z } from 'zod'
import { checkSeverities } from './check-reports.ts'
import { defineRoute } from './define-route.ts'
import { readersReply } from './features.ts'
import { cell, columnReply, count, limit, moment, nameParams, row } from './fields.ts'

export const freshnessReply = z.strictObject({
  /** How old the newest commit may be, such as `12h`; null when nothing is expected. */
  expected: z.string().nullable(),
  /** Age of the newest commit; null when there is none. */
  ageMs: z.number().nullable(),
  fresh: z.boolean(),
})
export type FreshnessReply = z.infer<typeof freshnessReply>

const volumeReply = z.strictObject({
  /** At least and at most so many rows of the last 24 hours. */
  expected: z.tuple([count, count]),
  rowCount: count,
  isKept: z.boolean(),
})
export type VolumeReply = z.infer<typeof volumeReply>

const groupSummaryFields = {
  name: z.string(),
  description: z.string().optional(),
  key: z.array(z.string()),
  time: z.string().describe('The column that holds the event time.'),
  source: z.string().nullable(),
  columnCount: count,
  rowCount: count,
  commitCount: count,
  newestEventAt: moment.nullable(),
  newestCommitAt: moment.nullable(),
  freshness: freshnessReply,
  volume: volumeReply.nullable().describe('Null when nothing is expected.'),
}

export const groupSummaryReply = z.strictObject(groupSummaryFields)
export type GroupSummaryReply = z.infer<typeof groupSummaryReply>

export const groupReply = z.strictObject({
  ...groupSummaryFields,
  columns: z.array(columnReply),
  checks: z.array(z.string()).describe('The rules at the door, as sentences.'),
  usedBy: readersReply,
  derivedFrom: z
    .strictObject({
      groups: z.array(z.string()),
      how: z.string().describe('In words.'),
      sql: z.string().nullable().describe('Where it is written as SQL.'),
    })
    .nullable()
    .describe('Of a group that is made of others.'),
  loadedBy: z.string().describe('What brings its rows in, in words.'),
  keep: z.string().nullable().describe('How long a row stays, such as `90d`; null for ever.'),
})
export type GroupReply = z.infer<typeof groupReply>

export const groupsReply = z.strictObject({ groups: z.array(groupSummaryReply) })
export type GroupsReply = z.infer<typeof groupsReply>

export const listGroups = defineRoute({
  method: 'GET',
  path: '/api/v1/groups',
  summary: 'List the feature groups with their freshness',
  reply: groupsReply,
  errors: [],
})

export const getGroup = defineRoute({
  method: 'GET',
  path: '/api/v1/groups/:name',
  summary: 'Show one feature group with its columns',
  params: nameParams,
  reply: groupReply,
  errors: ['features.groupNotFound'],
})

export const groupRowsReply = z.strictObject({
  group: z.string(),
  columns: z.array(columnReply),
  rows: z.array(row).describe('Newest event first.'),
  rowCount: count.describe('All rows of the group, not only these.'),
})
export type GroupRowsReply = z.infer<typeof groupRowsReply>

export const listGroupRows = defineRoute({
  method: 'GET',
  path: '/api/v1/groups/:name/rows',
  summary: 'List the newest rows of a feature group',
  params: nameParams,
  query: z.strictObject({ limit: limit(50, 1000) }),
  reply: groupRowsReply,
  errors: ['features.groupNotFound'],
})

export const columnStatisticsReply = z.strictObject({
  column: z.string(),
  count: count,
  missing: count,
  distinct: z.int().nullable(),
  min: cell,
  max: cell,
  mean: z.number().nullable(),
  median: z.number().nullable(),
  deviation: z.number().nullable(),
})
export type ColumnStatisticsReply = z.infer<typeof columnStatisticsReply>

export const commitReply = z.strictObject({
  id: z.string(),
  group: z.string(),
  sequence: z.int(),
  kind: z.enum(['append', 'upsert', 'delete']),
  committedAt: moment,
  by: z.string().nullable().describe('Who made it, where that is known.'),
  code: z
    .strictObject({ commit: z.string().nullable(), dirty: z.boolean() })
    .nullable()
    .describe('The state of the code that made it; dirty where files differ from the commit.'),
  rowCount: count,
  correctionCount: count.describe('Rows of a key and time that the group knew.'),
  lateCount: count.describe('Rows from before the newest event that the group knew.'),
  lateMaxMs: z.number().nullable(),
  checks: z
    .array(
      z.strictObject({ check: z.string(), severity: z.enum(checkSeverities), failedCount: count }),
    )
    .describe('Those that some row or the whole broke.'),
  sizeBytes: count,
  oldestEventAt: moment.nullable(),
  newestEventAt: moment.nullable(),
  runId: z.string().nullable(),
  deliveryIds: z.array(z.string()),
  statistics: z.array(columnStatisticsReply),
})
export type CommitReply = z.infer<typeof commitReply>

export const commitsReply = z.strictObject({
  group: z.string(),
  commits: z.array(commitReply).describe('Newest first.'),
  commitCount: count,
})
export type CommitsReply = z.infer<typeof commitsReply>

export const listGroupCommits = defineRoute({
  method: 'GET',
  path: '/api/v1/groups/:name/commits',
  summary: 'List the commits of a feature group with their statistics',
  params: nameParams,
  query: z.strictObject({ limit: limit(100) }),
  reply: commitsReply,
  errors: ['features.groupNotFound'],
})
