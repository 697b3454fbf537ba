import { z } from 'zod'
import { getTrainable, readCardText } from '../../project/index.ts'
import { approveVersion, sqlModelNotes } from '../../registry/index.ts'
import { chooseVersion } from '../choose-version.ts'
import { defineCommand } from '../command.ts'
import { userName } from '../user-name.ts'

export const modelsApprove = defineCommand({
  name: 'models approve',
  summary: 'Approve a version that has passed its gates',
  description:
    'A version goes from candidate to checked when its gates hold, and from there to approved by a person. ' +
    'Before that its card must say what only a person can: what it is meant for, what not, and its caveats. ' +
    "A version that has not passed its gates needs a reason. A model with `approval: 'person'` lets only " +
    'approved versions become champion.',
  example: [
    'swell models approve surf-height --version 3',
    'swell models approve surf-height --version 3 --reason "the gate of speed was asked on a busy machine"',
  ],
  positionals: ['model'],
  input: z.strictObject({
    model: z.string().describe('Its name'),
    version: z.number().int().min(1).optional().describe('Which; the newest when left out'),
    reason: z
      .string()
      .min(1)
      .optional()
      .describe('Why, although its gates do not hold')
      .meta({ value: '"…"' }),
  }),
  run: async (context, { model: name, reason, ...input }) => {
    const project = await context.open()
    const model = getTrainable(project.definition, name)
    const version = await chooseVersion(project.models, name, input.version)
    const move = await approveVersion(
      { notes: sqlModelNotes(project), now: project.now },
      {
        model: name,
        version,
        by: userName(),
        card: await readCardText(project, model),
        ...(reason === undefined ? {} : { reason }),
      },
    )
    return { model: name, version, from: move?.from ?? 'approved', approved: move !== undefined }
  },
  print: ({ model, version, from, approved }) =>
    approved
      ? `Version ${version} of ${model} is approved; it was ${from}.\n`
      : `Version ${version} of ${model} is approved already.\n`,
})
