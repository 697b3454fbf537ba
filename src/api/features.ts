import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { columnReply } from './fields.ts'

/** Who reads something, by name. */
export const readersReply = z.strictObject({
  groups: z.array(z.string()).describe('Groups that are made of it.'),
  views: z.array(z.string()),
  models: z.array(z.string()),
  services: z.array(z.string()),
})
export type ReadersReply = z.infer<typeof readersReply>

export const catalogFeatureReply = z.strictObject({
  ...columnReply.shape,
  kind: z.enum(['column', 'feature']).describe('Of a group, or of a view.'),
  in: z.string().describe('The name of the group or view.'),
  from: z.array(z.string()).describe('The `group.column`s it is read from; of a column, none.'),
  how: z.string().nullable().describe('How a feature comes about, in words.'),
  usedBy: readersReply,
})
export type CatalogFeatureReply = z.infer<typeof catalogFeatureReply>

export const catalogReply = z.strictObject({ features: z.array(catalogFeatureReply) })
export type CatalogReply = z.infer<typeof catalogReply>

export const listFeatures = defineRoute({
  method: 'GET',
  path: '/api/v1/features',
  summary: 'List the columns of all groups and the features of all views, with who uses them',
  reply: catalogReply,
  errors: [],
})
