import { z } from 'zod'
import { readDecision } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderDecision } from '../render-decisions.ts'

export const decisionsShow = defineCommand({
  name: 'decisions show',
  summary: 'Show one decision with its evidence',
  example: 'swell decisions show dec_01kaj3v0z8m4x2q7c1',
  positionals: ['decision'],
  input: z.strictObject({ decision: z.string().describe('Its id') }),
  run: async (context, { decision }) => readDecision(await context.open(), decision),
  print: renderDecision,
})
