import { once } from 'node:events'
import { createServer, type AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { GroupStatisticsReply } from '../api/index.ts'
import type { PipelineEvent, PipelineResult } from '../pipelines/index.ts'
import { serviceCounter } from '../monitoring/index.ts'
import type { ClientWaits } from '../serving/index.ts'
import { packageVersion, type OpenedProject } from '../project/index.ts'
import type { AccessLine } from './access-log.ts'
import { keyRing } from './access/key-ring.ts'
import { readTls } from './access/read-tls.ts'
import { buildApp } from './build-app.ts'
import { serverErrors } from './errors.ts'
import type { GrpcServer } from './inference/grpc/start-grpc-server.ts'
import { startInferenceGrpc, type GrpcOptions } from './inference/grpc/start-inference-grpc.ts'
import { inferenceContext } from './inference/inference-context.ts'
import { inferenceStatistics } from './inference/inference-statistics.ts'
import { keepLast } from './keep-last.ts'
import { accessOf, type Access, type ListenOptions } from './listen-options.ts'
import { openServices, type OpenServices } from './open-services.ts'
import { pipelineRunner, type PipelineRunner } from './pipeline-runner.ts'
import { runNews } from './run-news.ts'
import type { ServerContext } from './server-context.ts'
import { serverMetrics } from './server-metrics.ts'
import type { Knowledge, TellAll, TellOwn } from './workers/worker-messages.ts'
import { keepCounting } from './keep-counting.ts'
import { serviceTraffic } from './service-traffic.ts'

export interface ServerOptions extends ListenOptions {
  /** Takes a line of each request. */
  readonly accessLog?: ((line: AccessLine) => void) | undefined
  /** Several processes listen at the same port: the first of them, or one that comes beside it. */
  readonly sharing?: 'first' | 'beside'
  /** What all processes know that answer; this one is alone if it is absent. */
  readonly tellAll?: TellAll
  /** Counts what clients ask, for all processes. */
  readonly clientWaits?: ClientWaits
  /** How long a body may take to come in; a minute if it is absent. */
  readonly bodyWithinMs?: number
  /** Closes the server as `close` does. */
  readonly signal?: AbortSignal
  /** Called after each pipeline run, once the services have gone over to what it made. */
  readonly afterRun?: (result: PipelineResult) => Promise<void>
  readonly onPipelineEvent?: (event: PipelineEvent) => void
}

export interface RunningServer {
  /** `http://127.0.0.1:4300` */
  readonly url: string
  readonly port: number
  /** Where gRPC is spoken, if it is. */
  readonly grpcPort: number | undefined
  readonly access: Access
  readonly services: OpenServices
  readonly runner: PipelineRunner
  /** What this process knows. */
  readonly tellOwn: TellOwn
  /** Resolves when it has been closed and all that it had begun is over. */
  readonly closed: Promise<void>
  /** Answers what has come in, cancels pipelines that run, ends the journals. */
  close(): Promise<void>
}

/**
 * Serves a project: API, services, documentation, metrics, dashboard, sites. Throws `portTaken`,
 * `addressNotUsable` or `certificateNotReadable`.
 */
export async function startServer(
  project: OpenedProject,
  options: ServerOptions = {},
): Promise<RunningServer> {
  const { port = 4300, grpcPort, host = '127.0.0.1', signal, afterRun, onPipelineEvent } = options
  const tls = await readTls(options.tls)
  const ending = new AbortController()
  const services = await openServices(project, { clientWaits: options.clientWaits })
  const inferred = inferenceStatistics()
  const traffic = serviceTraffic(() => project.now().getTime())
  const minutes = serviceCounter(project)
  const metrics = serverMetrics(project, services, inferred, traffic, minutes)
  async function tellOwn<About extends keyof Knowledge>(about: About): Promise<Knowledge[About]> {
    const own = { metrics: metrics.count, inferred: inferred.list, traffic: traffic.spans }
    return (await own[about]()) as Knowledge[About]
  }
  const news = runNews()
  const runner = pipelineRunner(project, {
    signal: ending.signal,
    onEvent: (event) => {
      news.publish(event)
      onPipelineEvent?.(event)
    },
    async afterRun(result) {
      metrics.countRun(result)
      await services.refresh()
      await afterRun?.(result)
    },
  })
  const version = await packageVersion()
  const startedAt = project.now()
  const statistics = keepLast<GroupStatisticsReply>(50)
  const inference = inferenceContext(services, {
    statistics: inferred,
    metrics,
    now: project.now,
  })
  const shared = {
    project,
    services,
    runner,
    news,
    metrics,
    inference,
    statistics,
    version,
    startedAt,
  }
  const context: ServerContext = {
    ...shared,
    tellAll: options.tellAll ?? (async (about) => [await tellOwn(about)]),
    ending: ending.signal,
  }
  const access = accessOf(options)
  const ring = access === 'keys' ? keyRing(project) : undefined
  const app = buildApp(context, {
    ring,
    tls,
    origins: options.origins ?? [],
    accessLog: options.accessLog,
    bodyWithinMs: options.bodyWithinMs,
  })
  await listen(app, { port, host, sharing: options.sharing })
  const grpc =
    grpcPort === undefined
      ? undefined
      : await listenGrpc(app, context, { port: grpcPort, host, ring, tls })
  const following = services.startFollowing(ending.signal)
  const counting = keepCounting(project, { services, minutes, signal: ending.signal })

  const closed = Promise.withResolvers<void>()
  let isClosing = false
  function close(): Promise<void> {
    if (!isClosing) {
      isClosing = true
      ending.abort()
      end().then(closed.resolve, closed.reject)
    }
    return closed.promise
  }
  async function end(): Promise<void> {
    await Promise.all([closeApp(app), grpc?.close()])
    await runner.drain()
    await Promise.all([following, counting])
    await services.close()
  }
  signal?.addEventListener('abort', () => void close(), { once: true })
  if (signal?.aborted === true) void close()

  const { port: actual } = app.server.address() as AddressInfo
  const name = host.includes(':') ? `[${host}]` : host
  return {
    url: `${tls === undefined ? 'http' : 'https'}://${name}:${actual}`,
    port: actual,
    grpcPort: grpc?.port,
    access,
    services,
    runner,
    tellOwn,
    closed: closed.promise,
    close,
  }
}

async function listen(
  app: FastifyInstance,
  { port, host, sharing }: { port: number; host: string; sharing: ServerOptions['sharing'] },
): Promise<void> {
  try {
    if (sharing === 'first') await assertFree(port, host)
    await app.listen({ port, host, ...(sharing === undefined ? {} : { reusePort: true }) })
  } catch (error) {
    await app.close()
    throw toListenError(error, port, host)
  }
}

/** Else it would be shared with whoever shares his, and each would answer for the other. */
async function assertFree(port: number, host: string): Promise<void> {
  const probe = createServer()
  probe.listen({ port, host, exclusive: true })
  await once(probe, 'listening')
  probe.close()
  await once(probe, 'close')
}

function toListenError(error: unknown, port: number, host: string) {
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'EADDRINUSE'
    ? serverErrors.portTaken({ port, host }, error)
    : serverErrors.addressNotUsable({ port, host, problem: message }, error)
}

/** Where that fails, nothing listens. */
async function listenGrpc(
  app: FastifyInstance,
  context: ServerContext,
  options: GrpcOptions,
): Promise<GrpcServer> {
  try {
    return await startInferenceGrpc(context, options)
  } catch (error) {
    await app.close()
    throw toListenError(error, options.port, options.host)
  }
}

const patienceMs = 5000

/**
 * Answers what has come in. A browser keeps connections open that it has never used, and they don't
 * count as idle: they are let go after a while.
 */
async function closeApp(app: FastifyInstance): Promise<void> {
  const idle = setInterval(() => app.server.closeIdleConnections(), 50)
  const rest = setTimeout(() => app.server.closeAllConnections(), patienceMs)
  try {
    await app.close()
  } finally {
    clearInterval(idle)
    clearTimeout(rest)
  }
}
