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
 * enough of HTTP/1.1 to see where an answer ends, always into the same memory: a client that did more would measure
 * itself. Throws at the first answer that is not 200.
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
    sendUntil(load, request, { endsAt, count }),
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
  { host, port }: Load,
  request: Buffer,
  { endsAt, count }: { readonly endsAt: number; readonly count: (now: number) => void },
): Promise<number[]> {
  const latencies: number[] = []
  let sentAt = 0
  /** What came of a head that isn't whole. */
  let head = Buffer.alloc(0)
  let missingBytes = 0

  function send(socket: Socket): void {
    sentAt = performance.now()
    socket.write(request)
  }

  function hear(socket: Socket, bytes: Buffer): void {
    if (missingBytes > 0) missingBytes -= bytes.length
    else {
      const text = head.length === 0 ? bytes : Buffer.concat([head, bytes])
      const length = findAnswerLength(text)
      head = length === undefined ? Buffer.from(text) : Buffer.alloc(0)
      if (length === undefined) return
      missingBytes = length - text.length
    }
    if (missingBytes === 0) answered(socket)
  }

  function answered(socket: Socket): void {
    const now = performance.now()
    latencies.push(now - sentAt)
    count(now)
    if (now < endsAt) send(socket)
    else socket.end()
  }

  return new Promise((resolve, reject) => {
    const socket = connect({
      host,
      port,
      noDelay: true,
      onread: {
        buffer: receivedBytes,
        callback(byteCount, bytes) {
          try {
            hear(socket, Buffer.from(bytes.buffer, bytes.byteOffset, byteCount))
          } catch (error) {
            socket.destroy(error instanceof Error ? error : new Error(String(error)))
          }
          return true
        },
      },
    })
    socket.on('connect', () => send(socket))
    socket.on('error', reject)
    socket.on('close', () => resolve(latencies))
  })
}

/** What came last, on whichever connection. */
const receivedBytes = Buffer.allocUnsafeSlow(2 ** 18)

const ok = Buffer.from('HTTP/1.1 200')
const headEnd = Buffer.from('\r\n\r\n')
let knownHead = Buffer.alloc(0)
let knownLength = 0

/** How many bytes the answer has in all, once its head is here, which mostly is that of the answer before. */
function findAnswerLength(received: Buffer): number | undefined {
  const isKnown = knownLength > 0 && received.subarray(0, knownHead.length).equals(knownHead)
  if (isKnown) return knownLength
  const end = received.indexOf(headEnd)
  if (end < 0) return undefined
  if (!received.subarray(0, ok.length).equals(ok)) {
    throw new Error(`The server answered:\n${received.toString()}`)
  }
  const head = received.toString('latin1', 0, end)
  const length = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`An answer without content-length:\n${head}`)
  knownHead = Buffer.from(received.subarray(0, end + headEnd.length))
  knownLength = end + headEnd.length + Number(length)
  return knownLength
}

// Run as a program: the load as JSON in, the result as JSON out.
if (import.meta.main) {
  const load = JSON.parse(process.argv[2] ?? '{}') as Load
  process.stdout.write(JSON.stringify(await sendLoad(load)))
}
