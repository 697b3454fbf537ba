import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count } from './fields.ts'

const numbers = z.array(z.number().nullable())

/** One metric of one run as a curve: a million points come as so many places as can be seen. */
export const runCurveReply = z.strictObject({
  runId: z.string(),
  metric: z.string(),
  pointCount: count.describe('How many were logged in the range.'),
  isSampled: z.boolean(),
  xs: z.array(z.number()).describe('Steps, or milliseconds since 1970.'),
  means: numbers.describe('Null where what was logged is not a number.'),
  lows: numbers.describe('The lowest around each place; empty unless sampled.'),
  highs: numbers.describe('The highest around each place; empty unless sampled.'),
  last: z.strictObject({ x: z.number(), value: z.number().nullable() }).nullable(),
})
export type RunCurveReply = z.infer<typeof runCurveReply>

export const curvesReply = z.strictObject({ curves: z.array(runCurveReply) })
export type CurvesReply = z.infer<typeof curvesReply>

export const mostCurves = 400

export const getRunCurves = defineRoute({
  method: 'GET',
  path: '/api/v1/run-curves',
  summary: 'Read metrics of runs as curves, with every extreme',
  description:
    'Where a metric has more points than places, each place tells the mean, the lowest and the highest around it. Metrics that a run lacks are left out.',
  query: z.strictObject({
    runs: z.string().default('').describe('Ids, with commas between them.'),
    metrics: z
      .string()
      .optional()
      .describe('Names as a JSON list; all that the runs have, if it is absent.'),
    places: z.coerce.number<number>().int().min(2).max(5000).default(500),
    axis: z.enum(['step', 'time']).default('step'),
    from: z.coerce.number<number>().optional(),
    until: z.coerce.number<number>().optional(),
  }),
  reply: curvesReply,
  errors: ['server.inputNotAsAgreed'],
})
