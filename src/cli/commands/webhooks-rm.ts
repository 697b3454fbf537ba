import { z } from 'zod'
import { sqlWebhooks } from '../../registry/index.ts'
import { defineCommand } from '../command.ts'

export const webhooksRm = defineCommand({
  name: 'webhooks rm',
  summary: 'Tell an address no more',
  example: 'swell webhooks rm deploy',
  positionals: ['name'],
  input: z.strictObject({ name: z.string().describe('What it is called') }),
  run: async (context, { name }) => {
    await sqlWebhooks(await context.open()).remove(name)
    return { name }
  },
  print: ({ name }) => `${name} is told no more.\n`,
})
