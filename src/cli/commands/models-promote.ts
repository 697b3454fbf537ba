import { z } from 'zod'
import { getTrainable, promoteExamined } from '../../project/index.ts'
import { deliverWebhooks } from '../../registry/index.ts'
import { examineApart } from '../../server/index.ts'
import { chooseVersion } from '../choose-version.ts'
import { defineCommand } from '../command.ts'
import { renderGates } from '../render-gates.ts'
import { userName } from '../user-name.ts'

export const modelsPromote = defineCommand({
  name: 'models promote',
  summary: 'Move an alias to a version, if its gates hold',
  description:
    'The gates are asked anew, in a process of their own, against the version that the alias points to now; ' +
    'what they find is kept. With --reason the alias moves although a gate says no; both are recorded. Of ' +
    'two promotions at once one wins and the other is told. Services go over to it without a restart.',
  example: [
    'swell models promote surf-height',
    'swell models promote surf-height --version 2 --reason "version 3 was trained on a bad file"',
  ],
  positionals: ['model'],
  input: z.strictObject({
    model: z.string().describe('Its name'),
    version: z.number().int().min(1).optional().describe('Which; the newest when left out'),
    alias: z.string().min(1).default('champion').describe('What it is to be'),
    reason: z
      .string()
      .min(1)
      .optional()
      .describe('Why it may although a gate says no')
      .meta({ value: '"…"' }),
  }),
  run: async (context, { model: name, alias, reason, ...input }) => {
    const project = await context.open()
    const model = getTrainable(project.definition, name)
    const version = await chooseVersion(project.models, name, input.version)
    const asked = { version, alias, by: userName(), signal: context.signal }
    const examination = await examineApart(project, model, asked)
    const move = await promoteExamined(project, model, {
      examination,
      ...(reason === undefined ? {} : { reason }),
    })
    await deliverWebhooks(project, { signal: context.signal })
    return {
      model: name,
      alias,
      version,
      from: move?.from ?? null,
      moved: move !== undefined,
      examination: examination.id,
      gates: examination.results,
    }
  },
  print: ({ model, alias, version, from, moved, gates }, { style }) => {
    const before = from === null ? '' : `, version ${from} before`
    const said = moved
      ? `Version ${style.bold(String(version))} of ${model} is now ${alias}${before}.\n`
      : `Version ${version} of ${model} is ${alias} already.\n`
    if (gates.length === 0) return said
    return `${said}\n${renderGates(gates, style)}`
  },
})
