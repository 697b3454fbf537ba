import { z } from 'zod'
import { runMonitor } from '../../monitoring/index.ts'
import { getMonitor } from '../../project/index.ts'
import { toMonitorRunReply } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { exitCodes } from '../exit-code.ts'
import { renderVerdicts } from '../render-monitors.ts'
import { askedOf } from './monitor-run.ts'

export const monitorTest = defineCommand({
  name: 'monitor test',
  summary: 'Look now, and fail where a rule is not kept',
  description:
    'For a build or a job of cron: the exit code is 6 where a rule is not kept. A rule that could not be judged ' +
    'does not fail, unless --strict is given.',
  example: [
    'swell monitor test surf-inputs',
    'swell monitor test surf-inputs --rows 1000 --strict',
  ],
  positionals: ['monitor'],
  input: z.strictObject({
    monitor: z.string().describe('Its name'),
    rows: z.coerce
      .number<number>()
      .int()
      .min(1)
      .optional()
      .describe('The newest so many rows, and not the last window'),
    last: z
      .string()
      .optional()
      .describe('The last so much time instead')
      .meta({ value: '<length>' }),
    strict: z.boolean().default(false).describe('Fail where a rule could not be judged, too'),
  }),
  run: async (context, { monitor: name, strict, ...given }) => {
    const project = await context.open()
    const monitor = getMonitor(project.definition, name)
    const [run] = await runMonitor(project, monitor, { asked: askedOf(given, context.now()) })
    const reply = run === undefined ? null : toMonitorRunReply(run)
    const failed = (reply?.verdicts ?? []).filter(
      ({ state }) => state !== 'ok' && (strict || state !== 'unknown'),
    )
    return { run: reply, passed: failed.length === 0 && (reply?.problem ?? null) === null }
  },
  exitCode: ({ passed }) => (passed ? exitCodes.done : exitCodes.refused),
  print: ({ run, passed }, page) => renderVerdicts(run, passed, page),
})
