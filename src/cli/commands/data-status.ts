import { resolve } from 'node:path'
import { z } from 'zod'
import { datasetStatus, isAt } from '../../data/index.ts'
import { defineCommand } from '../command.ts'
import { openData } from '../open-data.ts'
import { renderDataStatus, toStatusReply } from '../render-data-status.ts'

export const dataStatus = defineCommand({
  name: 'data status',
  summary: 'Tell how the data stands to its pointers',
  description: 'Files that look as they did when they were added are not read.',
  example: ['swell data status', 'swell data status data/tides --json'],
  positionals: ['path'],
  input: z.strictObject({
    path: z.string().optional().describe('Of the data or its pointer; all when left out'),
  }),
  run: async (context, { path }) => {
    const folders = await openData(context)
    const at = path === undefined ? undefined : resolve(context.workingFolder, path)
    const found = await datasetStatus(
      folders,
      (placed) => at === undefined || isAt(folders.root, placed, at),
    )
    return { datasets: found.map(toStatusReply) }
  },
  print: renderDataStatus,
})
