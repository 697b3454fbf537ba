import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, idParams, limit, moment } from './fields.ts'

export const sourceReply = z.strictObject({
  name: z.string(),
  description: z.string().optional(),
  kind: z.enum(['folder', 'url', 'database', 'function']),
  address: z.string().describe('Where it is, for people; secrets in it are masked.'),
  groups: z.array(z.string()).describe('The feature groups that its rows go to.'),
  acceptedCount: count,
  refusedCount: count,
  newestReadAt: moment.nullable(),
})
export type SourceReply = z.infer<typeof sourceReply>

export const sourcesReply = z.strictObject({ sources: z.array(sourceReply) })
export type SourcesReply = z.infer<typeof sourcesReply>

export const listSources = defineRoute({
  method: 'GET',
  path: '/api/v1/sources',
  summary: 'List the sources of raw data',
  reply: sourcesReply,
  errors: [],
})

export const deliveryStatuses = ['accepted', 'refused'] as const

const unreadablePart = z.strictObject({
  line: z.number().optional(),
  row: z.number().optional(),
  column: z.string().optional(),
  text: z.string(),
  message: z.string(),
})

export const deliveryReply = z.strictObject({
  id: z.string(),
  source: z.string(),
  name: z.string(),
  digest: z.string(),
  sizeBytes: count,
  status: z.enum(deliveryStatuses),
  reason: z.string().nullable().describe('Why it was refused, or what was left out of it.'),
  lines: z.array(unreadablePart).optional().describe('What can’t be read, the first of it.'),
  readAt: moment,
})
export type DeliveryReply = z.infer<typeof deliveryReply>

export const deliveriesReply = z.strictObject({
  deliveries: z.array(deliveryReply).describe('Newest first.'),
  deliveryCount: count.describe('All that fit the question, not only these.'),
})
export type DeliveriesReply = z.infer<typeof deliveriesReply>

export const listDeliveries = defineRoute({
  method: 'GET',
  path: '/api/v1/deliveries',
  summary: 'List what the sources delivered',
  query: z.strictObject({
    source: z.string().optional(),
    status: z.enum(deliveryStatuses).optional(),
    limit: limit(100),
  }),
  reply: deliveriesReply,
  errors: [],
})

export const deliveryDetailReply = deliveryReply.extend({
  commits: z
    .array(z.strictObject({ id: z.string(), group: z.string(), sequence: z.int() }))
    .describe('The commits that hold its rows.'),
})
export type DeliveryDetailReply = z.infer<typeof deliveryDetailReply>

export const getDelivery = defineRoute({
  method: 'GET',
  path: '/api/v1/deliveries/:id',
  summary: 'Show one delivery and the commits that hold its rows',
  params: idParams,
  reply: deliveryDetailReply,
  errors: ['data.deliveryNotFound'],
})
