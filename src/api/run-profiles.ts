import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, idParams, moment } from './fields.ts'

export const profiledStepReply = z.strictObject({
  runId: z.string(),
  name: z.string(),
  wallMs: z.number(),
  cpuMs: z.number().describe('Of all threads of the process.'),
  peakBytes: z.number().describe('The most memory of the process meanwhile.'),
  memory: z.array(z.strictObject({ atMs: z.number(), rssBytes: z.number() })),
  address: z.string().nullable().describe('Of the profile for Chrome, if it was kept.'),
})
export type ProfiledStepReply = z.infer<typeof profiledStepReply>

export const profiledCallReply = z.strictObject({
  parent: z.int().describe('The place of its caller in the list; -1 for a step.'),
  name: z.string(),
  file: z.string().describe('`parse.ts` of the project, `groundswell/…`, `npm:…`, `node:…`.'),
  line: count,
  selfMs: z.number(),
})
export type ProfiledCallReply = z.infer<typeof profiledCallReply>

export const runProfileReply = z.strictObject({
  name: z.string(),
  startedAt: moment,
  steps: z.array(profiledStepReply),
  calls: z
    .array(profiledCallReply)
    .describe('Callers before what they call; the first ones are the steps. Trifles are left out.'),
  others: z
    .array(z.strictObject({ id: z.string(), startedAt: moment }))
    .describe('Other runs of the same name that were profiled, the newest first.'),
})
export type RunProfileReply = z.infer<typeof runProfileReply>

export const getRunProfile = defineRoute({
  method: 'GET',
  path: '/api/v1/runs/:id/profile',
  summary: 'Tell where a run has spent its time and memory',
  description: 'Empty unless it was run with `--profile`.',
  params: idParams,
  reply: runProfileReply,
  errors: ['tracking.runNotFound'],
})
