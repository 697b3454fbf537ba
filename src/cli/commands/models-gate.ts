import { z } from 'zod'
import { getTrainable } from '../../project/index.ts'
import { examineApart } from '../../server/index.ts'
import { chooseVersion } from '../choose-version.ts'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { renderGates } from '../render-gates.ts'
import { userName } from '../user-name.ts'

export const modelsGate = defineCommand({
  name: 'models gate',
  summary: 'Ask a model’s gates whether a version may take an alias',
  description:
    'The gates run in a process of their own, beside the version that the alias points to, and what they ' +
    'find is kept. No alias moves; a candidate whose gates all hold counts as checked. Ends with exit code 6 ' +
    'where one does not hold.',
  example: ['swell models gate surf-height', 'swell models gate surf-height --version 3'],
  positionals: ['model'],
  input: z.strictObject({
    model: z.string().describe('Its name'),
    version: z.number().int().min(1).optional().describe('Which; the newest when left out'),
    alias: z.string().min(1).default('champion').describe('What it is to be'),
  }),
  run: async (context, { model: name, alias, ...input }) => {
    const project = await context.open()
    const model = getTrainable(project.definition, name)
    const version = await chooseVersion(project.models, name, input.version)
    const { signal } = context
    const { id, against, held, results, tookMs } = await examineApart(project, model, {
      version,
      alias,
      by: userName(),
      signal,
    })
    return { model: name, version, alias, against: against ?? null, held, tookMs, results, id }
  },
  exitCode: ({ held }) => (held ? exitCodes.done : exitCodes.refused),
  print: ({ model, version, alias, against, held, results }, { style }) => {
    const rival = against === null || against === version ? '' : `, where version ${against} is now`
    const said = held ? style.good('may become') : style.bad('may not become')
    return `Version ${version} of ${model} ${said} ${alias}${rival}.\n\n${renderGates(results, style)}`
  },
})
