import { z } from 'zod'
import { defineCommand } from '../command.ts'
import { executePipeline } from '../execute-pipeline.ts'
import { describeOutcome, toPipelineOutcome } from '../pipeline-outcome.ts'

export const run = defineCommand({
  name: 'run',
  summary: 'Run a pipeline',
  description:
    'Steps whose inputs, settings and code are as in their last good run are skipped, with the reason. ' +
    'After a failure or a kill, run it again: it goes on from what is done.',
  example: ['swell run refresh', 'swell run refresh --from train-surf-height --force'],
  positionals: ['pipeline'],
  input: z.strictObject({
    pipeline: z.string().describe('Its name'),
    steps: z.array(z.string()).optional().describe('Only these steps').meta({ value: '<a,b>' }),
    from: z
      .string()
      .optional()
      .describe('This step and all that need it')
      .meta({ value: '<step>' }),
    until: z
      .string()
      .optional()
      .describe('This step and all that it needs')
      .meta({ value: '<step>' }),
    force: z.boolean().default(false).describe('Run steps although nothing has changed'),
  }),
  run: async (context, { pipeline, force, steps, from, until }) => {
    const project = await context.open()
    const result = await executePipeline(context, project, pipeline, {
      force,
      reason: 'by hand',
      ...(steps === undefined ? {} : { steps }),
      ...(from === undefined ? {} : { from }),
      ...(until === undefined ? {} : { until }),
    })
    return toPipelineOutcome(result)
  },
  print: (outcome, { style }) => `${style.dim(describeOutcome(outcome))}\n`,
})
