import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, limit, moment, nameParams } from './fields.ts'
import { columnStatisticsReply } from './groups.ts'

const duration = z.string().regex(/^\d+(\.\d+)?(ms|s|m|h|d|w)$/, 'a duration such as 7d')

export const windowStatisticsReply = z.strictObject({
  since: moment.nullable().describe('Left out itself; null for all there is.'),
  until: moment.nullable(),
  rowCount: count,
  columns: z.array(columnStatisticsReply),
})
export type WindowStatisticsReply = z.infer<typeof windowStatisticsReply>

export const groupStatisticsReply = z.strictObject({
  group: z.string(),
  windows: z.array(windowStatisticsReply).describe('By event time, newest first.'),
  reference: windowStatisticsReply.nullable().describe('Of the time before the oldest of them.'),
})
export type GroupStatisticsReply = z.infer<typeof groupStatisticsReply>

export const getGroupStatistics = defineRoute({
  method: 'GET',
  path: '/api/v1/groups/:name/statistics',
  summary: 'Tell what is true of a feature group in numbers, by stretches of event time',
  description: 'Of each key and time counts what was told last.',
  params: nameParams,
  query: z.strictObject({
    window: duration.default('7d').describe('How long a stretch is.'),
    count: limit(12, 60).describe('How many, counted back from the newest event.'),
    reference: duration.optional().describe('How long a time before them to compare with.'),
  }),
  reply: groupStatisticsReply,
  errors: ['features.groupNotFound'],
})
