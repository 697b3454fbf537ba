import { z } from 'zod'
import { nextRuns } from '../../pipelines/index.ts'
import { defineCommand } from '../command.ts'
import { describeCron } from '../describe-cron.ts'
import { renderFacts } from '../render-table.ts'
import { writeAgo, writeMoment } from '../write-value.ts'

export const scheduleList = defineCommand({
  name: 'schedule list',
  summary: 'List the schedules and when they are due',
  description: 'Schedules run while `swell up` or `swell start` runs.',
  example: 'swell schedule list',
  input: z.strictObject({}),
  run: async (context) => {
    const { definition, now } = await context.open()
    return {
      schedules: definition.pipelines.flatMap(({ name, schedule, timeZone }) =>
        schedule === undefined
          ? []
          : [
              {
                pipeline: name,
                cron: schedule,
                timeZone,
                words: describeCron(schedule),
                nextRunsAt: nextRuns(schedule, 5, now(), timeZone),
              },
            ],
      ),
    }
  },
  print: ({ schedules }, { style, now }) => {
    if (schedules.length === 0) return `${style.dim('No pipeline has a schedule.')}\n`
    return schedules
      .map(({ pipeline, cron, timeZone, words, nextRunsAt }) => {
        const next = nextRunsAt.map((at, place): readonly [string, string] => [
          place === 0 ? 'next' : '',
          `${writeMoment(at)}, ${writeAgo(at, now)}`,
        ])
        const facts = renderFacts([['cron', `${cron} (${timeZone})`], ...next], style)
        return `${style.bold(pipeline)}  ${words}\n${facts}`
      })
      .join('\n')
  },
})
