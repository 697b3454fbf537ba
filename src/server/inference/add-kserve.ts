import type { FastifyInstance } from 'fastify'
import { askingOf } from '../asking-of.ts'
import type { ServerContext } from '../server-context.ts'
import { addInferenceErrors } from './add-inference-errors.ts'
import { inferenceErrors } from './errors.ts'
import { infer } from './infer.ts'
import { valuesOf } from './values-of.ts'
import { isRecord } from '../is-record.ts'
import { inferenceBodyLimit } from './body-limit.ts'

/** The older protocol of KServe and TensorFlow Serving: rows in, values out. A model is a service. */
export function addKserve(app: FastifyInstance, context: ServerContext): void {
  const { models } = context.inference
  app.register(
    (inner, _options, done) => {
      addInferenceErrors(inner, context, {
        limitBytes: inferenceBodyLimit,
        toBody: (error) => ({ error }),
      })
      inner.get('/models', () => ({ models: models.all.map(({ service }) => service.name) }))
      inner.get<{ Params: { model: string } }>('/models/:model', ({ params }) => {
        const open = models.find(params.model)
        return { name: params.model, ready: models.isReady(open) }
      })
      inner.post<{ Params: { call: string }; Body: unknown }>(
        '/models/:call',
        { bodyLimit: inferenceBodyLimit },
        async ({ params, body, headers, ip }) => {
          const open = models.findReady({ model: modelOf(params.call) })
          return infer(context.inference, open, {
            asking: askingOf(headers, ip),
            read: () => rowsOf(body),
            write: (answer) => ({ predictions: valuesOf(open, answer) }),
          })
        },
      )
      done()
    },
    { prefix: '/v1' },
  )
}

const verb = ':predict'

function modelOf(call: string): string {
  if (call.endsWith(verb)) return call.slice(0, -verb.length)
  throw inferenceErrors.inferRequestWrong({ problem: `"${call}" doesn't end with ${verb}` })
}

function rowsOf(body: unknown): readonly Readonly<Record<string, unknown>>[] {
  const rows = isRecord(body) ? (body['instances'] ?? body['inputs']) : undefined
  if (Array.isArray(rows) && rows.length > 0 && rows.every(isRecord)) return rows
  const problem = '"instances" must be a list of rows, each an object with the names of the inputs'
  throw inferenceErrors.inferRequestWrong({ problem })
}
