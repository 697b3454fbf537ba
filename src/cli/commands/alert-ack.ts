import { z } from 'zod'
import { acknowledgeByRequest } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderAlerts } from '../render-alerts.ts'
import { userName } from '../user-name.ts'

export const alertAck = defineCommand({
  name: 'alert ack',
  summary: 'Say that somebody is at it',
  description: 'Nobody is told of it again until it has recovered.',
  example: 'swell alert ack alert_01kaj3v0z8m4x2q7c1 --note "the buoy is being mended"',
  positionals: ['alert'],
  input: z.strictObject({
    alert: z.string().describe('Its id'),
    note: z.string().optional().describe('What others should know'),
  }),
  run: async (context, { alert, note }) =>
    acknowledgeByRequest(await context.open(), alert, {
      by: userName(),
      ...(note === undefined ? {} : { note }),
    }),
  print: (alert, page) => renderAlerts([alert], page),
})
