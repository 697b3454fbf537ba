import { connect, type Socket } from 'node:net'
import { quantile } from './median.ts'

/** What to send, again and again, over how many connections that stay open. */
export interface Load {
  readonly host: string
  readonly port: number
  readonly path: string
  readonly body: string
  /** What the body is written in here, where it isn't text. */
  readonly encoding?: 'base64'
  /** Beside those of JSON, or in their place. */
  readonly headers?: Readonly<Record<string, string>>
  readonly connectionCount: number
  readonly durationMs: number
}

export interface LoadResult {
  readonly requestsPerSecond: number
  readonly medianMs: number
  readonly p99Ms: number
}

export interface SentLoad extends LoadResult {
  /** When the first was sent, by the machine's clock. */
  readonly startedAtMs: number
  /** How many were answered in each tenth of a second since. */
  readonly perTenth: readonly number[]
}

/**
 * Posts the body over each connection, the next request as soon as the last is answered. Reads just
 * enough of HTTP/1.1 to see where an answer ends: a client that did more would measure itself.
 * Throws at the first answer that is not 200.
 */
export async function sendLoad(load: Load): Promise<SentLoad> {
  const request = toRequest(load)
  const startedAtMs = Date.now()
  const startedAt = performance.now()
  const endsAt = startedAt + load.durationMs
  const perTenth: number[] = []
  const count = (now: number) => {
    const tenth = Math.floor((now - startedAt) / 100)
    perTenth[tenth] = (perTenth[tenth] ?? 0) + 1
  }
  const connections = Array.from({ length: load.connectionCount }, () =>
    sendUntil(connect(load.port, load.host), request, { endsAt, count }),
  )
  const latencies = (await Promise.all(connections)).flat()
  const tookSeconds = (performance.now() - startedAt) / 1000
  return {
    requestsPerSecond: latencies.length / tookSeconds,
    medianMs: quantile(latencies, 0.5),
    p99Ms: quantile(latencies, 0.99),
    startedAtMs,
    perTenth: Array.from(perTenth, (answered) => answered ?? 0),
  }
}

function toRequest({ host, port, path, body, encoding, headers }: Load): Buffer {
  const bytes = Buffer.from(body, encoding)
  const told = {
    host: `${host}:${port}`,
    'content-type': 'application/json',
    'content-length': bytes.length,
    ...headers,
  }
  const lines = Object.entries(told).map(([name, value]) => `${name}: ${value}`)
  const head = [`POST ${path} HTTP/1.1`, ...lines].join('\r\n')
  return Buffer.concat([Buffer.from(`${head}\r\n\r\n`), bytes])
}

function sendUntil(
  socket: Socket,
  request: Buffer,
  { endsAt, count }: { readonly endsAt: number; readonly count: (now: number) => void },
): Promise<number[]> {
  const latencies: number[] = []
  let sentAt = 0
  let received = Buffer.alloc(0)
  socket.setNoDelay(true)
  const send = () => {
    sentAt = performance.now()
    socket.write(request)
  }
  return new Promise((resolve, reject) => {
    socket.on('connect', send)
    socket.on('error', reject)
    socket.on('close', () => resolve(latencies))
    socket.on('data', (bytes) => {
      received = received.length === 0 ? bytes : Buffer.concat([received, bytes])
      const length = findAnswerLength(received)
      if (length === undefined || received.length < length) return
      if (!received.subarray(0, 12).equals(Buffer.from('HTTP/1.1 200'))) {
        socket.destroy(new Error(`The server answered:\n${received.toString()}`))
        return
      }
      received = received.subarray(length)
      const now = performance.now()
      latencies.push(now - sentAt)
      count(now)
      if (now < endsAt) send()
      else socket.end()
    })
  })
}

/** How many bytes the answer has in all, once its head is here. */
function findAnswerLength(received: Buffer): number | undefined {
  const headEnd = received.indexOf('\r\n\r\n')
  if (headEnd < 0) return undefined
  const head = received.toString('latin1', 0, headEnd)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`An answer without content-length:\n${head}`)
  return headEnd + 4 + Number(length)
}

// Run as a program: the load as JSON in, the result as JSON out.
if (import.meta.main) {
  const load = JSON.parse(process.argv[2] ?? '{}') as Load
  process.stdout.write(JSON.stringify(await sendLoad(load)))
}
