import http from 'node:http'
import https from 'node:https'
import { buffer } from 'node:stream/consumers'

export interface HttpQuestion {
  readonly method: string
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: Uint8Array
  /** How long nothing may come or go on the connection. */
  readonly silenceMs?: number
  readonly signal?: AbortSignal
}

export interface HttpAnswer {
  readonly status: number
  /** Of a head's name in small letters. */
  readonly head: (name: string) => string | undefined
  readonly chunks: AsyncIterable<Uint8Array>
  /** The whole body. */
  readonly bytes: () => Promise<Uint8Array>
  readonly text: () => Promise<string>
  /** Leaves the body where it is. */
  readonly leave: () => void
}

/** Connections are kept for the next question; idle ones don't keep the process. */
const agents: { plain?: http.Agent; secure?: https.Agent } = {}

function agentFor(isSecure: boolean): http.Agent {
  return isSecure
    ? (agents.secure ??= new https.Agent({ keepAlive: true }))
    : (agents.plain ??= new http.Agent({ keepAlive: true }))
}

/**
 * Asks over HTTP, and follows no redirect. Where nothing comes for too long it ends with an error that is
 * called `SilenceError`. Not by `fetch`: that of Node 24 ends the process, past every catch, where a server
 * ends the connection in the middle of a body that is read slowly (nodejs/undici#5360).
 */
export async function exchange(question: HttpQuestion): Promise<HttpAnswer> {
  const { method, url, headers, body, silenceMs = 60_000, signal } = question
  const isSecure = url.protocol === 'https:'
  const answer = await new Promise<http.IncomingMessage>((resolve, reject) => {
    const asked = (isSecure ? https : http).request(url, {
      method,
      headers: body === undefined ? headers : { ...headers, 'content-length': String(body.length) },
      agent: agentFor(isSecure),
      timeout: silenceMs,
      ...(signal === undefined ? {} : { signal }),
    })
    let talk: http.ClientRequest | http.IncomingMessage = asked
    asked.on('response', (response) => {
      talk = response
      resolve(response)
    })
    asked.on('error', reject)
    asked.on('timeout', () => talk.destroy(silence(silenceMs)))
    asked.end(body)
  })
  return {
    status: answer.statusCode ?? 0,
    head: (name) => answer.headersDistinct[name]?.join(', '),
    chunks: answer,
    bytes: () => buffer(answer),
    text: async () => (await buffer(answer)).toString('utf8'),
    leave: () => void answer.destroy(),
  }
}

function silence(ms: number): Error {
  const error = new Error(`nothing came for ${ms / 1000} s`)
  error.name = 'SilenceError'
  return error
}
