import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startServer, type AccessLine } from '../../src/server/index.ts'
import { traceOf } from '../../src/server/trace.ts'
import { openTides } from './tide-project.ts'

test('each request is a line with status, time, client and the trace that it came with', async (t) => {
  const lines: AccessLine[] = []
  const { promise: told, resolve } = Promise.withResolvers<void>()
  const server = await startServer(await openTides(t), {
    port: 0,
    accessLog: (line) => {
      lines.push(line)
      if (lines.length === 2) resolve()
    },
  })
  t.after(() => server.close())
  const traceId = '4bf92f3577b34da6a3ce929d0e0e4736'
  // It takes no query, and says so.
  const traced = await fetch(`${server.url}/api/v1/health?token=secret`, {
    headers: { traceparent: `00-${traceId}-00f067aa0ba902b7-01` },
  })
  await fetch(`${server.url}/services/none/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-api-key': 'swk_secret' },
    body: '{}',
  })
  await told
  const [health, refused] = lines
  assert.deepEqual(
    [health?.method, health?.path, health?.status, health?.client, health?.traceId],
    ['GET', '/api/v1/health', 400, '127.0.0.1', traceId],
  )
  assert.equal(health?.parentSpanId, '00f067aa0ba902b7')
  assert.equal(traced.headers.get('traceresponse'), `00-${traceId}-${health.spanId}-01`)
  assert.deepEqual([refused?.path, refused?.status], ['/services/none/predict', 404])
  assert.doesNotMatch(JSON.stringify(lines), /secret/)
  assert.match(refused?.client ?? '', /^[\da-f]{16}$/)
  assert.ok(health.tookMs >= 0 && health.at > '2026')
})

const wrong = [
  undefined,
  '',
  '00-0-0-01',
  '00-00000000000000000000000000000000-00f067aa0ba902b7-01',
  '00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01',
  'ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01',
  '00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01',
]
test('a trace that can not be read is begun anew', () => {
  for (const header of wrong) {
    const trace = traceOf(header, (count) => Buffer.alloc(count, 7))
    assert.deepEqual(trace, { traceId: '07'.repeat(16), spanId: '07'.repeat(8) }, header)
  }
  const later = '01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00-more'
  assert.equal(traceOf(later, (count) => Buffer.alloc(count, 7)).parentSpanId, '00f067aa0ba902b7')
})
