import { z } from 'zod'
import { describeTrigger, findPause, listDue, nextRuns } from '../../pipelines/index.ts'
import type { OpenedProject } from '../../project/index.ts'
import { defineCommand } from '../command.ts'
import { renderFacts } from '../render-table.ts'
import { writeDay } from '../write-day.ts'
import { writeAgo } from '../write-value.ts'

export const scheduleList = defineCommand({
  name: 'schedule list',
  summary: 'List the schedules and when they are due',
  description:
    'Schedules run while `swell up` or `swell start` runs, or whenever `swell schedule run --due` is called.',
  example: 'swell schedule list',
  input: z.strictObject({}),
  run: async (context) => {
    const project = await context.open()
    const schedules = await Promise.all(
      project.definition.pipelines.map((pipeline) => describe(project, pipeline)),
    )
    return { schedules: schedules.flatMap((schedule) => schedule ?? []) }
  },
  print: ({ schedules }, { style, now }) => {
    if (schedules.length === 0) return `${style.dim('No pipeline has a schedule.')}\n`
    return schedules
      .map(({ pipeline, words, pausedAt, timeZone, nextRunsAt, waiting, missed }) => {
        const next = nextRunsAt.map((at, place): readonly [string, string] => [
          place === 0 ? 'next' : '',
          `${writeDay(at, timeZone)}, ${writeAgo(at, now)}`,
        ])
        const due = waiting.map((reason, place): readonly [string, string] => [
          place === 0 ? 'due' : '',
          reason,
        ])
        const paused: readonly [string, string][] =
          pausedAt === null ? [] : [['paused', writeAgo(pausedAt, now)]]
        const facts = [...paused, ...due, ...next, ['missed', missedWords[missed]] as const]
        return `${style.bold(pipeline)}  ${words.join(', ')}\n${renderFacts(facts, style)}`
      })
      .join('\n')
  },
})

const missedWords = {
  once: 'the last of those that passed unseen runs',
  skip: 'what passed unseen is left out',
  all: 'each that passed unseen runs',
} as const

async function describe(
  { database, now }: OpenedProject,
  { name, schedule }: OpenedProject['definition']['pipelines'][number],
) {
  if (schedule === undefined) return undefined
  const pause = await findPause(database, name)
  const open = await listDue(database, name, { limit: 20, isOpen: true })
  const zones = schedule.on.flatMap((one) => (one.kind === 'cron' ? [one.timeZone] : []))
  return {
    pipeline: name,
    words: schedule.on.map(describeTrigger),
    triggers: schedule.on,
    missed: schedule.missed,
    overlap: schedule.overlap ?? null,
    pausedAt: pause?.pausedAt ?? null,
    waiting: open.map(({ reason, status }) => `${reason}${status === 'taken' ? ', running' : ''}`),
    timeZone: zones[0] ?? 'UTC',
    nextRunsAt: nextRuns(schedule.on, 5, now()),
  }
}
