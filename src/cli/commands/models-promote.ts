import { z } from 'zod'
import { getModel } from '../../project/index.ts'
import { promoteVersion, registryErrors } from '../../registry/index.ts'
import { judgeVersion } from '../../training/index.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'
import { userName } from '../user-name.ts'

export const modelsPromote = defineCommand({
  name: 'models promote',
  summary: 'Move an alias to a version, if its gates hold',
  description:
    'The gates are judged anew, against the version that the alias points to now. With --reason the ' +
    'alias moves although a gate says no; both are recorded. Services go over to it without a restart.',
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
    const model = getModel(project.definition, name)
    const [newest] = await project.models.list(name)
    const version = input.version ?? newest?.version
    if (version === undefined) {
      throw registryErrors.versionNotFound({ model: name, version: 'at all', known: 'none' })
    }
    const gates = await judgeVersion(project, model, version, alias)
    const by = userName()
    const move = await promoteVersion(project, {
      model: name,
      version,
      alias,
      by,
      gates,
      ...(reason === undefined ? {} : { reason }),
    })
    return {
      model: name,
      alias,
      version,
      from: move?.from ?? null,
      moved: move !== undefined,
      gates,
    }
  },
  print: ({ model, alias, version, from, moved, gates }, { style }) => {
    const before = from === null ? '' : `, version ${from} before`
    const said = moved
      ? `Version ${style.bold(String(version))} of ${model} is now ${alias}${before}.\n`
      : `Version ${version} of ${model} is ${alias} already.\n`
    if (gates.length === 0) return said
    const table = renderTable(
      gates,
      [
        { title: 'gate', of: ({ gate }) => gate },
        { title: 'held', of: ({ held }) => (held ? style.good('yes') : style.bad('no')) },
        { title: 'found', right: true, of: ({ found }) => found },
        { title: 'wanted', of: ({ wanted }) => wanted },
      ],
      { style, nothing: '' },
    )
    return `${said}\n${table}`
  },
})
