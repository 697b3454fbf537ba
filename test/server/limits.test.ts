import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { defineService } from '../../src/index.ts'
import { startServer } from '../../src/server/index.ts'
import type { ServiceLimits } from '../../src/serving/index.ts'
import { openTides, refreshTides, startTides } from './tide-project.ts'

async function startLimited(t: TestContext, limits: ServiceLimits) {
  const opened = await openTides(t)
  const [service] = opened.definition.services
  assert.ok(service !== undefined)
  const limited = defineService({ ...service, limits })
  const definition = { ...opened.definition, services: [limited] }
  return startTides(t, { ...opened, definition })
}

function post(
  url: string,
  headers: Readonly<Record<string, string>> = {},
  body: unknown = { port: 'galway' },
): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
}

test('a client that asks too often is told when to come again, whatever it asks by, and others are not', async (t) => {
  const server = await startLimited(t, { perClient: { perSecond: 0.001, burst: 2 } })
  await refreshTides(server)
  const { url } = server
  const predict = `${url}/services/tide/predict`
  assert.deepEqual([(await post(predict)).status, (await post(predict)).status], [200, 200])
  const refused = await post(predict)
  assert.equal(refused.status, 429)
  const seconds = Number(refused.headers.get('retry-after'))
  assert.ok(seconds > 500 && seconds <= 1000, `${seconds}`)
  const { code } = (await refused.json()) as { code: string }
  assert.equal(code, 'serving.tooManyRequests')
  const scored = await post(
    `${url}/services/tide/invocations`,
    {},
    { inputs: [{ port: 'galway' }] },
  )
  assert.equal(scored.status, 429)
  assert.ok(Number(scored.headers.get('retry-after')) > 500)
  assert.equal((await post(predict, { 'x-api-key': 'swk_other' })).status, 200)
})

test('a browser is let ask for predictions by pages of the origins that the server names, and for no more', async (t) => {
  const project = await openTides(t)
  const shop = 'https://shop.example.org'
  const server = await startServer(project, { port: 0, origins: [shop] })
  t.after(() => server.close())
  const predict = `${server.url}/services/tide/predict`
  const asking = { origin: shop, 'access-control-request-method': 'POST' }
  const before = await fetch(predict, { method: 'OPTIONS', headers: asking })
  assert.equal(before.status, 204)
  assert.equal(before.headers.get('access-control-allow-origin'), shop)
  assert.equal(before.headers.get('access-control-allow-methods'), 'GET, POST')
  const asked = await post(predict, { origin: shop, 'sec-fetch-site': 'cross-site' })
  assert.equal(asked.status, 409)
  assert.equal(asked.headers.get('access-control-allow-origin'), shop)
  const stranger = { origin: 'https://elsewhere.example.org', 'sec-fetch-site': 'cross-site' }
  const refused = await post(predict, stranger)
  assert.deepEqual(
    [refused.status, refused.headers.get('access-control-allow-origin')],
    [403, null],
  )
  const promote = `${server.url}/api/v1/models/level/promote`
  const changing = await post(promote, { origin: shop, 'sec-fetch-site': 'cross-site' })
  assert.equal(changing.status, 403)
})
