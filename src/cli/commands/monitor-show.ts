import { z } from 'zod'
import { readMonitor, readMonitorRuns } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderMonitor } from '../render-monitors.ts'

export const monitorShow = defineCommand({
  name: 'monitor show',
  summary: 'Show what a monitor has found, newest first',
  example: ['swell monitor show surf-inputs', 'swell monitor show surf-inputs --limit 5'],
  positionals: ['monitor'],
  input: z.strictObject({
    monitor: z.string().describe('Its name'),
    limit: z.coerce.number<number>().int().min(1).default(20).describe('How many runs'),
  }),
  run: async (context, { monitor, limit }) => {
    const project = await context.open()
    const { runs } = await readMonitorRuns(project, monitor, { limit })
    return { ...(await readMonitor(project, monitor)), runs }
  },
  print: (monitor, page) => renderMonitor(monitor, page),
})
