import { z } from 'zod'
import { exportTrainingSet, setParts } from '../../features/index.ts'
import { defineCommand } from '../command.ts'
import { parseSetReference, readTrainingSet } from '../read-training-set.ts'
import { writeCounted } from '../write-value.ts'

export const viewExport = defineCommand({
  name: 'view export',
  summary: 'Write a training set to a file',
  description:
    'The ending tells the format: .parquet, .csv, .tsv, .arrow, .json, .jsonl. Columns are the key, _at, ' +
    '_label, _part, and feature.<name> for each feature.',
  example: [
    'swell view export surf --out surf.parquet',
    'swell view export surf@3 --out train.csv --part train',
  ],
  positionals: ['version'],
  input: z.strictObject({
    version: z.string().describe('The view, with a version: surf@3; its newest where none is told'),
    out: z.string().describe('The file').meta({ value: '<file>' }),
    part: z.enum(setParts).optional().describe('Only the rows of this part'),
  }),
  run: async (context, { version: text, out, part }) => {
    const project = await context.open()
    const set = await readTrainingSet(project, parseSetReference(text))
    await exportTrainingSet(project, set, { file: out, ...(part === undefined ? {} : { part }) })
    const { trainCount, testCount, leftOutCount = 0 } = set.split
    const counts = { train: trainCount, test: testCount, 'left out': leftOutCount }
    const rowCount = part === undefined ? set.rowCount : counts[part]
    return { view: set.view, version: set.version, file: out, part: part ?? null, rowCount }
  },
  print: ({ view, version, file, rowCount }, { style }) =>
    `${style.good('✓')} ${writeCounted(rowCount, 'row')} of ${view}@${version} in ${file}\n`,
})
