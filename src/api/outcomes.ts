import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, nameParams, row } from './fields.ts'

export const tellOutcomesInput = z.strictObject({
  outcomes: z
    .array(row)
    .min(1)
    .describe('Each with a `predictionId`, or with key and `at`, and the value of the label.'),
})
export type TellOutcomesInput = z.input<typeof tellOutcomesInput>

export const tellOutcomesReply = z.strictObject({
  toldCount: count,
  repeatedCount: count.describe('Known already, with the same value.'),
  commitId: z.string().nullable().describe('null where all was known.'),
})
export type TellOutcomesReply = z.infer<typeof tellOutcomesReply>

export const tellOutcomes = defineRoute({
  method: 'POST',
  path: '/services/:name/outcomes',
  summary: 'Tell what came true of predictions',
  description:
    'All or nothing. The same told again changes nothing; another value corrects what was told. Accuracy, ' +
    'challenges and monitors then count it.',
  params: nameParams,
  body: tellOutcomesInput,
  reply: tellOutcomesReply,
  errors: [
    'serving.serviceNotFound',
    'serving.rowDoesNotFit',
    'serving.unknownField',
    'serving.tooManyRows',
    'serving.outcomeOfNothing',
  ],
})
