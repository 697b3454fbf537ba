import { z } from 'zod'

/**
 * What every failed request is answered with (RFC 9457), under `application/problem+json`. More
 * members may stand beside these, for example the gates that refused a promotion.
 */
export const problemReply = z.looseObject({
  type: z.string().describe('Address of the documentation of this problem.'),
  title: z.string().describe('The kind of problem, the same for every occurrence.'),
  status: z.int().min(400).max(599),
  detail: z.string().describe('What happened, to what, in one sentence.'),
  code: z.string().describe('Stable name such as `registry.gateNotHeld`.'),
  hint: z.string().optional().describe('The next step, often a command.'),
  instance: z.string().optional(),
})
export type ProblemReply = z.infer<typeof problemReply>

export const problemMediaType = 'application/problem+json'
