import { z } from 'zod'
import { parseDuration } from '../../base/index.ts'
import { leaveOutRemoved, lookForDue } from '../../pipelines/index.ts'
import { getPipeline, projectHappenings } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { cliErrors } from '../errors.ts'
import { exitCodeOf, renderDue, runDuePipelines, toDueReply } from '../run-due-pipelines.ts'

export const scheduleRun = defineCommand({
  name: 'schedule run',
  summary: 'Run what is due now, and end',
  description:
    'For a cron outside, in CI or on a server, in place of `swell up`: it looks what has become due since ' +
    'somebody looked last, runs it, and ends. The state remembers, so that nothing runs twice, whoever looks. ' +
    'The exit code is 7 where a run has failed.',
  example: [
    'swell schedule run --due',
    'swell schedule run daily --due',
    'swell schedule run --due --within 1d',
  ],
  positionals: ['pipeline'],
  input: z.strictObject({
    pipeline: z.string().optional().describe('Only this one'),
    due: z.boolean().default(false).describe('Run what is due; it has to be said'),
    within: z
      .string()
      .optional()
      .describe('How far back a schedule counts that nobody has looked at before')
      .meta({ value: '<duration>' }),
  }),
  run: async (context, { pipeline: name, due, within }) => {
    if (!due) throw cliErrors.dueNotSaid({ pipeline: name })
    const project = await context.open()
    const { definition, now } = project
    const pipelines = name === undefined ? definition.pipelines : [getPipeline(definition, name)]
    const since =
      within === undefined ? {} : { since: new Date(now().getTime() - parseDuration(within)) }
    const deps = { ...project, happenings: projectHappenings(project) }
    const ran = []
    // What has run may have made another pipeline due.
    while (!context.signal.aborted) {
      await lookForDue(deps, pipelines, since)
      await leaveOutRemoved(deps, definition.pipelines)
      const outcomes = await runDuePipelines(context, project, pipelines)
      if (outcomes.length === 0) break
      ran.push(...outcomes.map(toDueReply))
    }
    return { ran }
  },
  exitCode: ({ ran }) => exitCodeOf(ran),
  print: ({ ran }, { style }) => renderDue(ran, 'Nothing is due.', style),
})
