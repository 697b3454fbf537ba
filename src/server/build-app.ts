import { createServer, type RequestListener } from 'node:http'
import { createServer as createSecureServer } from 'node:https'
import { fastify, type FastifyError, type FastifyInstance, type FastifyRequest } from 'fastify'
import { routes, type Route } from '../api/index.ts'
import { maskHidden } from '../base/index.ts'
import { accessTeller, addAccessLog, type AccessLine } from './access-log.ts'
import { guardRequests } from './access/guard-requests.ts'
import type { KeyRing } from './access/key-ring.ts'
import type { TlsPair } from './access/read-tls.ts'
import { addArtifactFiles } from './artifact-files.ts'
import { assertShallow } from './assert-shallow.ts'
import { bodyDeadline, type LimitBodyTime } from './body-deadline.ts'
import { addCors, allowedOrigin } from './cors.ts'
import { addDocumentation } from './docs/add-documentation.ts'
import { serverErrors } from './errors.ts'
import { addFeast } from './feast/add-feast.ts'
import { handlers, type Handler } from './handlers.ts'
import { addKserve } from './inference/add-kserve.ts'
import { addOpenInference } from './inference/add-open-inference.ts'
import { addScoring } from './inference/add-scoring.ts'
import { addMlflow } from './mlflow/add-mlflow.ts'
import { secureHeaders } from './page-headers.ts'
import { mergeMetrics } from './workers/merge-metrics.ts'
import { addPages, nothingHere, pathOf } from './pages.ts'
import { bodyLimit, problemAnswer } from './problem-answer.ts'
import { quickPredictions, type TakesRequest } from './quick-predictions.ts'
import { plainAnswers } from './wire/answer-plain.ts'
import { answerPlainly, type PlainOptions } from './wire/plain-connections.ts'
import { addEvaluationPages } from './evaluation-pages.ts'
import { addMonitorPages } from './monitor-pages.ts'
import { addProfilePages } from './profile-pages.ts'
import { readInput } from './read-input.ts'
import { addRunStreams } from './run-streams.ts'
import type { ServerContext } from './server-context.ts'
import { addServiceImages } from './service-images.ts'
import { addServicePaths } from './service-paths.ts'

/** How it is kept from those who may not ask. */
interface Guarding {
  /** Undefined where everybody is answered who reaches it. */
  readonly ring: KeyRing | undefined
  readonly tls: TlsPair | undefined
  /** Whose pages may ask for predictions from a browser. */
  readonly origins: readonly string[]
  readonly accessLog: ((line: AccessLine) => void) | undefined
  /** How long a body may take to come in. */
  readonly bodyWithinMs?: number | undefined
}

/** The whole server but for its port: routes of the contract, services, documentation, pages. */
export function buildApp(
  context: ServerContext,
  { ring, tls, origins, accessLog, bodyWithinMs = 60_000 }: Guarding,
): FastifyInstance {
  const tell = accessLog === undefined ? undefined : accessTeller(accessLog)
  const quick = quickPredictions(context, { ring, tell })
  const limitBodyTime = bodyDeadline(context, bodyWithinMs)
  // What a key is asked for, told of, or encrypted goes the usual way.
  const isPlain = ring === undefined && tell === undefined && tls === undefined
  const plain = isPlain ? plainAnswers(context, keepAliveTimeout) : undefined
  const app = fastify({
    bodyLimit,
    logger: false,
    return503OnClosing: false,
    serverFactory: (handler) => listenWith({ limitBodyTime, quick, tls, plain }, handler),
  })
  if (accessLog !== undefined) addAccessLog(app, accessLog)
  addHooks(app, context, origins)
  if (origins.length > 0) addCors(app, origins)
  if (ring !== undefined) guardRequests(app, ring, { isEncrypted: tls !== undefined })
  addProblems(app, context)
  addRoutes(app, context)
  addServicePaths(app, context)
  addServiceImages(app, context)
  addMetrics(app, context)
  addOpenInference(app, context)
  addKserve(app, context)
  addScoring(app, context)
  addFeast(app, context)
  addMlflow(app, context)
  addRunStreams(app, context)
  addArtifactFiles(app, context.project)
  addEvaluationPages(app, context.project)
  addMonitorPages(app, context.project)
  addProfilePages(app, context.project)
  addDocumentation(app, context)
  addPages(app, context.project, context.services)
  return app
}

