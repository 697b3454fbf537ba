import { z } from 'zod'
import { parseMoment } from '../../base/index.ts'
import { backFill } from '../../pipelines/index.ts'
import { getPipeline } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { exitCodeOf, renderDue, runDuePipelines, toDueReply } from '../run-due-pipelines.ts'
import { writeCounted } from '../write-value.ts'

export const scheduleBackfill = defineCommand({
  name: 'schedule backfill',
  summary: 'Run a pipeline for each moment of its schedule in a range',
  description:
    'Each moment runs once, the oldest first, and finds itself as `context.dueAt`. Those that ran well before ' +
    'are left alone; those that failed run again. What is broken off goes on when it is called again. ' +
    'The exit code is 7 where a run has failed.',
  example: 'swell schedule backfill daily --since 2026-10-01 --until 2026-11-01',
  positionals: ['pipeline'],
  input: z.strictObject({
    pipeline: z.string().describe('Its name'),
    since: z.string().describe('From this moment on').meta({ value: '<moment>' }),
    until: z.string().optional().describe('Before this moment; now').meta({ value: '<moment>' }),
  }),
  run: async (context, { pipeline: name, since, until }) => {
    const project = await context.open()
    const pipeline = getPipeline(project.definition, name)
    const range = {
      since: parseMoment(since),
      until: until === undefined ? project.now() : parseMoment(until),
    }
    const { moments, newCount } = await backFill(project, pipeline, range)
    const told = `${writeCounted(moments.length, 'moment')}, ${newCount} to run`
    context.live.line(context.live.style.dim(told))
    const ran = await runDuePipelines(context, project, [pipeline])
    return { momentCount: moments.length, newCount, ran: ran.map(toDueReply) }
  },
  exitCode: ({ ran }) => exitCodeOf(ran),
  print: ({ ran }, { style }) => renderDue(ran, 'Nothing was left to run.', style),
})
