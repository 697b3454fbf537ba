import { z } from 'zod'
import { readDeliveries } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'
import { writeAgo, writeBytes, writeCounted } from '../write-value.ts'

export const dataDeliveries = defineCommand({
  name: 'data deliveries',
  summary: 'List what the sources delivered',
  example: ['swell data deliveries', 'swell data deliveries --refused --source bulletins'],
  input: z.strictObject({
    refused: z.boolean().default(false).describe('Only what was refused at the door'),
    source: z.string().optional().describe('Only of this source').meta({ value: '<source>' }),
    limit: z.number().int().min(1).default(20).describe('How many, newest first'),
  }),
  run: async (context, { refused, source, limit }) =>
    readDeliveries(await context.open(), {
      limit,
      ...(source === undefined ? {} : { source }),
      ...(refused ? { status: 'refused' as const } : {}),
    }),
  print: ({ deliveries, deliveryCount }, { style, now }) => {
    const table = renderTable(
      deliveries,
      [
        { title: 'source', of: ({ source }) => source },
        { title: 'name', of: ({ name }) => name },
        {
          title: 'status',
          of: ({ status }) => (status === 'refused' ? style.bad(status) : style.good(status)),
        },
        { title: 'size', right: true, of: ({ sizeBytes }) => writeBytes(sizeBytes) },
        { title: 'read', right: true, of: ({ readAt }) => writeAgo(readAt, now) },
        { title: 'because', of: ({ reason }) => reason ?? '' },
      ],
      { style, nothing: 'Nothing was delivered yet.' },
    )
    const { length } = deliveries
    return length < deliveryCount
      ? `${table}${style.dim(`of ${writeCounted(deliveryCount, 'delivery').replace('ys', 'ies')}`)}\n`
      : table
  },
})
