import { z } from 'zod'
import { sqlLoggedRunStore } from '../../tracking/index.ts'
import { defineCommand } from '../command.ts'

export const runsRestore = defineCommand({
  name: 'runs restore',
  summary: 'Bring a deleted run back',

  example: 'swell runs restore 4fd1a1c0a9a14b4f8d0b7c6f0e6a5b21',
  positionals: ['run'],
  input: z.strictObject({ run: z.string().describe('Its id') }),
  run: async (context, { run }) => {
    const { database: session, now } = await context.open()
    const runs = sqlLoggedRunStore({ session, now })
    await runs.setLifecycle(run, 'active')
    const { name } = await runs.get(run)
    return { run, name }
  },
  print: ({ run, name }) => `${name} (${run}) is back\n`,
})
