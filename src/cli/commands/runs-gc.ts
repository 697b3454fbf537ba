import { z } from 'zod'
import { parseDuration } from '../../base/index.ts'
import { removeDeleted } from '../../tracking/index.ts'
import { defineCommand } from '../command.ts'
import { writeCounted } from '../write-value.ts'

export const runsGc = defineCommand({
  name: 'runs gc',
  summary: 'Tell which deleted runs could go for good, and remove them if asked',
  description:
    'With their parameters, metrics, tags and files, logged models that were deleted, and deleted experiments that ' +
    'are empty then; a run of a pipeline goes with its steps. What something tells of stays: a run that a version, ' +
    'a commit, a data set came from, or that a later one took over. The content of files goes with `swell data gc --delete`.',
  example: ['swell runs gc', 'swell runs gc --delete --older-than 30d'],
  input: z.strictObject({
    delete: z.boolean().default(false).describe('Remove them'),
    olderThan: z
      .string()
      .default('0s')
      .describe('Leave what was deleted more lately')
      .meta({ value: '<duration>' }),
  }),
  run: async (context, { delete: isMeant, olderThan }) => {
    const { database, now } = await context.open()
    const deletedBefore = new Date(now().getTime() - parseDuration(olderThan))
    return {
      deleted: isMeant,
      ...(await removeDeleted(database, { deletedBefore, dryRun: !isMeant })),
    }
  },
  print: ({ deleted, runCount, modelCount, experimentCount, keptCount }, { style }) => {
    const found = [
      writeCounted(runCount, 'run'),
      writeCounted(modelCount, 'logged model'),
      writeCounted(experimentCount, 'experiment'),
    ].join(', ')
    const next =
      deleted || runCount + modelCount + experimentCount === 0
        ? ''
        : style.dim(' (do it with --delete)')
    const kept =
      keptCount === 0 ? '' : `kept   ${writeCounted(keptCount, 'run')}, which something refers to\n`
    return `${deleted ? 'removed' : 'could go'}   ${found}${next}\n${kept}`
  },
})
