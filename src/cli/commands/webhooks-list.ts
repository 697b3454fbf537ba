import { z } from 'zod'
import { registryEvents, sqlWebhooks } from '../../registry/index.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'
import { writeAgo } from '../write-value.ts'

export const webhooksList = defineCommand({
  name: 'webhooks list',
  summary: 'List who is told of the registry, and what they took',
  example: 'swell webhooks list',
  input: z.strictObject({}),
  run: async (context) => {
    const webhooks = sqlWebhooks(await context.open())
    const found = (await webhooks.list()).map(async (hook) => {
      const [last] = await webhooks.listDeliveries(hook.id, 1)
      return { ...hook, last: last ?? null }
    })
    return { webhooks: await Promise.all(found) }
  },
  print: ({ webhooks }, { style, now }) =>
    renderTable(
      webhooks,
      [
        { title: 'name', of: ({ name }) => name },
        { title: 'url', of: ({ url }) => url },
        { title: 'told of', of: ({ events }) => writeEvents(events) },
        { title: 'signed by', of: ({ secretVariable }) => secretVariable ?? 'nothing' },
        { title: 'last', of: ({ last }) => (last === null ? '–' : writeAgo(last.createdAt, now)) },
        {
          title: 'was',
          of: ({ last }) =>
            last === null ? '–' : [last.status, last.lastProblem].filter(Boolean).join(': '),
        },
      ],
      { style, nothing: 'Nobody is told. Add one: swell webhooks add <name> <url>' },
    ),
})

function writeEvents(events: readonly string[]): string {
  return events.length === registryEvents.length ? 'everything' : events.join(', ')
}
