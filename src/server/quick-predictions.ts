import type { IncomingMessage, ServerResponse } from 'node:http'
import { maskHidden } from '../base/index.ts'
import type { OpenService } from '../serving/index.ts'
import type { RequestTold } from './access-log.ts'
import type { KeyRing } from './access/key-ring.ts'
import { tokenOf } from './access/token-of.ts'
import { askingOf } from './asking-of.ts'
import { inferText } from './inference/infer.ts'
import { secureHeaders } from './page-headers.ts'
import { bodyLimit, problemAnswer, type ProblemAnswer } from './problem-answer.ts'
import type { ServerContext } from './server-context.ts'

export interface QuickOptions {
  readonly ring: KeyRing | undefined
  /** Begins to tell of a request; what it gives is called at its end. */
  readonly tell: ((request: IncomingMessage, response: ServerResponse) => RequestTold) | undefined
}

/** Answers a request, or leaves it alone and says so. */
export type TakesRequest = (request: IncomingMessage, response: ServerResponse) => boolean

/**
 * The way that nearly all requests go: rows as JSON, sent by a program to a service. It says what the router would
 * say, and leaves to it what is rare: queries, pages of others, tables, bodies of unknown length.
 */
export function quickPredictions(context: ServerContext, options: QuickOptions): TakesRequest {
  const served = servedPaths(context)
  return (request, response) => {
    const open = served.get(request.url ?? '')
    if (open === undefined || !isPlain(request)) return false
    void answer({ context, options, open }, request, response)
    return true
  }
}

/** The services by the paths at which they predict. */
export function servedPaths({
  services,
}: Pick<ServerContext, 'services'>): ReadonlyMap<string, OpenService> {
  return new Map(services.all.map((open) => [pathOf(open), open]))
}

function pathOf({ service }: OpenService): string {
  return `/services/${service.name}/predict`
}

function isPlain({ method, headers }: IncomingMessage): boolean {
  const length = Number(headers['content-length'] ?? Number.NaN)
  return (
    method === 'POST' &&
    headers['content-type']?.startsWith('application/json') === true &&
    length > 0 &&
    length <= bodyLimit &&
    headers.origin === undefined &&
    headers['sec-fetch-site'] === undefined &&
    headers['content-encoding'] === undefined &&
    headers.expect === undefined
  )
}

interface Quick {
  readonly context: ServerContext
  readonly options: QuickOptions
  readonly open: OpenService
}

async function answer(
  { context, options: { ring, tell }, open }: Quick,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const startedAt = performance.now()
  const told = tell?.(request, response)
  const path = pathOf(open)
  try {
    const body = readBody(request)
    await ring?.admit(tokenOf(request.headers), { predict: open.service.name })
    const bytes = await body
    if (bytes === undefined) return
    const asking = askingOf(request.headers, request.socket.remoteAddress ?? '')
    const text = await inferText(context.inference, open, bytes.toString(), asking)
    send(context, response, { status: 200, headers: jsonHeaders, text: maskHidden(text) })
  } catch (error) {
    send(context, response, problemAnswer(context, error, { method: 'POST', path }))
  }
  const tookMs = performance.now() - startedAt
  const { statusCode: status } = response
  context.metrics.countRequest({ method: 'POST', route: path, status, seconds: tookMs / 1000 })
  told?.(status, tookMs)
}

/** Undefined where the client went away before all was there. */
function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const parts: Buffer[] = []
  return new Promise((resolve) => {
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => resolve(parts.length === 1 ? parts[0] : Buffer.concat(parts)))
    request.on('error', () => resolve(undefined))
    request.on('close', () => resolve(undefined))
  })
}

export const jsonHeaders = { ...secureHeaders, 'content-type': 'application/json; charset=utf-8' }

function send(
  { ending }: ServerContext,
  response: ServerResponse,
  { status, headers, text }: ProblemAnswer,
): void {
  const length = Buffer.byteLength(text)
  const own = { ...headers, 'content-length': length }
  response.writeHead(status, ending.aborted ? { ...own, connection: 'close' } : own)
  // Of letters that all are of one byte nothing need be converted.
  response.end(text, length === text.length ? 'latin1' : 'utf8')
}
