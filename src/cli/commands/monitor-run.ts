import { z } from 'zod'
import { parseDuration, parseMoment } from '../../base/index.ts'
import {
  runDueMonitors,
  runMonitor,
  type Asked,
  type FullMonitorRun,
} from '../../monitoring/index.ts'
import { getMonitor, type OpenedProject } from '../../project/index.ts'
import { toMonitorRunReply } from '../../server/index.ts'
import type { CommandContext } from '../command-context.ts'
import { defineCommand } from '../command.ts'
import { cliErrors } from '../errors.ts'
import { renderRuns } from '../render-monitors.ts'

export const monitorRun = defineCommand({
  name: 'monitor run',
  summary: 'Look now, or at every window of a stretch of the past',
  description:
    'Without a name every monitor looks at what it is due for, as `swell up` does by itself. With --from and --to ' +
    'the past is filled in, in one pass over the log, and nobody is told of what was bad then.',
  example: [
    'swell monitor run surf-inputs',
    'swell monitor run surf-inputs --last 24h',
    'swell monitor run surf-inputs --from 2026-08-01 --to 2026-11-01',
    'swell monitor run',
  ],
  positionals: ['monitor'],
  input: z.strictObject({
    monitor: z.string().optional().describe('Its name; all that is due when left out'),
    from: z.string().optional().describe('From this moment on …').meta({ value: '<moment>' }),
    to: z
      .string()
      .optional()
      .describe('… until this one; now when left out')
      .meta({ value: '<moment>' }),
    rows: z.coerce
      .number<number>()
      .int()
      .min(1)
      .optional()
      .describe('The newest so many rows instead'),
    last: z
      .string()
      .optional()
      .describe('The last so much time instead')
      .meta({ value: '<length>' }),
  }),
  run: async (context, input) => {
    const project = await context.open()
    const runs = await look(context, project, input)
    return { runs: runs.map(toMonitorRunReply) }
  },
  toData: ({ runs }) => ({
    runs: runs.length > 1 ? runs.map((run) => ({ ...run, drift: [] })) : runs,
  }),
  print: ({ runs }, page) => renderRuns(runs, page),
})

interface Given {
  readonly monitor?: string | undefined
  readonly from?: string | undefined
  readonly to?: string | undefined
  readonly rows?: number | undefined
  readonly last?: string | undefined
}

async function look(
  { live, signal, now }: CommandContext,
  project: OpenedProject,
  { monitor: name, ...given }: Given,
): Promise<readonly FullMonitorRun[]> {
  const isWhole = Object.values(given).every((value) => value === undefined)
  if (name === undefined) {
    if (!isWhole) throw cliErrors.monitorNotNamed({})
    return runDueMonitors(project, project.definition.monitors, { signal })
  }
  const monitor = getMonitor(project.definition, name)
  let done = 0
  return runMonitor(project, monitor, {
    asked: askedOf(given, now()),
    onRun: () => {
      done += 1
      live.progress({ work: 'windows', done })
    },
  })
}

/** Throws `monitorAskedTwice` for what contradicts itself. */
export function askedOf({ from, to, rows, last }: Given, now: Date): Asked {
  const ways = [from ?? to, rows, last].filter((way) => way !== undefined)
  if (ways.length > 1) throw cliErrors.monitorAskedTwice({})
  if (rows !== undefined) return { kind: 'rows', count: rows }
  if (last !== undefined) return { kind: 'last', lengthMs: parseDuration(last) }
  if (from === undefined) {
    if (to !== undefined) throw cliErrors.monitorAskedTwice({})
    return { kind: 'now' }
  }
  return { kind: 'range', from: parseMoment(from), to: to === undefined ? now : parseMoment(to) }
}
