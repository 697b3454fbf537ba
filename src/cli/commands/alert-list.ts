import { z } from 'zod'
import { alertStates } from '../../monitoring/index.ts'
import { readAlerts } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderAlerts } from '../render-alerts.ts'

export const alertList = defineCommand({
  name: 'alert list',
  summary: 'List the alerts, those that fire first',
  example: ['swell alert list', 'swell alert list --state firing'],
  input: z.strictObject({
    state: z.enum(alertStates).optional().describe('Only those that are so'),
    monitor: z.string().optional().describe('Only those of this monitor'),
    limit: z.coerce.number<number>().int().min(1).default(50).describe('How many'),
  }),
  run: async (context, asked) => readAlerts(await context.open(), asked),
  print: ({ alerts }, page) => renderAlerts(alerts, page),
})
