import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { sendLoad } from '../../bench/load-client.ts'

test('each connection sends the body again and again, and every answer is counted', async (t) => {
  const bodies: string[] = []
  const port = await listen(t, (body) => {
    bodies.push(body)
    return { status: 200, text: 'é'.repeat(50_000) }
  })
  const load = { host: '127.0.0.1', port, path: '/', body: '{"a":"é"}', connectionCount: 3 }
  const result = await sendLoad({ ...load, durationMs: 1 })
  assert.ok(bodies.length >= 3)
  assert.deepEqual(new Set(bodies), new Set(['{"a":"é"}']))
  assert.ok(result.requestsPerSecond > 0)
  assert.ok(result.medianMs <= result.p99Ms)
})

test('an answer that is not 200 ends the load with what the server said', async (t) => {
  const port = await listen(t, () => ({ status: 422, text: 'no such beach' }))
  const load = { host: '127.0.0.1', port, path: '/', body: '{}', connectionCount: 1 }
  await assert.rejects(sendLoad({ ...load, durationMs: 1 }), /no such beach/)
})

async function listen(
  t: { after: (end: () => void) => void },
  answer: (body: string) => { status: number; text: string },
): Promise<number> {
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      const { status, text } = answer(body)
      response.writeHead(status, { 'content-length': Buffer.byteLength(text) }).end(text)
    })
  })
  t.after(() => server.close())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}
