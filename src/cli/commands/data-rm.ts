import { z } from 'zod'
import { parseDatasetReference, removeVersion } from '../../data/index.ts'
import { defineCommand } from '../command.ts'
import { cliErrors } from '../errors.ts'
import { withDatasets } from '../open-data.ts'
import { userName } from '../user-name.ts'

export const dataRm = defineCommand({
  name: 'data rm',
  summary: 'Remove a version of a dataset',
  description:
    'It is refused where an alias, a pointer file, a run or a training set refers to the version. ' +
    'That it was there, and who removed it, stays; its number is never given to other content. The disk ' +
    'is freed by `swell data gc --delete`; what was pushed to a remote stays there.',
  example: ['swell data rm tides@2', 'swell data rm tides@4 --force --reason "had names in it"'],
  positionals: ['version'],
  input: z.strictObject({
    version: z.string().describe('Of which dataset, and which: tides@2'),
    force: z.boolean().default(false).describe('Also if something refers to it'),
    reason: z.string().min(1).optional().describe('Why').meta({ value: '"…"' }),
  }),
  run: (context, { version: text, force, reason }) => {
    const reference = parseDatasetReference(text)
    if (!text.includes('@')) {
      const problem = `"${text}" names no version; write ${text}@2`
      throw cliErrors.inputWrong({ command: 'swell data rm', name: '<version>', problem })
    }
    return withDatasets(context, (deps) =>
      removeVersion(deps, {
        reference,
        by: userName(),
        force,
        ...(reason === undefined ? {} : { reason }),
      }),
    )
  },
  print: ({ version: { dataset, version }, holders }, { style }) =>
    `${style.good('✓')} Version ${version} of ${style.bold(dataset)} is removed${holders.length === 0 ? '' : `, though it was held by ${holders.join(', ')}`}. Free its room with swell data gc --delete.\n`,
})
