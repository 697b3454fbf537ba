import { z } from 'zod'
import { sqlLoggedRunStore } from '../../tracking/index.ts'
import { defineCommand } from '../command.ts'

export const runsDelete = defineCommand({
  name: 'runs delete',
  summary: 'Put a run where only who asks for deleted ones finds it',
  description: 'It can be restored until `swell runs gc --delete` removes it for good.',
  example: 'swell runs delete 4fd1a1c0a9a14b4f8d0b7c6f0e6a5b21',
  positionals: ['run'],
  input: z.strictObject({ run: z.string().describe('Its id') }),
  run: async (context, { run }) => {
    const { database: session, now } = await context.open()
    const runs = sqlLoggedRunStore({ session, now })
    await runs.setLifecycle(run, 'deleted')
    const { name } = await runs.get(run)
    return { run, name }
  },
  print: ({ run, name }) => `${name} (${run}) is deleted\n`,
})
