import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { OpenService } from '../../serving/index.ts'
import type { ServerContext } from '../server-context.ts'
import { addInferenceErrors } from './add-inference-errors.ts'
import {
  configurationOf,
  extensions,
  indexEntryOf,
  metadataOf,
  toTritonStatistics,
} from './describe-model.ts'
import { inferenceErrors } from './errors.ts'
import type { InferenceContext } from './inference-context.ts'
import { statisticsOfAll } from './statistics-of-all.ts'
import { inferByHttp } from './infer-by-http.ts'
import type { OpenModels } from './open-models.ts'
import { inferenceBodyLimit } from './body-limit.ts'

interface ModelRoute {
  readonly Params: { readonly model: string; readonly version?: string }
}

/** The Open Inference Protocol, version 2, as clients of Triton and KServe speak it; a model is a service. */
export function addOpenInference(app: FastifyInstance, context: ServerContext): void {
  const { inference, version, tellAll } = context
  const statisticsOf = async (asked: readonly OpenService[]) => ({
    model_stats: (await statisticsOfAll(tellAll, asked)).map(toTritonStatistics),
  })
  const { models } = inference
  app.register(
    (inner, _options, done) => {
      inner.removeAllContentTypeParsers()
      // Clients say what they like of the type; it is told by the header, and by the bytes.
      inner.addContentTypeParser(
        '*',
        { parseAs: 'buffer', bodyLimit: inferenceBodyLimit },
        (_request, body, parsed) => parsed(null, body),
      )
      addInferenceErrors(inner, context, {
        limitBytes: inferenceBodyLimit,
        toBody: (error) => ({ error }),
      })
      addServerRoutes(inner, models, version)
      addRepository(inner, models)
      inner.get('/models/stats', async () => statisticsOf(models.all))
      for (const base of ['/models/:model', '/models/:model/versions/:version']) {
        addModelRoutes(inner, inference, base)
        inner.get<ModelRoute>(`${base}/stats`, async ({ params }) =>
          statisticsOf([models.find(params.model, params.version)]),
        )
      }
      done()
    },
    { prefix: '/v2' },
  )
}

function addServerRoutes(app: FastifyInstance, models: OpenModels, version: string): void {
  const about = () => ({ name: 'groundswell', version, extensions })
  app.get('/', about)
  app.get('/health/live', () => ({ live: true, ready: models.all.every(models.isReady) }))
  app.get('/health/ready', (_request, reply) => {
    const ready = models.all.every(models.isReady)
    return reply.code(ready ? 200 : 503).send({ live: true, ready })
  })
  app.get('/models', () => ({ models: models.all.map(({ service }) => service.name) }))
}

function addRepository(app: FastifyInstance, models: OpenModels): void {
  app.post('/repository/index', ({ body }: FastifyRequest<{ Body: Buffer | undefined }>) => {
    const entries = models.all.map((open) => indexEntryOf(open, models.isReady(open)))
    return wantsReady(body) ? entries.filter(({ state }) => state === 'READY') : entries
  })
  app.post<ModelRoute>('/repository/models/:model/load', async ({ params }, reply) => {
    await models.load(params.model)
    return reply.send('')
  })
  app.post<ModelRoute>('/repository/models/:model/unload', ({ params }, reply) => {
    models.unload(params.model)
    return reply.send('')
  })
}

function wantsReady(body: Buffer | undefined): boolean {
  if (body === undefined || body.length === 0) return false
  try {
    const { ready } = JSON.parse(body.toString()) as { ready?: unknown }
    return ready === true
  } catch (error) {
    throw inferenceErrors.inferRequestWrong({ problem: 'the body is not JSON' }, error)
  }
}

function addModelRoutes(app: FastifyInstance, inference: InferenceContext, base: string): void {
  const { models } = inference
  const find = ({ model, version }: ModelRoute['Params']) => models.find(model, version)

  app.get<ModelRoute>(base, ({ params }) => metadataOf(find(params)))
  app.get<ModelRoute>(`${base}/config`, ({ params }) => configurationOf(find(params)))
  app.get<ModelRoute>(`${base}/ready`, ({ params }, reply) => {
    const open = find(params)
    const ready = models.isReady(open)
    return reply.code(ready ? 200 : 503).send({ name: open.service.name, ready })
  })
  app.post<ModelRoute & { Body: Buffer | undefined }>(`${base}/infer`, async (request, reply) =>
    inferByHttp(inference, models.findReady(request.params), request, reply, inferenceBodyLimit),
  )
}
