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
import { addPages, nothingHere, pathOf } from './pages.ts'
import { bodyLimit, problemAnswer } from './problem-answer.ts'
import { quickPredictions, type TakesRequest } from './quick-predictions.ts'
import { addEvaluationPages } from './evaluation-pages.ts'
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
}

/** The whole server but for its port: routes of the contract, services, documentation, pages. */
export function buildApp(
  context: ServerContext,
  { ring, tls, origins, accessLog }: Guarding,
): FastifyInstance {
  const tell = accessLog === undefined ? undefined : accessTeller(accessLog)
  const quick = quickPredictions(context, { ring, tell })
  const app = fastify({
    bodyLimit,
    logger: false,
    return503OnClosing: false,
    serverFactory: (handler) => listenWith(quick, handler as RequestListener, tls),
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
  addProfilePages(app, context.project)
  addDocumentation(app, context)
  addPages(app, context.project, context.services)
  return app
}

function listenWith(quick: TakesRequest, handler: RequestListener, tls: TlsPair | undefined) {
  const listener: RequestListener = (request, response) => {
    if (!quick(request, response)) handler(request, response)
  }
  return tls === undefined ? createServer(listener) : createSecureServer(tls, listener)
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

function addMetrics(app: FastifyInstance, { metrics }: ServerContext): void {
  app.get('/metrics', async (_request, reply) =>
    reply.type(metrics.contentType).send(await metrics.write()),
  )
}
