import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { idParams } from './fields.ts'
import { previewReply } from './run-values.ts'

export const previewRunFile = defineRoute({
  method: 'GET',
  path: '/api/v1/logged-runs/:id/preview',
  summary: 'Preview a file of a run: text, picture, JSON, CSV or Parquet',
  params: idParams,
  query: z.strictObject({ path: z.string() }),
  reply: previewReply,
  errors: ['tracking.loggedRunNotFound', 'server.nothingHere'],
})
