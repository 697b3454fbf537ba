import { z } from 'zod'
import { defineRoute, type Route } from '../../../api/index.ts'
import type { OpenService } from '../../../serving/index.ts'
import { oneOf } from './one-of.ts'
import { spoken } from './spoken.ts'

type Routes = Readonly<Record<string, Route>>

const value = z.union([z.number(), z.string(), z.boolean(), z.null()])

/** The older protocol of KServe. */
export function kserveRoutes(models: readonly OpenService[], row: z.ZodType): Routes {
  const params = z.strictObject({ model: oneOf(models) })
  return {
    listKserveModels: spoken({
      method: 'GET',
      path: '/v1/models',
      summary: 'List the models by name',
      reply: z.strictObject({ models: z.array(z.string()) }),
    }),
    getKserveModel: spoken({
      method: 'GET',
      path: '/v1/models/:model',
      summary: 'Tell whether a model is ready',
      params,
      reply: z.strictObject({ name: z.string(), ready: z.boolean() }),
    }),
    predictByKserve: spoken({
      method: 'POST',
      path: '/v1/models/:model:predict',
      summary: 'Predict for rows',
      params,
      body: z.strictObject({ instances: z.array(row).min(1) }),
      reply: z.strictObject({ predictions: z.array(z.unknown()) }),
    }),
  }
}

/** MLflow's scoring. */
export function scoringRoutes(models: readonly OpenService[], row: z.ZodType): Routes {
  const rows = z.array(row).min(1)
  const table = z.strictObject({
    columns: z.array(z.string()),
    data: z.array(z.array(value)),
    index: z.array(z.unknown()).optional(),
  })
  const score = {
    method: 'POST',
    summary: 'Score rows as MLflow’s servers do',
    body: z.union([
      z.strictObject({ dataframe_records: rows }),
      z.strictObject({ dataframe_split: table }),
      z.strictObject({ instances: rows }),
      z.strictObject({ inputs: z.union([rows, z.record(z.string(), z.array(value))]) }),
    ]),
    otherBodies: {
      'text/csv': 'Rows with a head.',
      'application/vnd.apache.parquet': 'Rows as a file.',
    },
    reply: z.strictObject({ predictions: z.array(z.unknown()) }),
    failure: z.strictObject({ error_code: z.string(), message: z.string() }),
    errors: [],
  } as const
  const params = z.strictObject({ name: oneOf(models) })
  const ping = {
    method: 'GET',
    summary: 'Tell whether there is a model',
    reply: z.null(),
    failure: z.null(),
    errors: [],
  } as const
  return {
    scoreByService: defineRoute({ ...score, path: '/services/:name/invocations', params }),
    pingService: defineRoute({ ...ping, path: '/services/:name/ping', params }),
    ...(models.length === 1
      ? {
          score: defineRoute({ ...score, path: '/invocations' }),
          ping: defineRoute({ ...ping, path: '/ping' }),
        }
      : {}),
  }
}
