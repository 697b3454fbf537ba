import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, moment, nameParams, version } from './fields.ts'

/** Of forecasts of the past, all points together that are told of. */
const scoresReply = z.strictObject({
  pointCount: count,
  mae: z.number(),
  rmse: z.number(),
  lastValueMae: z.number(),
  seasonalNaiveMae: z.number().nullable().describe('Null without a season.'),
  coverage: z.number().nullable().describe('The share within the bounds; null without bounds.'),
})

const testedPointReply = z.strictObject({
  origin: moment.describe('From when it was forecast, as if nothing after that were known.'),
  at: moment,
  ahead: count,
  value: z.number(),
  low: z.number().nullable(),
  high: z.number().nullable(),
  truth: z.number(),
})
export type TestedPointReply = z.infer<typeof testedPointReply>

export const backTestReply = z.strictObject({
  model: z.string(),
  version,
  unit: z.string().nullable(),
  share: z.number().nullable().describe('How much is to lie within the bounds.'),
  origins: z.array(moment).describe('Moments at which forecasts of the past were made.'),
  all: scoresReply,
  byStep: z.array(scoresReply.extend({ ahead: count })),
  bySeries: z.array(scoresReply.extend({ series: z.string() })),
  series: z.string().describe('The series whose points are told: the one asked for, or the first.'),
  points: z.array(testedPointReply).describe('By origin, the next step first.'),
  actual: z
    .array(z.strictObject({ at: moment, value: z.number() }))
    .describe('What is known of the series by now, from a while before the first origin on.'),
  next: z
    .array(
      z.strictObject({
        at: moment,
        ahead: count,
        value: z.number(),
        low: z.number().nullable(),
        high: z.number().nullable(),
      }),
    )
    .describe('What the version says of the steps to come; nothing of it is kept.'),
})
export type BackTestReply = z.infer<typeof backTestReply>

export const getBackTest = defineRoute({
  method: 'GET',
  path: '/api/v1/models/:name/versions/:version/back-test',
  summary:
    'Show how a version of a forecast did on the past, and what it says of the steps to come',
  params: nameParams.extend({ version: z.coerce.number<number>().int().min(1) }),
  query: z.strictObject({ series: z.string().optional() }),
  reply: backTestReply,
  errors: ['project.forecastNotFound', 'registry.versionNotFound', 'serving.seriesNotFound'],
})
