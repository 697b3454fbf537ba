import { resolve } from 'node:path'
import { z } from 'zod'
import { getService } from '../../project/index.ts'
import { tellOutcomes } from '../../serving/index.ts'
import { readTableFile } from '../../table/index.ts'
import { defineCommand } from '../command.ts'
import { writeCount, writeCounted } from '../write-value.ts'

export const serviceOutcomes = defineCommand({
  name: 'service outcomes',
  summary: 'Tell what came true of predictions',
  description:
    'From a table whose rows hold a predictionId, or the key and at, and the value of the label. All or nothing; the ' +
    'same told again changes nothing, another value corrects what was told.',
  example: 'swell service outcomes surf reported.csv',
  positionals: ['service', 'file'],
  input: z.strictObject({
    service: z.string().describe('Its name'),
    file: z.string().describe('CSV, NDJSON, Parquet or Arrow'),
  }),
  run: async (context, { service, file }) => {
    const project = await context.open()
    const found = getService(project.definition, service)
    const rows = await readTableFile(project.engine, resolve(context.workingFolder, file))
    const { toldCount, repeatedCount, commit } = await tellOutcomes(project, found, rows)
    return { service, toldCount, repeatedCount, commitId: commit?.id ?? null }
  },
  print: ({ toldCount, repeatedCount }) => {
    const known = repeatedCount === 0 ? '' : `; ${writeCount(repeatedCount)} known already`
    return `Kept ${writeCounted(toldCount, 'outcome')}${known}.\n`
  },
})
