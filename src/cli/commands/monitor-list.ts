import { z } from 'zod'
import { readMonitors, readObjectives } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderMonitors, renderObjectives } from '../render-monitors.ts'

export const monitorList = defineCommand({
  name: 'monitor list',
  summary: 'List the monitors, and how what they watch stands',
  description: 'Beside them the objectives of services, with what is left of their error budgets.',
  example: 'swell monitor list',
  input: z.strictObject({}),
  run: async (context) => {
    const project = await context.open()
    return { ...(await readMonitors(project)), ...(await readObjectives(project)) }
  },
  print: ({ monitors, objectives }, page) =>
    objectives.length === 0
      ? renderMonitors(monitors, page)
      : `${renderMonitors(monitors, page)}\n${renderObjectives(objectives, page)}`,
})
