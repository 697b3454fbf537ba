import { z } from 'zod'
import { decisionStates } from '../../api/index.ts'
import { getTrainable } from '../../project/index.ts'
import { readDecisions } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderTimeline } from '../render-decisions.ts'

export const decisionsList = defineCommand({
  name: 'decisions list',
  summary: 'List what was decided of models in production',
  description: 'Newest first: kept, promoted, proposed, rolled back, each with the sentence why.',
  example: ['swell decisions list', 'swell decisions list surf-height --state proposed'],
  positionals: ['model'],
  input: z.strictObject({
    model: z.string().optional().describe('Of one model'),
    state: z.enum(decisionStates).optional().describe('In one state only'),
    limit: z.number().int().min(1).max(10_000).default(50).describe('How many'),
  }),
  run: async (context, { model, state, limit }) => {
    const project = await context.open()
    if (model !== undefined) getTrainable(project.definition, model)
    return readDecisions(project, { model, state, limit })
  },
  print: ({ decisions }, page) => renderTimeline(decisions, page),
})
