import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { moment, nameParams, version } from './fields.ts'
import { modelVersionReply } from './models.ts'

const versionParams = nameParams.extend({ version: z.coerce.number<number>().int().min(1) })

const stage = z.enum(['candidate', 'checked', 'approved'])

export const stageMoveReply = z.strictObject({
  version,
  from: stage,
  to: stage,
  movedAt: moment,
  by: z.string(),
  byRule: z.boolean().describe('Whether gates that held have moved it, and no person.'),
  reason: z.string().nullable(),
})

export const stageMovesReply = z.strictObject({
  moves: z.array(stageMoveReply).describe('Newest first.'),
})
export type StageMovesReply = z.infer<typeof stageMovesReply>

export const listStageMoves = defineRoute({
  method: 'GET',
  path: '/api/v1/models/:name/stage-moves',
  summary: 'List how far each version of a model came, when, and who said so',
  params: nameParams,
  reply: stageMovesReply,
  errors: ['registry.modelNotFound'],
})

export const approveVersionInput = z.strictObject({
  reason: z.string().min(1).max(2000).optional(),
})

export const approveModelVersion = defineRoute({
  method: 'POST',
  path: '/api/v1/models/:name/versions/:version/approve',
  summary: 'Approve a version',
  description:
    'Its card must be written; where its gates do not hold, a reason is wanted and kept.',
  params: versionParams,
  body: approveVersionInput,
  reply: modelVersionReply,
  errors: [
    'registry.modelNotFound',
    'registry.versionNotFound',
    'registry.cardNotWritten',
    'registry.notChecked',
  ],
})

const part = z.string().max(20_000).optional()

/** The parts of a card that only a person can write; those that are left out stay as they are. */
export const writeCardInput = z.strictObject({
  intendedUse: part,
  notFor: part,
  caveats: part,
  contact: part,
  license: part,
})

export const writtenCardReply = z.strictObject({
  missing: z.array(z.string()).describe('What is still to be written before an approval.'),
})

export const writeModelCard = defineRoute({
  method: 'PUT',
  path: '/api/v1/models/:name/card',
  summary: 'Write the parts of a model’s card that only a person can write',
  params: nameParams,
  body: writeCardInput,
  reply: writtenCardReply,
  errors: ['registry.modelNotFound', 'registry.modelNotRegistered'],
})

export const noteVersionInput = z.strictObject({
  note: z.string().max(20_000).optional(),
  tags: z
    .record(z.string(), z.string().max(5000).nullable())
    .optional()
    .describe('Null takes one away.'),
})

export const noteModelVersion = defineRoute({
  method: 'PUT',
  path: '/api/v1/models/:name/versions/:version/note',
  summary: 'Say what a version is, and tag it',
  params: versionParams,
  body: noteVersionInput,
  reply: modelVersionReply,
  errors: ['registry.modelNotFound', 'registry.versionNotFound'],
})
