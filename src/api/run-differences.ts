import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { idParams } from './fields.ts'
import { codeReply, runStatuses, runSummaryReply } from './runs.ts'

const json = z.unknown().describe('Absent where there is none.')

const sideReply = z.strictObject({
  id: z.string(),
  status: z.enum(runStatuses),
  tookMs: z.number().nullable(),
  reason: z.string().nullable(),
})

const stepDifferenceReply = z.strictObject({
  step: z.string(),
  first: sideReply.nullable().describe('null where it has no such step.'),
  second: sideReply.nullable(),
  verdict: z
    .enum(['same', 'differs', 'inputs-differ', 'not-run'])
    .nullable()
    .describe('How what it gave compares; null where one of them has no such step.'),
  code: z.array(z.string()).describe('What of its code is not the same.'),
  difference: z
    .strictObject({ path: z.string(), first: json.optional(), second: json.optional() })
    .nullable()
    .describe('The first place where they differ.'),
})
export type StepDifferenceReply = z.infer<typeof stepDifferenceReply>

export const runDifferenceReply = z.strictObject({
  first: runSummaryReply,
  second: runSummaryReply,
  settings: z
    .array(z.strictObject({ name: z.string(), first: json.optional(), second: json.optional() }))
    .describe('Those that are not the same.'),
  sameSettingCount: z.int(),
  code: z.strictObject({ first: codeReply.nullable(), second: codeReply.nullable() }),
  steps: z.array(stepDifferenceReply),
  metrics: z.array(
    z.strictObject({
      step: z.string().nullable().describe('null for one of the run itself.'),
      name: z.string(),
      first: z.number().nullable(),
      second: z.number().nullable(),
    }),
  ),
})
export type RunDifferenceReply = z.infer<typeof runDifferenceReply>

export const getRunDifference = defineRoute({
  method: 'GET',
  path: '/api/v1/runs/:id/difference',
  summary: 'Compare a run with an earlier one: settings, code, data, metrics, times',
  params: idParams,
  query: z.strictObject({
    from: z.string().optional().describe('The run before it of the same name, if it is absent.'),
  }),
  reply: runDifferenceReply,
  errors: ['tracking.runNotFound'],
})
