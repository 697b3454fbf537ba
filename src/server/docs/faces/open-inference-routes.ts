import { z } from 'zod'
import type { Route } from '../../../api/index.ts'
import type { OpenService } from '../../../serving/index.ts'
import { extensions } from '../../inference/describe-model.ts'
import { inferBody, tensor } from './infer-body.ts'
import { oneOf } from './one-of.ts'
import { spoken } from './spoken.ts'

type Routes = Readonly<Record<string, Route>>

/** The Open Inference Protocol, version 2. */
export function openInferenceRoutes(models: readonly OpenService[]): Routes {
  return { ...serverRoutes, ...modelRoutes(models) }
}

const anyRow = z.record(z.string(), z.unknown())
const health = z.looseObject({ live: z.boolean(), ready: z.boolean() })
const repositoryEntry = z.strictObject({
  name: z.string(),
  version: z.string(),
  state: z.enum(['READY', 'UNAVAILABLE']),
  reason: z.string(),
})
const serverRoutes: Routes = {
  getInferenceServer: spoken({
    method: 'GET',
    path: '/v2',
    summary: 'Tell what this server is, and what of the protocol it speaks',
    reply: z.strictObject({
      name: z.string(),
      version: z.string(),
      extensions: z.array(z.enum(extensions)),
    }),
  }),
  getInferenceLive: spoken({
    method: 'GET',
    path: '/v2/health/live',
    summary: 'Tell that the server lives',
    reply: health,
  }),
  getInferenceReady: spoken({
    method: 'GET',
    path: '/v2/health/ready',
    summary: 'Tell whether every model is ready',
    description: 'Status 503 while one is not.',
    reply: health,
  }),
  listInferenceModels: spoken({
    method: 'GET',
    path: '/v2/models',
    summary: 'List the models by name; a model is a service',
    reply: z.strictObject({ models: z.array(z.string()) }),
  }),
  listInferenceStatistics: spoken({
    method: 'GET',
    path: '/v2/models/stats',
    summary: 'Tell what all models were asked, of all processes of the port',
    reply: z.strictObject({ model_stats: z.array(anyRow) }),
  }),
  listModelRepository: spoken({
    method: 'POST',
    path: '/v2/repository/index',
    summary: 'List the models with their state',
    body: z.looseObject({ ready: z.boolean().optional().describe('Only those that are ready.') }),
    reply: z.array(repositoryEntry),
  }),
}

function modelRoutes(models: readonly OpenService[]): Routes {
  const model = oneOf(models)
  const params = z.strictObject({ model })
  const ofVersion = z.strictObject({ model, version: z.string().meta({ examples: ['1'] }) })
  const metadata = z.strictObject({
    name: z.string(),
    versions: z.array(z.string()),
    platform: z.string(),
    inputs: z.array(tensor),
    outputs: z.array(tensor),
  })
  const ask = (path: Route['path'], summary: string, reply: z.ZodType) =>
    spoken({ method: 'GET', path, summary, params, reply })
  const infer = {
    method: 'POST',
    body: inferBody(models),
    otherBodies: {
      'application/octet-stream':
        'JSON of so many bytes as the header `Inference-Header-Content-Length` says, and tensors as bytes behind it.',
    },
    reply: z.strictObject({
      id: z.string().optional(),
      model_name: z.string(),
      model_version: z.string(),
      outputs: z.array(tensor),
    }),
  } as const
  return {
    getInferenceModel: ask('/v2/models/:model', 'Describe the tensors of a model', metadata),
    getInferenceConfiguration: ask('/v2/models/:model/config', 'Tell its configuration', anyRow),
    getInferenceModelReady: ask(
      '/v2/models/:model/ready',
      'Tell whether it is ready',
      z.strictObject({ name: z.string(), ready: z.boolean() }),
    ),
    getInferenceStatistics: ask(
      '/v2/models/:model/stats',
      'Tell what it was asked',
      z.strictObject({ model_stats: z.array(anyRow) }),
    ),
    inferModel: spoken({
      ...infer,
      path: '/v2/models/:model/infer',
      summary: 'Infer from tensors',
      params,
    }),
    getInferenceModelVersion: spoken({
      method: 'GET',
      path: '/v2/models/:model/versions/:version',
      summary: 'Describe a version that is served',
      params: ofVersion,
      reply: metadata,
    }),
    inferModelVersion: spoken({
      ...infer,
      path: '/v2/models/:model/versions/:version/infer',
      summary: 'Infer by a version that is served',
      params: ofVersion,
    }),
    loadModel: spoken({
      method: 'POST',
      path: '/v2/repository/models/:model/load',
      summary: 'Go over to what its alias points to',
      params,
      reply: z.string().max(0),
    }),
    unloadModel: spoken({
      method: 'POST',
      path: '/v2/repository/models/:model/unload',
      summary: 'Answer by this protocol no more until it is loaded',
      params,
      reply: z.string().max(0),
    }),
  }
}
