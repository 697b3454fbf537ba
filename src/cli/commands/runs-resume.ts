import { z } from 'zod'
import { planResume } from '../../project/index.ts'
import type { RunId } from '../../tracking/index.ts'
import { defineCommand } from '../command.ts'
import { executePipeline } from '../execute-pipeline.ts'
import { describeOutcome, toPipelineOutcome } from '../pipeline-outcome.ts'

export const runsResume = defineCommand({
  name: 'runs resume',
  summary: 'Go on with a run that failed, was cancelled or broke off',
  description:
    'With its settings: steps that had succeeded give what they gave, also those that always run, and the rest runs.',
  example: 'swell runs resume run_01kaj3v0z8m4x2q7c1',
  positionals: ['run'],
  input: z.strictObject({ run: z.string().describe('Its id, or that of a step of it') }),
  run: async (context, { run }) => {
    const project = await context.open()
    const { pipeline, options } = await planResume(project, run as RunId)
    return toPipelineOutcome(await executePipeline(context, project, pipeline, options))
  },
  print: (outcome, { style }) => `${style.dim(describeOutcome(outcome))}\n`,
})
