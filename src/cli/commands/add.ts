import { z } from 'zod'
import { findProjectRoot } from '../../project/index.ts'
import { addDefinition } from '../add-definition.ts'
import { defineCommand } from '../command.ts'
import { stubKinds, stubPlaces } from '../definition-stubs.ts'

export const add = defineCommand({
  name: 'add',
  summary: 'Write a step, group, view, model, pipeline or service to begin with',
  description:
    'Writes a typed definition into its folder and a test beside the others, and lists it in swell.config.ts. ' +
    'It compiles and its test passes; make it yours from there. Nothing that exists is changed but that list.',
  example: ['swell add group orders', 'swell add view sales --of orders', 'swell add step clean'],
  positionals: ['kind', 'name'],
  input: z.strictObject({
    kind: z.enum(stubKinds).describe('What'),
    name: z.string().describe('What it is called: small letters, digits and hyphens'),
    of: z
      .string()
      .optional()
      .describe(
        'The group of a view, the view of a model, the model of a service or pipeline; else the last one',
      )
      .meta({ value: '<name>' }),
  }),
  run: async (context, { kind, name, of }) => {
    const root = findProjectRoot(context.folder)
    return addDefinition(root, { kind, name, ...(of === undefined ? {} : { of }) })
  },
  print: ({ kind, files, isListed, identifier }, { style }) => {
    const { list = 'steps' } = stubPlaces[kind]
    const written = files.map((file) => `${style.good('✓')} ${file}\n`).join('')
    if (isListed) return `${written}${style.good('✓')} listed in swell.config.ts\n`
    const place = kind === 'step' ? 'the pipeline that it is part of' : 'swell.config.ts'
    return `${written}${style.accent('→')} Import ${identifier} into ${place}, and add it to its ${list}.\n`
  },
})
