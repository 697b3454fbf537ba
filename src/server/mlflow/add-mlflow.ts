import type { FastifyError, FastifyInstance } from 'fastify'
import { isSwellError } from '../../base/index.ts'
import { trainablesOf, type OpenedProject } from '../../project/index.ts'
import { sqlModelNotes } from '../../registry/index.ts'
import {
  sqlExperimentStore,
  sqlLoggedFiles,
  sqlLoggedModelStore,
  sqlLoggedRunStore,
} from '../../tracking/index.ts'
import { serverErrors } from '../errors.ts'
import { pathOf } from '../pages.ts'
import { promoteByAlias } from '../promote.ts'
import { addArtifactProxy } from './add-artifact-proxy.ts'
import { artifactEndpoints } from './artifact-endpoints.ts'
import type { MlflowDeps, MlflowEndpoint } from './endpoint.ts'
import { mlflowErrors } from './errors.ts'
import { experimentEndpoints } from './experiment-endpoints.ts'
import { isRecord } from '../is-record.ts'
import type { Fields } from './fields.ts'
import { logEndpoints } from './log-endpoints.ts'
import { loggedModelEndpoints } from './logged-model-endpoints.ts'
import { modelVersionEndpoints } from './model-version-endpoints.ts'
import { registeredModelEndpoints } from './registered-model-endpoints.ts'
import { runEndpoints } from './run-endpoints.ts'
import { toMlflowError } from './to-mlflow-error.ts'
import { webhookEndpoints } from './webhook-endpoints.ts'

const endpoints: readonly MlflowEndpoint[] = [
  ...experimentEndpoints,
  ...runEndpoints,
  ...logEndpoints,
  ...artifactEndpoints,
  ...loggedModelEndpoints,
  ...registeredModelEndpoints,
  ...modelVersionEndpoints,
  ...webhookEndpoints,
]

/** A dataset's profile may have 16 MB. */
const bodyLimit = 20_000_000

/** Clients from 3.4 on would send traces in a form that we don't read yet. */
const spokenVersion = '3.3.0'

/** MLflow's tracking interface: its clients log to us by an address. */
export function addMlflow(
  app: FastifyInstance,
  { project }: { readonly project: OpenedProject },
): void {
  const session = project.database
  const deps: MlflowDeps = {
    experiments: sqlExperimentStore({ session, now: project.now }),
    runs: sqlLoggedRunStore({ session, now: project.now }),
    files: sqlLoggedFiles(session),
    blobs: project.blobs,
    database: session,
    loggedModels: sqlLoggedModelStore({ session, now: project.now }),
    models: project.models,
    notes: sqlModelNotes(project),
    isDefined: (name) => trainablesOf(project.definition).some((model) => model.name === name),
    promote: (asked) => promoteByAlias(project, asked),
    now: project.now,
    environment: project.environment,
  }
  const onDefect = (text: string) => project.log.error(text)
  app.get('/version', async (_request, reply) => reply.type('text/plain').send(spokenVersion))
  for (const base of ['/api', '/ajax-api']) {
    for (const major of ['2.0', '3.0']) {
      app.register(
        (inner, _options, done) => {
          addErrors(inner, onDefect)
          addEndpoints(inner, deps)
          done()
        },
        { prefix: `${base}/${major}/mlflow` },
      )
      app.register(
        (inner, _options, done) => {
          addErrors(inner, onDefect)
          addArtifactProxy(inner, deps)
          done()
        },
        { prefix: `${base}/${major}/mlflow-artifacts` },
      )
    }
  }
}

function addEndpoints(app: FastifyInstance, deps: MlflowDeps): void {
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, text, done) => {
    try {
      done(null, text === '' ? {} : parseJson(String(text)))
    } catch (error) {
      done(error instanceof Error ? error : new Error(String(error)))
    }
  })
  for (const { method, path, bodyLimit: own = bodyLimit, answer } of endpoints) {
    app.route({
      method,
      url: path,
      bodyLimit: own,
      handler: async ({ query, body, params }) =>
        answer(deps, toFields(method === 'GET' ? query : body, params)),
    })
  }
  app.get('/server-info', () => ({ store_type: 'SqlStore', workspaces_enabled: false }))
}

/** Old clients put the message into a text once more. */
function toFields(message: unknown, params: unknown): Fields {
  const values = typeof message === 'string' ? parseJson(message) : (message ?? {})
  if (!isRecord(values)) throw serverErrors.bodyNotJson({ problem: 'it is not an object' })
  return { values: isRecord(params) ? { ...values, ...params } : values, place: '' }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch (error) {
    throw serverErrors.bodyNotJson({ problem: String(error) }, error)
  }
}

function addErrors(app: FastifyInstance, onDefect: (text: string) => void): void {
  app.setErrorHandler((thrown: FastifyError, request, reply) => {
    const error = toOwnError(thrown, request.routeOptions.bodyLimit)
    const { status, body } = toMlflowError(error)
    if (!isSwellError(error)) {
      onDefect(`${request.method} ${request.url}: ${thrown.stack ?? thrown.message}`)
    }
    return reply.code(status).send(body)
  })
  app.all('/*', { bodyLimit }, (request) => {
    throw mlflowErrors.mlflowEndpointNotFound({ method: request.method, path: pathOf(request) })
  })
}

/** What the HTTP library refuses before we see it. */
function toOwnError(error: FastifyError, limitBytes = bodyLimit): Error {
  switch (error.code) {
    case 'FST_ERR_CTP_BODY_TOO_LARGE':
      return serverErrors.bodyTooLarge({ limitBytes }, error)
    case 'FST_ERR_CTP_INVALID_MEDIA_TYPE':
      return mlflowErrors.mlflowContentType({}, error)
    case 'FST_ERR_CTP_INVALID_CONTENT_LENGTH':
      return serverErrors.bodyNotJson({ problem: error.message }, error)
    default:
      return error
  }
}
