import { z } from 'zod'
import { defineRoute } from './define-route.ts'

const runCode = z.strictObject({
  runId: z.string(),
  name: z.string(),
  commit: z.string().nullable(),
  isChanged: z.boolean().describe('Whether something was not committed.'),
  runtime: z.string().nullable(),
  changes: z.string().nullable().describe('What was not committed, as a patch; null if not kept.'),
})

const patch = z.strictObject({
  text: z.string(),
  isCut: z.boolean(),
  files: z.array(z.strictObject({ path: z.string(), added: z.int(), removed: z.int() })),
})

/** How the code of a run differs from that of another. */
export const codeDifferenceReply = z.strictObject({
  first: runCode,
  second: runCode,
  patch: patch
    .nullable()
    .describe('From the commit of the first to that of the second; null where git knows not both.'),
  lockfiles: z.array(
    z.strictObject({
      name: z.string(),
      first: z.string().nullable(),
      second: z.string().nullable(),
    }),
  ),
})
export type CodeDifferenceReply = z.infer<typeof codeDifferenceReply>

export const getCodeDifference = defineRoute({
  method: 'GET',
  path: '/api/v1/logged-runs/:id/code-difference',
  summary: 'Compare the code of two runs, as git has it and as it was changed',
  params: z.strictObject({ id: z.string() }),
  query: z.strictObject({ from: z.string().describe('The run before.') }),
  reply: codeDifferenceReply,
  errors: ['tracking.loggedRunNotFound'],
})
