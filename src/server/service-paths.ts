import { Readable } from 'node:stream'
import type { FastifyInstance } from 'fastify'
import { isForecastService, type OpenService } from '../serving/index.ts'
import { askingOf } from './asking-of.ts'
import { serverErrors } from './errors.ts'
import { readForecastQuery } from './forecast-query.ts'
import { inferenceBodyLimit } from './inference/body-limit.ts'
import { infer } from './inference/infer.ts'
import { rowsOfCsv, rowsOfParquet } from './inference/scoring-rows.ts'
import { pathOf } from './pages.ts'
import { show } from './read-input.ts'
import { rowsOf } from './read-rows.ts'
import { toForecastReply } from './replies/services.ts'
import type { TableEngine } from '../table/index.ts'
import type { ServerContext } from './server-context.ts'
import { streamPredictions } from './stream-predictions.ts'
import { asksMore, moreTeller } from './tell-more.ts'

type Row = Readonly<Record<string, unknown>>

/**
 * The addresses of the services. Rows are judged by the service itself, which knows their fields; so
 * nothing is parsed twice on the way that most requests go.
 */
export function addServicePaths(app: FastifyInstance, context: ServerContext): void {
  const { services, inference, project } = context
  const tell = moreTeller(project)

  app.register((inner, _options, done) => {
    addTableTypes(inner)
    inner.route<{ Params: { name: string }; Querystring: Row }>({
      method: 'POST',
      url: '/services/:name/predict',
      handler: async (request, reply) => {
        const open = services.get(request.params.name)
        const asking = askingOf(request.headers, request.ip)
        const { body } = request
        if (body instanceof Readable) {
          const deps = { ...inference, open, asking, path: pathOf(request) }
          return reply.type(ndjsonType).send(streamPredictions(deps, body))
        }
        const rows = body instanceof SentTable ? await body.rows(project.engine, open) : undefined
        const answer = await infer(inference, open, {
          asking,
          read: () => rows ?? rowsOf(body),
          write: (made) => made,
        })
        return asksMore(request.query) ? tell(open.service, request.query, answer) : answer
      },
    })
    done()
  })

  app.route<{ Params: { name: string }; Querystring: Row }>({
    method: 'GET',
    url: '/services/:name/forecast',
    handler: async (request) => {
      const service = services.get(request.params.name)
      const { key, asking } = isForecastService(service.service)
        ? readForecastQuery(service, request.query)
        : { key: keyOf(service, request.query) }
      return toForecastReply(await service.forecast(key, asking), project.now())
    },
  })
}

const ndjsonType = 'application/x-ndjson'

/** Rows that were sent as a file. */
class SentTable {
  readonly #read: (engine: TableEngine, open: OpenService) => Promise<readonly Row[]> | Row[]

  constructor(read: (engine: TableEngine, open: OpenService) => Promise<readonly Row[]> | Row[]) {
    this.#read = read
  }

  /** Throws `inferRequestWrong`. */
  rows(engine: TableEngine, open: OpenService): Promise<readonly Row[]> | Row[] {
    return this.#read(engine, open)
  }
}

/** Beside JSON: tables as CSV and Parquet, and rows as they come, a line each. */
function addTableTypes(app: FastifyInstance): void {
  const whole = { parseAs: 'buffer', bodyLimit: inferenceBodyLimit } as const
  app.addContentTypeParser('text/csv', whole, (_request, body: Buffer, parsed) =>
    parsed(null, new SentTable((_engine, { columns }) => rowsOfCsv(body, columns))),
  )
  app.addContentTypeParser(
    'application/vnd.apache.parquet',
    whole,
    (_request, body: Buffer, parsed) =>
      parsed(null, new SentTable((engine) => rowsOfParquet(engine, body))),
  )
  app.addContentTypeParser(ndjsonType, (_request, body, parsed) => parsed(null, body))
}

/** The key that a query names. Throws `inputNotAsAgreed` or `unknownInput`. */
function keyOf({ service, entities }: OpenService, query: Row): Row {
  const { key, columns } = service.model.view.label.group
  const unknown = Object.keys(query).find((name) => !key.includes(name))
  if (unknown !== undefined) {
    const suggestion = `Give the key: ${key.join(', ')}.`
    const found = show(query[unknown])
    throw serverErrors.unknownInput({ where: 'query', field: unknown, found, suggestion })
  }
  const missing = key.find((name) => query[name] === undefined)
  if (missing !== undefined) {
    const wanted = `given, such as ?${missing}=${exampleOf(entities()[0]?.[missing])}`
    const asks = { where: 'query', field: missing, found: 'missing', wanted }
    throw serverErrors.inputNotAsAgreed(asks)
  }
  return Object.fromEntries(
    key.map((name) => [name, readKeyValue(query[name], columns[name]?.type)]),
  )
}

/** In an address everything is text. */
function readKeyValue(value: unknown, type: string | undefined): unknown {
  if (typeof value !== 'string') return value
  if (type === 'integer' || type === 'float') return Number(value)
  return type === 'boolean' ? value === 'true' : value
}

function exampleOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? encodeURIComponent(value) : '…'
}
