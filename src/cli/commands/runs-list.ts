import { z } from 'zod'
import { readRuns } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderRuns } from '../render-runs.ts'
import { writeCounted } from '../write-value.ts'

export const runsList = defineCommand({
  name: 'runs list',
  summary: 'List what ran',
  example: ['swell runs list', 'swell runs list --kind step --status failed'],
  input: z.strictObject({
    kind: z
      .enum(['pipeline', 'step', 'training', 'sweep', 'trial'])
      .optional()
      .describe('Only these; steps only when asked for'),
    status: z
      .enum(['open', 'succeeded', 'failed', 'skipped', 'interrupted'])
      .optional()
      .describe('Only those that ended so'),
    name: z.string().optional().describe('Only of this pipeline, step or model'),
    limit: z.number().int().min(1).max(10_000).default(20).describe('How many, newest first'),
  }),
  run: async (context, { kind, status, name, limit }) =>
    readRuns(await context.open(), {
      limit,
      ...(kind === undefined ? {} : { kind }),
      ...(status === undefined ? {} : { status }),
      ...(name === undefined ? {} : { name }),
    }),
  print: ({ runs, runCount }, page) => {
    const more =
      runs.length < runCount ? `${page.style.dim(`of ${writeCounted(runCount, 'run')}`)}\n` : ''
    return `${renderRuns(runs, page)}${more}`
  },
})
