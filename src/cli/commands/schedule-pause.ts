import { z } from 'zod'
import { pauseSchedule } from '../../pipelines/index.ts'
import { getPipeline } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { userName } from '../user-name.ts'

export const schedulePause = defineCommand({
  name: 'schedule pause',
  summary: 'Keep a pipeline from running by itself',
  description:
    'Holds for every process on the same state. What comes meanwhile is left out; by hand it still runs.',
  example: 'swell schedule pause daily',
  positionals: ['pipeline'],
  input: z.strictObject({ pipeline: z.string().describe('Its name') }),
  run: async (context, { pipeline: name }) => {
    const project = await context.open()
    const pipeline = getPipeline(project.definition, name).name
    return { pipeline, isNew: await pauseSchedule(project, pipeline, userName()) }
  },
  print: ({ pipeline, isNew }, { style }) =>
    isNew
      ? `${style.bold(pipeline)} is paused.\n${style.dim(`Go on with: swell schedule resume ${pipeline}`)}\n`
      : `${style.bold(pipeline)} was paused already.\n`,
})
