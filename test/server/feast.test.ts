import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refreshTides, startTides } from './tide-project.ts'

async function ask(url: string, body: unknown) {
  const response = await fetch(`${url}/get-online-features`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  return { status: response.status, reply: (await response.json()) as Reply }
}

interface Reply {
  readonly metadata: { readonly feature_names: readonly string[] }
  readonly results: readonly {
    readonly values: readonly unknown[]
    readonly statuses: readonly string[]
    readonly event_timestamps: readonly string[]
  }[]
  readonly code?: string
  readonly detail?: string
}

test('a consumer of Feast reads features column by column, the entities first', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const entities = { port: ['galway', 'atlantis'] }
  const { status, reply } = await ask(server.url, {
    features: ['tides:pull', 'almanac:pull'],
    entities,
    full_feature_names: true,
  })
  assert.equal(status, 200)
  assert.deepEqual(reply.metadata, { feature_names: ['port', 'tides__pull', 'almanac__pull'] })
  const [ports, pulls, latest] = reply.results
  assert.deepEqual(ports?.values, ['galway', 'atlantis'])
  assert.deepEqual(ports.statuses, ['PRESENT', 'PRESENT'])
  assert.deepEqual(pulls?.statuses, ['PRESENT', 'NOT_FOUND'])
  assert.deepEqual(pulls, latest)
  assert.equal(typeof pulls.values[0], 'number')
  assert.equal(pulls.values[1], null)
  assert.equal(pulls.event_timestamps[1], '1970-01-01T00:00:00.000Z')
  assert.ok(new Date(pulls.event_timestamps[0] ?? '') <= new Date('2026-03-01T12:00:00Z'))
  assert.equal((await fetch(`${server.url}/health`)).status, 200)
})

test('a view is a feature service: all its features are told', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const entities = { port: ['doolin'] }
  const { reply } = await ask(server.url, { feature_service: 'tides', entities })
  assert.deepEqual(reply.metadata.feature_names, ['port', 'pull', 'meanPull', 'port'])
})

test('what can’t be answered is said with the nearest name', async (t) => {
  const server = await startTides(t)
  const entities = { port: ['doolin'] }
  const refusals: readonly [unknown, number, string][] = [
    [{ features: ['tide:pull'], entities }, 404, 'server.featureViewNotFound'],
    [{ features: ['tides:pul'], entities }, 404, 'server.featureNotFound'],
    [{ features: ['tides:pull'], entities: {} }, 400, 'server.entityMissing'],
    [
      { features: ['tides:pull'], entities: { port: ['a', 'b'], x: [1] } },
      400,
      'server.entitiesUneven',
    ],
    [{ entities }, 400, 'server.inputNotAsAgreed'],
    [{ features: [], feature_service: 'tides', entities }, 400, 'server.inputNotAsAgreed'],
  ]
  for (const [body, wanted, code] of refusals) {
    const { status, reply } = await ask(server.url, body)
    assert.deepEqual([status, reply.code], [wanted, code])
  }
})
