import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../src/base/index.ts'
import { fuzzRequests, type ApiDocument } from './fuzz-requests.ts'
import { refreshTides, startTides } from './tide-project.ts'

/** `SWELL_FUZZ_REQUESTS=50000` for more of them, `SWELL_FUZZ_SEED` for others. */
const requestCount = Number(process.env['SWELL_FUZZ_REQUESTS'] ?? 2000)
const seed = process.env['SWELL_FUZZ_SEED'] ?? 'fuzz'
const atOnce = 8

test('whatever is sent to any route, it is no fault of the server, and it goes on answering', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const response = await fetch(`${server.url}/docs/openapi.json`)
  const document = (await response.json()) as ApiDocument
  // A model that was unloaded is rightly answered with 503.
  const operations = Object.entries(document.paths)
    .filter(([path]) => !path.endsWith('/unload'))
    .flatMap(([path, own]) => Object.keys(own).map((method) => ({ method, path })))
  const known = [
    'tide',
    'tides',
    'level',
    'almanac',
    'gauges',
    'galway',
    '1',
    'champion',
    '2026-03-01',
  ]
  const make = fuzzRequests(document, seededRandom(seed), known)
  const requests = Array.from({ length: requestCount }, (_, at) => {
    const operation = operations[at % operations.length]
    assert.ok(operation !== undefined)
    return make(operation)
  })
  const faults: unknown[] = []
  const waiting = requests.values()
  const clients = Array.from({ length: atOnce }, async () => {
    for (const { method, path, headers, body } of waiting) {
      const { status, body: answer } = await fetch(`${server.url}${path}`, {
        method,
        headers,
        ...(body === undefined ? {} : { body }),
        redirect: 'manual',
      })
      if (status >= 500) faults.push({ status, method, path, headers, body })
      // Some go on telling for as long as somebody listens.
      await answer?.cancel()
    }
  })
  await Promise.all(clients)
  assert.deepEqual(faults, [])
  const asked = await fetch(`${server.url}/services/tide/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ port: 'galway' }),
  })
  assert.equal(asked.status, 200)
})
