import { z } from 'zod'
import { isInForce, listApiKeys, type ApiKey } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'

/** A key as commands tell it. */
export function toKeyRow(key: ApiKey, now: Date) {
  return {
    id: key.id,
    name: key.name,
    scopes: key.scopes,
    state: isInForce(key, now) ? 'in force' : key.revokedAt === undefined ? 'expired' : 'revoked',
    madeAt: key.madeAt.toISOString(),
    madeBy: key.madeBy ?? null,
    expiresAt: key.expiresAt?.toISOString() ?? null,
  }
}

export const keysList = defineCommand({
  name: 'keys list',
  summary: 'List the keys with which a server may be asked',
  description: 'The keys themselves are kept nowhere.',
  example: 'swell keys list',
  input: z.strictObject({}),
  run: async (context) => {
    const project = await context.open()
    const keys = await listApiKeys(project.database)
    return { keys: keys.map((key) => toKeyRow(key, project.now())) }
  },
  print: ({ keys }, { style }) =>
    renderTable(
      keys,
      [
        { title: 'key', of: ({ name }) => name },
        { title: 'allows', of: ({ scopes }) => scopes.join(', ') },
        { title: 'state', of: ({ state }) => state },
        { title: 'made', of: ({ madeAt }) => madeAt.slice(0, 10) },
        { title: 'expires', of: ({ expiresAt }) => expiresAt?.slice(0, 10) ?? 'never' },
      ],
      { style, nothing: 'There are no keys yet. Make one: swell keys create <name> --scope read' },
    ),
})
