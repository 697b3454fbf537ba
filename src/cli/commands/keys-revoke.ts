import { z } from 'zod'
import { revokeApiKey } from '../../server/index.ts'
import { defineCommand } from '../command.ts'

export const keysRevoke = defineCommand({
  name: 'keys revoke',
  summary: 'End a key',
  description: 'Servers that are up refuse it within a second.',
  example: 'swell keys revoke web-shop',
  positionals: ['key'],
  input: z.strictObject({ key: z.string().describe('Its name or id') }),
  run: async (context, { key: asked }) => {
    const { id, name } = await revokeApiKey(await context.open(), asked)
    return { id, name }
  },
  print: ({ name }, { style }) => `${style.bold(name)} is no key any more.\n`,
})
