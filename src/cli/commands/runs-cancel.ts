import { z } from 'zod'
import { requestCancel, type RunId } from '../../tracking/index.ts'
import { defineCommand } from '../command.ts'

export const runsCancel = defineCommand({
  name: 'runs cancel',
  summary: 'Ask a run to end, whatever process it runs in',
  description:
    'The step under way is asked to stop, and no other begins. A run whose process has died is ended at once.',
  example: 'swell runs cancel run_01kaj3v0z8m4x2q7c1',
  positionals: ['run'],
  input: z.strictObject({ run: z.string().describe('Its id, or that of a part of it') }),
  run: async (context, { run }) => requestCancel(await context.open(), run as RunId),
  print: ({ runId }, { style }) =>
    `${runId} is asked to end. ${style.dim(`See how it ends with \`swell runs show ${runId}\`.`)}\n`,
})
