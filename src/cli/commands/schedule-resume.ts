import { z } from 'zod'
import { resumeSchedule } from '../../pipelines/index.ts'
import { getPipeline, projectHappenings } from '../../project/index.ts'
import { defineCommand } from '../command.ts'

export const scheduleResume = defineCommand({
  name: 'schedule resume',
  summary: 'Let a pipeline run by itself again',
  description:
    'From now on: what it was due for while it was paused is for `swell schedule backfill`.',
  example: 'swell schedule resume daily',
  positionals: ['pipeline'],
  input: z.strictObject({ pipeline: z.string().describe('Its name') }),
  run: async (context, { pipeline: name }) => {
    const project = await context.open()
    const pipeline = getPipeline(project.definition, name)
    const deps = { ...project, happenings: projectHappenings(project) }
    return { pipeline: pipeline.name, wasPaused: await resumeSchedule(deps, pipeline) }
  },
  print: ({ pipeline, wasPaused }, { style }) =>
    `${style.bold(pipeline)} ${wasPaused ? 'runs by itself again' : 'was not paused'}.\n`,
})
