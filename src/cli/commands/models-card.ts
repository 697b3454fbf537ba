import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { z } from 'zod'
import { readModelCard } from '../../server/index.ts'
import { chooseVersion, versionInput } from '../choose-version.ts'
import { defineCommand } from '../command.ts'

export const modelsCard = defineCommand({
  name: 'models card',
  summary: 'Write the card of a version: what it is for, how good, for whom',
  description:
    'As Markdown with the front matter that Hugging Face reads. What can be measured is measured now, with 95 % ' +
    'intervals; what only people can say stands in the model’s definition or is written by `swell models ' +
    'describe`. The dashboard shows the same as a page.',
  example: ['swell models card surf-height', 'swell models card surf-height --out README.md'],
  positionals: ['model'],
  input: z.strictObject({
    ...versionInput,
    out: z.string().optional().describe('Where to write it').meta({ value: '<file>' }),
  }),
  run: async (context, { model, version: said, out }) => {
    const project = await context.open()
    const version = await chooseVersion(project.models, model, said)
    const card = await readModelCard(project, model, version)
    const file = out === undefined ? null : resolve(context.workingFolder, out)
    if (file !== null) await writeFile(file, `${card.markdown}\n`)
    return { ...card, file }
  },
  print: ({ markdown, file, missing }) => {
    if (file === null) return `${markdown}\n`
    const rest = missing.length === 0 ? '' : `; people have yet to write: ${missing.join(', ')}`
    return `Written to ${file}${rest}.\n`
  },
})
