import { z } from 'zod'
import { declineDecision } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderDecision } from '../render-decisions.ts'
import { userName } from '../user-name.ts'

export const decisionsDecline = defineCommand({
  name: 'decisions decline',
  summary: 'Decline a proposal: the alias stays',
  description: 'Nothing moves; the proposal and the reason are kept.',
  example: 'swell decisions decline dec_01kaj3v0z8m4x2q7c1 --reason "seen by the team"',
  positionals: ['decision'],
  input: z.strictObject({
    decision: z.string().describe('Its id'),
    reason: z.string().min(1).optional().describe('Why').meta({ value: '"…"' }),
  }),
  run: async (context, { decision, reason }) =>
    declineDecision(await context.open(), decision, { by: userName(), reason }),
  print: renderDecision,
})
