import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { OpenService } from '../../serving/index.ts'
import { askingOf } from '../asking-of.ts'
import type { ServerContext } from '../server-context.ts'
import { addInferenceErrors } from './add-inference-errors.ts'
import { inferenceErrors } from './errors.ts'
import { infer } from './infer.ts'
import { rowsOfCsv, rowsOfJson, rowsOfParquet } from './scoring-rows.ts'
import { valuesOf } from './values-of.ts'
import { inferenceBodyLimit } from './body-limit.ts'

type NamedRequest = FastifyRequest<{
  Params: { name?: string }
  Body: Buffer | undefined
}>

/**
 * MLflow's scoring of one model, which hosts like SageMaker speak too: below a service, and at the root
 * of a server that has one service.
 */
export function addScoring(app: FastifyInstance, context: ServerContext): void {
  const { inference, services, project } = context
  app.register((inner, _options, done) => {
    inner.removeAllContentTypeParsers()
    inner.addContentTypeParser(
      '*',
      { parseAs: 'buffer', bodyLimit: inferenceBodyLimit },
      (_request, body, parsed) => parsed(null, body),
    )
    addInferenceErrors(inner, context, { limitBytes: inferenceBodyLimit, toBody: toScoringError })
    for (const base of ['', '/services/:name']) {
      inner.get(`${base}/ping`, (request: NamedRequest, reply) => {
        const isReady = inference.models.isReady(find(request))
        return reply
          .code(isReady ? 200 : 404)
          .type('application/json')
          .send('\n')
      })
      inner.post(`${base}/invocations`, async (request: NamedRequest, reply) =>
        score(request, reply),
      )
    }
    done()
  })

  function find({ params: { name } }: NamedRequest): OpenService {
    if (name !== undefined) return services.get(name)
    const [sole, other] = services.all
    if (sole !== undefined && other === undefined) return sole
    const names = services.all.map(({ service }) => service.name)
    throw inferenceErrors.scoringNeedsName({ names })
  }

  async function score(request: NamedRequest, reply: FastifyReply): Promise<unknown> {
    const open = inference.models.findReady({ model: find(request).service.name })
    const { body = Buffer.alloc(0), headers } = request
    const { type, fault } = contentTypeOf(headers['content-type'] ?? '')
    if (fault !== undefined) return reply.code(415).type('text/plain').send(fault)
    const rows =
      type === 'application/json'
        ? rowsOfJson(body)
        : type === 'text/csv'
          ? rowsOfCsv(body, open.columns)
          : await rowsOfParquet(project.engine, body)
    void reply.header('cache-control', 'no-store')
    return infer(inference, open, {
      asking: askingOf(request.headers, request.ip),
      read: () => rows,
      write: (answer) => ({ predictions: valuesOf(open, answer) }),
    })
  }
}

const types = ['text/csv', 'application/json', 'application/vnd.apache.parquet']

/** What the content is, or why it is not taken, in the words that MLflow's servers use. */
function contentTypeOf(header: string): { readonly type: string; readonly fault?: string } {
  const [type = '', ...parameters] = header.split(';').map((part) => part.trim().toLowerCase())
  const others = parameters.filter((parameter) => !parameter.startsWith('charset='))
  if (others.length > 0) {
    return { type, fault: `Unrecognized content type parameters: ${others.join(', ')}.` }
  }
  const [charset = 'charset=utf-8'] = parameters
  if (!/^charset="?utf-?8"?$/.test(charset)) {
    return { type, fault: 'The scoring server only supports UTF-8.' }
  }
  if (types.includes(type)) return { type }
  const fault = `This predictor only supports the following content types: ${types.join(', ')}. Got '${type}'.`
  return { type, fault }
}

/** By the status: what MLflow's clients call it. */
const codes: Readonly<Record<number, string>> = {
  400: 'BAD_REQUEST',
  403: 'PERMISSION_DENIED',
  404: 'RESOURCE_DOES_NOT_EXIST',
  413: 'INVALID_PARAMETER_VALUE',
  503: 'TEMPORARILY_UNAVAILABLE',
}

function toScoringError(message: string, status: number) {
  return { error_code: codes[status] ?? 'INTERNAL_ERROR', message }
}
