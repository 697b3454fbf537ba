import { z } from 'zod'
import { defineRoute } from './define-route.ts'
import { columnReply, count, metricValues, moment, nameParams, version } from './fields.ts'

export const gateResultReply = z.strictObject({
  gate: z.string().describe('The rule as a sentence: `mae beats champion by 2 %`.'),
  held: z.boolean(),
  found: z.string(),
  wanted: z.string(),
})
export type GateResultReply = z.infer<typeof gateResultReply>

export const modelVersionReply = z.strictObject({
  model: z.string(),
  version,
  createdAt: moment,
  runId: z.string().nullable(),
  trainingSetId: z.string().nullable(),
  learner: z.string(),
  metrics: metricValues.describe('On the held-out rows.'),
  baselines: z.record(z.string(), metricValues).describe('The same metrics of naive models.'),
  features: z.array(columnReply),
  aliases: z.array(z.string()),
  stage: z.enum(['candidate', 'checked', 'approved']).describe('How far it has come.'),
  note: z.string().nullable().describe('What people say of this version.'),
  tags: z.record(z.string(), z.string()),
  gates: z.array(gateResultReply).describe('As of its last examination; empty when none was.'),
})
export type ModelVersionReply = z.infer<typeof modelVersionReply>

/** Which way a metric is better, so that a table can mark the best. */
const metricReply = z.strictObject({
  name: z.string(),
  unit: z.string().optional(),
  better: z.enum(['lower', 'higher', 'zero']).describe('`zero`: the nearer to zero, the better.'),
})
export type MetricReply = z.infer<typeof metricReply>

/** Of a forecast of series: how far it looks. */
const seriesForecastReply = z.strictObject({
  every: z.string().describe('How far a step is: `1d`.'),
  steps: count.describe('How many steps it looks ahead.'),
  way: z.enum(['direct', 'each', 'recursive']),
  share: z.number().nullable().describe('How much is to lie within its bounds; null without.'),
  origins: count.describe('Past forecasts by which a version is judged.'),
})

const modelSummaryFields = {
  name: z.string(),
  description: z.string().optional(),
  view: z.string().describe('Of a forecast of series its own name: it reads no view.'),
  forecast: seriesForecastReply.nullable().describe('Null for a model of rows.'),
  label: z.string(),
  unit: z.string().optional(),
  aliases: z.record(z.string(), version),
  metrics: z.array(metricReply).describe('The first is the one that the model is judged by.'),
  versionCount: count,
  newestVersionAt: moment.nullable(),
  champion: modelVersionReply.nullable(),
}

export const modelSummaryReply = z.strictObject(modelSummaryFields)
export type ModelSummaryReply = z.infer<typeof modelSummaryReply>

export const modelsReply = z.strictObject({ models: z.array(modelSummaryReply) })
export type ModelsReply = z.infer<typeof modelsReply>

export const modelReply = z.strictObject({
  ...modelSummaryFields,
  versions: z.array(modelVersionReply).describe('Newest first.'),
  gates: z.array(z.string()).describe('The rules before an alias moves, as sentences.'),
  services: z.array(z.string()),
})
export type ModelReply = z.infer<typeof modelReply>

export const listModels = defineRoute({
  method: 'GET',
  path: '/api/v1/models',
  summary: 'List the models with their champions',
  reply: modelsReply,
  errors: [],
})

export const getModel = defineRoute({
  method: 'GET',
  path: '/api/v1/models/:name',
  summary: 'Show one model with all its versions',
  params: nameParams,
  reply: modelReply,
  errors: ['registry.modelNotFound'],
})

export const getModelVersion = defineRoute({
  method: 'GET',
  path: '/api/v1/models/:name/versions/:version',
  summary: 'Show one version of a model',
  params: nameParams.extend({ version: z.coerce.number<number>().int().min(1) }),
  reply: modelVersionReply,
  errors: ['registry.modelNotFound', 'registry.versionNotFound'],
})

export const aliasMoveReply = z.strictObject({
  model: z.string(),
  alias: z.string(),
  from: version.nullable(),
  to: version.nullable().describe('Null where the alias was taken away.'),
  movedAt: moment,
  by: z.string(),
  reason: z.string().nullable(),
  gates: z.array(gateResultReply),
})
export type AliasMoveReply = z.infer<typeof aliasMoveReply>

export const aliasMovesReply = z.strictObject({
  moves: z.array(aliasMoveReply).describe('Newest first.'),
})
export type AliasMovesReply = z.infer<typeof aliasMovesReply>

export const listAliasMoves = defineRoute({
  method: 'GET',
  path: '/api/v1/models/:name/alias-moves',
  summary: 'List what every alias of a model pointed to, when, and on what evidence',
  params: nameParams,
  reply: aliasMovesReply,
  errors: ['registry.modelNotFound'],
})

