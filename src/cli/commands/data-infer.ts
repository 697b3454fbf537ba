import { stat } from 'node:fs/promises'
import { relative, resolve, sep } from 'node:path'
import { z } from 'zod'
import { inferFile, writeDefinition } from '../../data/index.ts'
import { duckdbEngine } from '../../table/index.ts'
import { defineCommand } from '../command.ts'

export const dataInfer = defineCommand({
  name: 'data infer',
  summary: 'Write down how a file is read: columns and group, to paste',
  description:
    'Looks at every row of the file and prints TypeScript by which this very file loads: its columns ' +
    'with their types and what they hold, how its dates, numbers and missing values are written, and ' +
    'a guess at the key and the time. Look it over: units, meaning and limits are yours to add.',
  example: [
    'swell data infer deliveries/counts.csv',
    'swell data infer trips.parquet > groups/trips.ts',
  ],
  positionals: ['file'],
  input: z.strictObject({
    file: z
      .string()
      .describe('A .csv, .tsv, .json, .jsonl, .ndjson, .parquet or .arrow file, packed or not'),
  }),
  run: async (context, { file }) => {
    const path = resolve(context.workingFolder, file)
    const engine = duckdbEngine()
    try {
      const table = await inferFile(engine, path)
      const { mtime } = await stat(path)
      const from = relative(context.folder ?? context.workingFolder, path)
        .split(sep)
        .join('/')
      return { file, table, code: writeDefinition(table, { from, writtenAt: mtime }) }
    } finally {
      engine.close()
    }
  },
  print: ({ code }) => code,
})
