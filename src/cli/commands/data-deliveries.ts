import { z } from 'zod'
import type { DeliveryReply } from '../../api/index.ts'
import { readDeliveries } from '../../server/index.ts'
import { defineCommand } from '../command.ts'
import { renderTable } from '../render-table.ts'
import type { Style } from '../style.ts'
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
    const all = writeCounted(deliveryCount, 'delivery').replace('ys', 'ies')
    const left = length < deliveryCount ? `${style.dim(`of ${all}`)}\n` : ''
    return `${table}${left}${renderLines(deliveries, style)}`
  },
})

/** What can't be read in each of the deliveries, where it is more than their reason tells. */
function renderLines(
  deliveries: readonly Pick<DeliveryReply, 'name' | 'lines'>[],
  style: Style,
): string {
  const lines = deliveries.flatMap(({ name, lines = [] }) =>
    lines.length < 2 ? [] : lines.map((line) => ({ name, ...line })),
  )
  if (lines.length === 0) return ''
  const table = renderTable(
    lines,
    [
      { title: 'file', of: ({ name }) => name },
      { title: 'line', right: true, of: ({ line, row }) => String(line ?? row ?? '') },
      { title: 'column', of: ({ column }) => column ?? '' },
      { title: 'text', of: ({ text }) => text },
    ],
    { style, nothing: '' },
  )
  return `\n${table}`
}