export const gateExaminationReply = z.strictObject({
  model: z.string(),
  version,
  alias: z.string(),
  held: z.boolean(),
  results: z.array(gateResultReply),
})
export type GateExaminationReply = z.infer<typeof gateExaminationReply>

export const examineGates = defineRoute({
  method: 'GET',
  path: '/api/v1/models/:name/versions/:version/gates',
  summary: 'Say whether a version may take an alias',
  description: 'Changes nothing: what promotion would find if it were asked for now.',
  params: nameParams.extend({ version: z.coerce.number<number>().int().min(1) }),
  query: z.strictObject({ alias: z.string().default('champion') }),
  reply: gateExaminationReply,
  errors: ['registry.modelNotFound', 'registry.versionNotFound'],
})

const cardText = z.strictObject({
  intendedUse: z.string().optional(),
  notFor: z.string().optional(),
  caveats: z.string().optional(),
  contact: z.string().optional(),
  license: z.string().optional(),
})

export const modelCardReply = z.strictObject({
  model: z.string(),
  version,
  stage: z.enum(['candidate', 'checked', 'approved']),
  aliases: z.array(z.string()),
  text: cardText.describe('What people have written.'),
  missing: z.array(z.string()).describe('What they must write before it can be approved.'),
  defined: z
    .array(z.string())
    .describe('Parts that stand in the definition of the model, and are changed there.'),
  metrics: z.array(
    z.strictObject({
      name: z.string(),
      unit: z.string().nullable(),
      better: z.enum(['lower', 'higher', 'zero']),
      value: z.number().nullable(),
      low: z.number().nullable().describe('Where its 95 % interval begins (bootstrap).'),
      high: z.number().nullable(),
    }),
  ),
  slices: z.array(z.strictObject({ slice: z.string(), rowCount: count, metrics: metricValues })),
  fairness: z
    .array(
      z.strictObject({
        column: z.string().describe('Whose values are the groups; several that are crossed.'),
        where: z.string().nullable().describe('The rows alone that groups are compared in.'),
        reference: z.string(),
        wanted: z.string(),
        tolerance: z.number(),
        held: z.boolean(),
        isJudged: z.boolean().describe('Whether the model is held to it, or it is told only.'),
        leftOut: z.array(z.string()).describe('Groups of too few rows.'),
        groups: z.array(
          z.strictObject({
            group: z.string(),
            rowCount: count,
            rates: z.record(
              z.string(),
              z.strictObject({
                value: z.number().nullable(),
                times: z.number().nullable().describe('How many times that of the reference.'),
                low: z.number().nullable().describe('Where the 95 % interval of that begins.'),
                high: z.number().nullable(),
                isSure: z.boolean().describe('Whether it differs by more than chance.'),
              }),
            ),
          }),
        ),
      }),
    )
    .describe('How groups are treated on the held-out rows, where the model declares fairness.'),
  data: z
    .strictObject({
      id: z.string(),
      view: z.string(),
      version,
      rowCount: count,
      testCount: count,
      split: z.string(),
      groups: z.array(z.string()),
      createdAt: moment,
    })
    .nullable(),
  gates: z.array(gateResultReply),
  commit: z.string().nullable(),
  markdown: z.string().describe('The whole card, with the front matter that Hugging Face reads.'),
})
export type ModelCardReply = z.infer<typeof modelCardReply>

export const getModelCard = defineRoute({
  method: 'GET',
  path: '/api/v1/models/:name/versions/:version/card',
  summary: 'Write the card of a version',
  params: nameParams.extend({ version: z.coerce.number<number>().int().min(1) }),
  reply: modelCardReply,
  errors: ['registry.modelNotFound', 'registry.versionNotFound'],
})

export const rollBackModelInput = z.strictObject({
  alias: z.string().min(1).default('champion'),
  reason: z.string().max(2000).optional(),
})
export type RollBackModelInput = z.input<typeof rollBackModelInput>

export const rollBackModel = defineRoute({
  method: 'POST',
  path: '/api/v1/models/:name/rollback',
  summary: 'Move an alias back to the version before',
  description: 'At once, and without asking the gates: that version has been there on evidence.',
  params: nameParams,
  body: rollBackModelInput,
  reply: aliasMoveReply,
  errors: ['registry.modelNotFound', 'registry.aliasNotFound', 'registry.nothingToRollBackTo'],
})

export const promoteModelInput = z.strictObject({
  version,
  alias: z.string().min(1).default('champion'),
  reason: z.string().max(2000).optional(),
})
export type PromoteModelInput = z.input<typeof promoteModelInput>

export const promoteModel = defineRoute({
  method: 'POST',
  path: '/api/v1/models/:name/promote',
  summary: 'Move an alias to a version',
  description: 'Refused unless every gate holds; the problem then carries the results as `gates`.',
  params: nameParams,
  body: promoteModelInput,
  reply: aliasMoveReply,
  errors: ['registry.modelNotFound', 'registry.versionNotFound', 'registry.gateNotHeld'],
})
