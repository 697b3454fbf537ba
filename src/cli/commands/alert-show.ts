import { z } from 'zod'
import { readAlert } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderAlert } from '../render-alerts.ts'

export const alertShow = defineCommand({
  name: 'alert show',
  summary: 'Show an alert: what happened, what changed upstream, what to do',
  example: 'swell alert show alert_01kaj3v0z8m4x2q7c1',
  positionals: ['alert'],
  input: z.strictObject({ alert: z.string().describe('Its id') }),
  run: async (context, { alert }) => readAlert(await context.open(), alert),
  print: (alert, page) => renderAlert(alert, page),
})
