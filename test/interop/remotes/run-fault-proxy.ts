import { once } from 'node:events'
import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { TestContext } from 'node:test'

/** What befalls a request on its way to the server, or its answer. */
export type Fault =
  | { readonly kind: 'answer'; readonly status: number; readonly body: string }
  /** The connection ends before an answer. */
  | { readonly kind: 'drop' }
  /** The answer's body ends after so many bytes. */
  | { readonly kind: 'cut'; readonly afterBytes: number }
  /** The answer's first byte is another. */
  | { readonly kind: 'lie' }

export type ChooseFault = (met: IncomingMessage) => Fault | undefined

export interface FaultProxy {
  readonly url: string
  /** From now on. */
  choose: ChooseFault
  /** What came by, as `PUT /bucket/key?query`. */
  readonly seen: string[]
}

/** Stands before a server, and does to requests what `choose` says. */
export async function runFaultProxy(t: TestContext, server: string): Promise<FaultProxy> {
  const seen: string[] = []
  const front = createServer((met, answer) => {
    seen.push(`${met.method ?? ''} ${met.url ?? ''}`)
    pass(server, met, answer, proxy.choose(met))
  }).listen(0, '127.0.0.1')
  await once(front, 'listening')
  t.after(() => {
    front.close()
    front.closeAllConnections()
  })
  const { port } = front.address() as AddressInfo
  const proxy: FaultProxy = { url: `http://127.0.0.1:${port}`, choose: () => undefined, seen }
  return proxy
}

function pass(
  server: string,
  met: IncomingMessage,
  answer: ServerResponse,
  fault: Fault | undefined,
): void {
  if (fault?.kind === 'drop') {
    met.socket.destroy()
    return
  }
  if (fault?.kind === 'answer') {
    met.resume().on('end', () => {
      answer.writeHead(fault.status, { 'content-type': 'application/xml' }).end(fault.body)
    })
    return
  }
  const { method = 'GET', headers } = met
  const onward = request(new URL(met.url ?? '/', server), { method, headers }, (found) => {
    answer.writeHead(found.statusCode ?? 500, found.headers)
    let sent = 0
    found.on('data', (chunk: Buffer) => {
      if (fault?.kind === 'lie' && sent === 0) chunk[0] = (chunk[0] ?? 0) ^ 1
      const left = fault?.kind === 'cut' ? fault.afterBytes - sent : chunk.length
      answer.write(chunk.subarray(0, left))
      sent += chunk.length
      if (left <= chunk.length && fault?.kind === 'cut') {
        found.destroy()
        // What was written goes out first; then nothing more does.
        setImmediate(() => answer.destroy())
      }
    })
    found.on('end', () => answer.end())
  })
  onward.on('error', () => met.socket.destroy())
  met.pipe(onward)
}
