import { z } from 'zod'
import { getDatasetVersion, parseDatasetReference, tagDataset } from '../../data/index.ts'
import { defineCommand } from '../command.ts'
import { withDatasets } from '../open-data.ts'
import { userName } from '../user-name.ts'

export const dataTag = defineCommand({
  name: 'data tag',
  summary: 'Move an alias to a version of a dataset',
  description: 'Every move is kept, with who, when and why: see `swell data show`.',
  example: [
    'swell data tag tides@3 reference',
    'swell data tag tides reference --reason "checked by the harbour office"',
  ],
  positionals: ['version', 'alias'],
  input: z.strictObject({
    version: z
      .string()
      .describe('Of which dataset: tides@3, tides@reference, tides for the latest'),
    alias: z.string().describe('Any name but latest, which moves by itself'),
    reason: z.string().min(1).optional().describe('Why').meta({ value: '"…"' }),
  }),
  run: (context, { version: text, alias, reason }) =>
    withDatasets(context, async (deps) => {
      const reference = parseDatasetReference(text)
      const { dataset, version } = await getDatasetVersion(deps, reference)
      const by = userName()
      const why = reason === undefined ? {} : { reason }
      const move = await tagDataset(deps, { reference, alias, by, ...why })
      return { dataset, version, alias, from: move?.from ?? null, moved: move !== undefined }
    }),
  print: ({ dataset, version, alias, from, moved }, { style }) =>
    moved
      ? `Version ${style.bold(String(version))} of ${dataset} is now ${alias}${from === null ? '' : `, version ${from} before`}.\n`
      : `Version ${version} of ${dataset} is ${alias} already.\n`,
})
