import { z } from 'zod'
import { getTrainable } from '../../project/index.ts'
import { deliverWebhooks, rollBack } from '../../registry/index.ts'
import { defineCommand } from '../command.ts'
import { userName } from '../user-name.ts'

export const modelsRollback = defineCommand({
  name: 'models rollback',
  summary: 'Move an alias back to the version before',
  description:
    'At once, and without asking the gates: that version has been there on evidence of its own. Services go ' +
    'back to it without a restart. Going back twice goes two versions back.',
  example: [
    'swell models rollback surf-height',
    'swell models rollback surf-height --reason "waves too high since Tuesday"',
  ],
  positionals: ['model'],
  input: z.strictObject({
    model: z.string().describe('Its name'),
    alias: z.string().min(1).default('champion').describe('Which alias'),
    reason: z.string().min(1).optional().describe('Why').meta({ value: '"…"' }),
  }),
  run: async (context, { model, alias, reason }) => {
    const project = await context.open()
    getTrainable(project.definition, model)
    const { from, to } = await rollBack(project, {
      model,
      alias,
      by: userName(),
      ...(reason === undefined ? {} : { reason }),
    })
    await deliverWebhooks(project, { signal: context.signal })
    return { model, alias, from: from ?? null, version: to ?? null }
  },
  print: ({ model, alias, from, version }, { style }) =>
    `Version ${style.bold(String(version))} of ${model} is ${alias} again, version ${from} before.\n`,
})
