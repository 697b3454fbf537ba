import { z } from 'zod'
import { silenceByRequest } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderAlerts } from '../render-alerts.ts'
import { userName } from '../user-name.ts'

export const alertSilence = defineCommand({
  name: 'alert silence',
  summary: 'Tell nothing of an alert for a while',
  description: 'Nor of the next ones of the same rule and slice. What happens is still seen.',
  example:
    'swell alert silence alert_01kaj3v0z8m4x2q7c1 --for 3d --reason "sensor is being mended"',
  positionals: ['alert'],
  input: z.strictObject({
    alert: z.string().describe('Its id'),
    for: z.string().default('1d').describe('How long').meta({ value: '<length>' }),
    reason: z.string().optional().describe('Why, for others'),
  }),
  run: async (context, { alert, for: lasting, reason }) =>
    silenceByRequest(await context.open(), alert, {
      for: lasting,
      by: userName(),
      ...(reason === undefined ? {} : { reason }),
    }),
  print: (alert, page) => renderAlerts([alert], page),
})
