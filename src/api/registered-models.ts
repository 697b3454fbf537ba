import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { count, moment, nameParams, version } from './fields.ts'
import { modelVersionReply } from './models.ts'

const registeredFields = {
  name: z.string(),
  description: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
  createdAt: moment,
  updatedAt: moment,
  aliases: z.record(z.string(), version),
  versionCount: count,
  newestVersionAt: moment.nullable(),
}

export const registeredModelSummaryReply = z.strictObject(registeredFields)
export type RegisteredModelSummaryReply = z.infer<typeof registeredModelSummaryReply>

export const registeredModelsReply = z.strictObject({
  models: z.array(registeredModelSummaryReply),
})
export type RegisteredModelsReply = z.infer<typeof registeredModelsReply>

export const registeredVersionReply = modelVersionReply.extend({
  source: z.string().nullable().describe('Where the client said that it comes from.'),
  mlflowStage: z.string().describe('The stage of older clients: a word, and nothing else.'),
  files: z.array(z.strictObject({ name: z.string(), path: z.string() })),
})
export type RegisteredVersionReply = z.infer<typeof registeredVersionReply>

export const registeredModelReply = z.strictObject({
  ...registeredFields,
  versions: z.array(registeredVersionReply).describe('Newest first.'),
})
export type RegisteredModelReply = z.infer<typeof registeredModelReply>

export const listRegisteredModels = defineRoute({
  method: 'GET',
  path: '/api/v1/registered-models',
  summary: 'List the models that programs have registered',
  description: 'Those that the project defines stand among its models.',
  reply: registeredModelsReply,
  errors: [],
})

export const getRegisteredModel = defineRoute({
  method: 'GET',
  path: '/api/v1/registered-models/:name',
  summary: 'Show a model that programs have registered, with all its versions',
  params: nameParams,
  reply: registeredModelReply,
  errors: ['registry.modelNotRegistered'],
})
