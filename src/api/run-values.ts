import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, idParams, row } from './fields.ts'
import { artifactReply } from './runs.ts'

/** What one would see of a value at a glance. */
export const previewReply = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({ kind: z.literal('text'), text: z.string(), isCut: z.boolean() }),
  z.strictObject({
    kind: z.literal('table'),
    columns: z.array(z.string()),
    rows: z.array(row).describe('The first of them.'),
    rowCount: count,
  }),
  z.strictObject({ kind: z.literal('picture'), address: z.string() }),
])
export type PreviewReply = z.infer<typeof previewReply>

export const runValueReply = z.strictObject({
  ...artifactReply.shape,
  from: z.string().nullable().describe('The step that gave it.'),
  sizeBytes: count.nullable(),
  address: z.string().nullable().describe('Where it is saved from, if it is a file.'),
  preview: previewReply,
})
export type RunValueReply = z.infer<typeof runValueReply>

export const runValuesReply = z.strictObject({
  inputs: z.array(runValueReply),
  outputs: z.array(runValueReply),
})
export type RunValuesReply = z.infer<typeof runValuesReply>

export const getRunValues = defineRoute({
  method: 'GET',
  path: '/api/v1/runs/:id/values',
  summary: 'Preview what a run was given and what it gave',
  params: idParams,
  reply: runValuesReply,
  errors: ['tracking.runNotFound'],
})
