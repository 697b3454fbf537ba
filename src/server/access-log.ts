import { randomBytes } from 'node:crypto'
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { maskSecrets } from '../base/index.ts'
import { askingOf } from './asking-of.ts'
import { traceOf } from './trace.ts'

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

/** To be called when a request has been answered. */
export type RequestTold = (status: number, tookMs: number) => void

/** Begins to tell a request, and carries the trace on that it came with (W3C Trace Context). */
export function accessTeller(write: (line: AccessLine) => void) {
  return (request: IncomingMessage, response: ServerResponse): RequestTold => {
    const { method = '', url = '', headers, socket } = request
    const trace = traceOf(headers['traceparent']?.toString(), randomBytes)
    response.setHeader('traceresponse', `00-${trace.traceId}-${trace.spanId}-01`)
    const address = socket.remoteAddress ?? ''
    return (status, tookMs) => {
      const { client = address } = askingOf(headers, address)
      write({
        at: new Date().toISOString(),
        method,
        path: maskSecrets(url.split('?', 1)[0] ?? '/'),
        status,
        tookMs: Math.round(tookMs * 1000) / 1000,
        // A key is told apart by the beginning of its digest.
        client: client.slice(0, 16),
        ...trace,
      })
    }
  }
}

/** Tells every request that the router handles as it ends. */
export function addAccessLog(app: FastifyInstance, write: (line: AccessLine) => void): void {
  const tell = accessTeller(write)
  const told = new WeakMap<FastifyRequest, RequestTold>()
  app.addHook('onRequest', (request, reply, done) => {
    told.set(request, tell(request.raw, reply.raw))
    done()
  })
  app.addHook('onResponse', (request, reply, done) => {
    told.get(request)?.(reply.statusCode, reply.elapsedTime)
    done()
  })
}