interface Listening {
  readonly limitBodyTime: LimitBodyTime
  readonly quick: TakesRequest
  readonly tls: TlsPair | undefined
  /** How plain requests are answered; undefined where none is. */
  readonly plain: PlainOptions | undefined
}

/** So long a connection on which nothing is asked is kept. */
const keepAliveTimeout = 72_000

function listenWith({ limitBodyTime, quick, tls, plain }: Listening, handler: RequestListener) {
  const listener: RequestListener = (request, response) => {
    limitBodyTime(request, response)
    if (!quick(request, response)) handler(request, response)
  }
  // How long a body may take is limited by what it is.
  const options = { keepAliveTimeout, requestTimeout: 0, headersTimeout: 60_000 }
  if (tls !== undefined) return createSecureServer({ ...options, ...tls }, listener)
  const server = createServer(options, listener)
  if (plain !== undefined) answerPlainly(server, plain)
  return server
}

function addHooks(
  app: FastifyInstance,
  { metrics, services }: ServerContext,
  origins: readonly string[],
): void {
  const served = new Set(services.all.map(({ service }) => service.name))

  app.addHook('onRequest', (request, reply, done) => {
    void reply.headers(secureHeaders)
    const isAllowed = allowedOrigin(request, origins) !== undefined
    const origin = isAllowed ? undefined : foreignOrigin(request)
    done(origin === undefined ? undefined : serverErrors.requestFromElsewhere({ origin }))
  })
  app.addHook('preValidation', ({ body }, _reply, done) => {
    if (isPlainBody(body)) assertShallow(body)
    done()
  })
  app.addHook('onSend', (_request, _reply, payload, done) => {
    done(null, typeof payload === 'string' ? maskHidden(payload) : payload)
  })
  app.addHook('onResponse', (request, reply, done) => {
    metrics.countRequest({
      method: request.method,
      route: routeOf(request, served),
      status: reply.statusCode,
      seconds: reply.elapsedTime / 1000,
    })
    done()
  })
}

/** What was read as JSON: no file, no stream. */
function isPlainBody(body: unknown): boolean {
  if (typeof body !== 'object' || body === null) return false
  return Array.isArray(body) || Object.getPrototypeOf(body) === Object.prototype
}

/**
 * Where a browser says that a page of somebody else wants to change something. (Reading is left to the
 * browser, which hands no answer of ours to such a page.)
 */
function foreignOrigin({ method, headers }: FastifyRequest): string | undefined {
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') return undefined
  const site = headers['sec-fetch-site']
  const { origin } = headers
  if (site !== undefined) {
    return site === 'same-origin' || site === 'none' ? undefined : (origin ?? 'elsewhere')
  }
  if (origin === undefined) return undefined
  return URL.canParse(origin) && new URL(origin).host === headers.host ? undefined : origin
}

/** The route with the name of the service in it; the number of routes is bounded, that of paths not. */
function routeOf(request: FastifyRequest, served: ReadonlySet<string>): string {
  const { url = 'none' } = request.routeOptions
  if (!url.startsWith('/services/:name')) return url
  const { name } = request.params as { name?: string }
  return name !== undefined && served.has(name) ? url.replace(':name', name) : url
}

function addProblems(app: FastifyInstance, context: ServerContext): void {
  app.setErrorHandler((thrown: FastifyError, request, reply) => {
    const told = { method: request.method, path: pathOf(request) }
    const { status, headers, text } = problemAnswer(context, thrown, told)
    return reply.code(status).headers(headers).send(Buffer.from(text))
  })
  app.setNotFoundHandler((request) => {
    throw nothingHere(request)
  })
}

function addRoutes(app: FastifyInstance, context: ServerContext): void {
  for (const [name, handler] of Object.entries(handlers)) {
    // A handler takes what its own route's schemas give: both have the same name.
    addRoute(app, context, routes[name as keyof typeof handlers], handler)
  }
}

function addRoute(
  app: FastifyInstance,
  context: ServerContext,
  route: Route,
  handler: Handler,
): void {
  app.route({
    method: route.method,
    url: route.path,
    handler: async (request, reply) => {
      const answer = await handler(context, readInput(route, request))
      void reply.header('cache-control', 'no-store').code(route.status ?? 200)
      return answer
    },
  })
}

function addMetrics(app: FastifyInstance, { metrics, tellAll }: ServerContext): void {
  app.get('/metrics', async (_request, reply) => {
    const all = await tellAll('metrics')
    const text = all.length === 1 ? await metrics.write() : await mergeMetrics(all)
    return reply.type(metrics.contentType).send(text)
  })
}
