import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { TestContext } from 'node:test'

export interface HeardRequest {
  readonly headers: IncomingMessage['headers']
  readonly body: string
}

/** A webhook's receiver that answers with these statuses in turn, then with 200. */
export async function startReceiver(
  t: TestContext,
  statuses: number[] = [],
): Promise<{ url: string; heard: HeardRequest[] }> {
  const heard: HeardRequest[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push({ headers: request.headers, body })
      response.writeHead(statuses.shift() ?? 200).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}/`, heard }
}
