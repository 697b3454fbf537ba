import { z } from 'zod'
import { parseDuration } from '../../base/index.ts'
import { createApiKey, parseScope } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { cliErrors } from '../errors.ts'
import { userName } from '../user-name.ts'
import { toKeyRow } from './keys-list.ts'

export const keysCreate = defineCommand({
  name: 'keys create',
  summary: 'Make a key with which a server may be asked',
  description:
    'The key is shown this once: what is kept is its digest. Programs send it as Authorization: Bearer <key> ' +
    '(or X-Api-Key), people are asked for it by a page. `write` includes `read`.',
  example: [
    'swell keys create web-shop --scope predict:surf --expires 90d',
    'swell keys create ada --scope write --scope predict',
  ],
  positionals: ['name'],
  input: z.strictObject({
    name: z.string().min(1).max(80).describe('Whose it is'),
    scope: z
      .array(z.string())
      .default([])
      .describe('What it allows: read, write, predict, predict:<service>; may be given again'),
    expires: z
      .string()
      .optional()
      .describe('How long it is in force, such as 90d; always if not told'),
  }),
  run: async (context, { name, scope, expires }) => {
    const project = await context.open()
    const services = project.definition.services.map((service) => service.name)
    if (scope.length === 0) throw cliErrors.keyNeedsScope({})
    const lifeMs = expires === undefined ? undefined : parseDuration(expires)
    const { key, token } = await createApiKey(project, {
      name,
      scopes: scope.map((one) => parseScope(one, services)),
      madeBy: userName(),
      expiresAt: lifeMs === undefined ? undefined : new Date(project.now().getTime() + lifeMs),
    })
    return { ...toKeyRow(key, project.now()), token }
  },
  print: ({ token }, { style }) =>
    `${token}\n${style.dim('It is shown this once. Send it as: Authorization: Bearer <key>')}\n`,
})
