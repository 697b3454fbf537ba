import { z } from 'zod'
import { acceptDecision } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderDecision } from '../render-decisions.ts'
import { userName } from '../user-name.ts'

export const decisionsAccept = defineCommand({
  name: 'decisions accept',
  summary: 'Accept a proposal: the alias moves',
  description:
    'The alias moves on the gates that were asked, if it is still where it was then; of a model that wants a person’s approval the version is approved by it.',
  example: 'swell decisions accept dec_01kaj3v0z8m4x2q7c1 --reason "seen by the team"',
  positionals: ['decision'],
  input: z.strictObject({
    decision: z.string().describe('Its id'),
    reason: z.string().min(1).optional().describe('Why').meta({ value: '"…"' }),
  }),
  run: async (context, { decision, reason }) =>
    acceptDecision(await context.open(), decision, { by: userName(), reason }),
  print: renderDecision,
})
