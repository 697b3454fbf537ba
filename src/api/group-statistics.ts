import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, limit, moment, nameParams } from './fields.ts'
import { columnStatisticsReply } from './groups.ts'

const duration = z.string().regex(/^\d+(\.\d+)?(ms|s|m|h|d|w)$/, 'a duration such as 7d')

export const windowColumnReply = columnStatisticsReply.extend({
  deciles: z
    .array(z.number())
    .nullable()
    .describe('Of numbers: what one to nine tenths of the values don’t exceed.'),
  commonest: z
    .array(z.strictObject({ value: z.string(), count }))
    .nullable()
    .describe('Of columns with few different values: the commonest.'),
  stability: z
    .number()
    .nullable()
    .describe('Population stability index against the reference; null for fewer than 100 values.'),
})
export type WindowColumnReply = z.infer<typeof windowColumnReply>

export const windowStatisticsReply = z.strictObject({
  since: moment.nullable().describe('Null for all there is.'),
  until: moment.nullable().describe('Left out itself.'),
  rowCount: count,
  columns: z.array(windowColumnReply),
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
  description:
    'Of each key and time counts what was told last. Stretches begin at whole multiples of their length, in UTC, whole weeks on a Monday; what was measured once is kept.',
  params: nameParams,
  query: z.strictObject({
    window: duration.default('7d').describe('How long a stretch is.'),
    count: limit(12, 60).describe('How many, the newest holding the newest event.'),
    reference: duration.optional().describe('How long a time before them to compare with.'),
  }),
  reply: groupStatisticsReply,
  errors: ['features.groupNotFound'],
})
