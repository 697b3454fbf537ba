import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { maskSecrets } from '../base/index.ts'
import { askingOf } from './asking-of.ts'
import { pathOf } from './pages.ts'
import { traceOf, type Trace } from './trace.ts'

/** One request, as a line of an access log tells it. */
export interface AccessLine {
  readonly at: string
  readonly method: string
  readonly path: string
  readonly status: number
  readonly tookMs: number
  readonly client: string
  readonly traceId: string
  readonly spanId: string
  /** Of the caller, where it told one. */
  readonly parentSpanId?: string
}

/** Tells every request as it ends, and carries the trace on that it came with (W3C Trace Context). */
export function addAccessLog(app: FastifyInstance, write: (line: AccessLine) => void): void {
  const traces = new WeakMap<FastifyRequest, Trace>()
  app.addHook('onRequest', (request, reply, done) => {
    const trace = traceOf(request.headers['traceparent']?.toString(), randomBytes)
    traces.set(request, trace)
    void reply.header('traceresponse', `00-${trace.traceId}-${trace.spanId}-01`)
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    const trace = traces.get(request)
    if (trace !== undefined) {
      const { client = request.ip } = askingOf(request.headers, request.ip)
      write({
        at: new Date().toISOString(),
        method: request.method,
        path: maskSecrets(pathOf(request)),
        status: reply.statusCode,
        tookMs: Math.round(reply.elapsedTime * 1000) / 1000,
        // A key is told apart by the beginning of its digest.
        client: client.slice(0, 16),
        ...trace,
      })
    }
    done()
  })
}
