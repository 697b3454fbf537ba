import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { digestOf, silentLog } from '../../src/base/index.ts'
import {
  deliverWebhooks,
  parseEvents,
  promoteVersion,
  sqlModelNotes,
  sqlModelStore,
  sqlWebhooks,
  type ModelVersion,
} from '../../src/registry/index.ts'
import { noon, temporaryDatabase } from '../storage/temporary-database.ts'

const trained: Omit<ModelVersion, 'version'> = {
  model: 'surf-height',
  createdAt: noon,
  runId: 'run_1',
  trainingSetId: 'set_1',
  contentDigest: digestOf('what was learned'),
  files: {},
  evaluation: { rowCount: 10, metrics: {}, slices: {} },
  baselines: {},
  signature: { inputs: [], output: { name: 'height', type: 'float' } },
  details: { learner: 'trees', predictionMs: 0.01, parity: 0, importance: [], sizeBytes: 5 },
}

interface Received {
  readonly headers: Readonly<Record<string, unknown>>
  readonly body: string
}

/** Answers with the next of `statuses`, 200 when there is none left. */
async function startReceiver(t: TestContext, statuses: number[] = []) {
  const received: Received[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      received.push({ headers: request.headers, body })
      response.statusCode = statuses.shift() ?? 200
      response.end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.closeAllConnections()
    server.close()
  })
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/` }
}

async function openLab(t: TestContext) {
  let ms = noon.getTime()
  const now = () => new Date(ms)
  const database = await temporaryDatabase(t)
  return {
    database,
    now,
    log: silentLog,
    environment: { HOOK_SECRET: 'salt water' },
    models: sqlModelStore({ database, now }),
    notes: sqlModelNotes({ database, now }),
    webhooks: sqlWebhooks({ database, now }),
    later: (seconds: number) => (ms += seconds * 1000),
  }
}

const hook = { name: 'deploy', events: parseEvents([]), description: undefined }

test('what happens in the registry is told once, in order, signed as MLflow signs it', async (t) => {
  const lab = await openLab(t)
  const { received, url } = await startReceiver(t)
  await lab.webhooks.insert({ ...hook, url, secretVariable: 'HOOK_SECRET' })
  await lab.models.insert(trained, { tags: { sea: 'north' } })
  await promoteVersion(lab, {
    model: 'surf-height',
    version: 1,
    alias: 'champion',
    by: 'ada',
    gates: [],
  })
  await lab.notes.setTag('surf-height', 1, ['season', 'winter'])
  assert.deepEqual(received, [])
  const counts = await Promise.all([deliverWebhooks(lab), deliverWebhooks(lab)])
  assert.equal(counts[0] + counts[1], 4)
  assert.equal(await deliverWebhooks(lab), 0)
  const timestamp = noon.toISOString()
  assert.deepEqual(
    received.map(({ body }) => JSON.parse(body) as unknown),
    [
      {
        entity: 'registered_model',
        action: 'created',
        timestamp,
        data: { name: 'surf-height', tags: {}, description: null },
      },
      {
        entity: 'model_version',
        action: 'created',
        timestamp,
        data: {
          name: 'surf-height',
          version: '1',
          source: null,
          run_id: 'run_1',
          tags: { sea: 'north' },
          description: null,
        },
      },
      {
        entity: 'model_version_alias',
        action: 'created',
        timestamp,
        data: { name: 'surf-height', alias: 'champion', version: '1' },
      },
      {
        entity: 'model_version_tag',
        action: 'set',
        timestamp,
        data: { name: 'surf-height', version: '1', key: 'season', value: 'winter' },
      },
    ],
  )
  for (const { headers, body } of received) {
    const id = String(headers['x-mlflow-delivery-id'])
    const at = String(headers['x-mlflow-timestamp'])
    assert.equal(at, String(noon.getTime() / 1000))
    const signed = createHmac('sha256', 'salt water').update([id, at, body].join('.'))
    assert.equal(headers['x-mlflow-signature'], `v1,${signed.digest('base64')}`)
  }
})

test('what is not taken comes again later with the same id, and what follows waits for it', async (t) => {
  const lab = await openLab(t)
  const { received, url } = await startReceiver(t, [503, 500])
  const { id } = await lab.webhooks.insert({ ...hook, url, secretVariable: undefined })
  await lab.models.insert(trained)
  assert.equal(await deliverWebhooks(lab), 0)
  assert.equal(await deliverWebhooks(lab), 0)
  assert.equal(received.length, 1)
  lab.later(5)
  assert.equal(await deliverWebhooks(lab), 0)
  lab.later(5)
  assert.equal(await deliverWebhooks(lab), 0)
  lab.later(5)
  assert.equal(await deliverWebhooks(lab), 2)
  const ids = received.map(({ headers }) => headers['x-mlflow-delivery-id'])
  assert.equal(new Set(ids.slice(0, 3)).size, 1)
  assert.deepEqual(
    (await lab.webhooks.listDeliveries(id, 10)).map((one) => [
      one.event,
      one.status,
      one.attemptCount,
    ]),
    [
      ['model_version.created', 'delivered', 1],
      ['registered_model.created', 'delivered', 3],
    ],
  )
})

test('what was undone is not told, nor what nobody asked for', async (t) => {
  const lab = await openLab(t)
  const { received, url } = await startReceiver(t)
  const events = parseEvents(['model_version_alias.created'])
  await lab.webhooks.insert({ ...hook, events, url, secretVariable: undefined })
  await lab.models.insert(trained)
  await assert.rejects(
    promoteVersion(lab, {
      model: 'surf-height',
      version: 1,
      alias: 'champion',
      by: 'ada',
      gates: [{ gate: 'mae', held: false, found: '2', wanted: '< 1' }],
    }),
    { code: 'registry.gateNotHeld' },
  )
  assert.equal(await deliverWebhooks(lab), 0)
  assert.deepEqual(received, [])
})

test('without its secret a signed webhook is not told, and the reason is kept', async (t) => {
  const lab = await openLab(t)
  const { received, url } = await startReceiver(t)
  const { id } = await lab.webhooks.insert({ ...hook, url, secretVariable: 'NO_SUCH' })
  await lab.models.insert(trained)
  await deliverWebhooks(lab)
  assert.deepEqual(received, [])
  const deliveries = await lab.webhooks.listDeliveries(id, 10)
  assert.equal(deliveries.at(-1)?.lastProblem, 'the variable NO_SUCH with its secret is not set')
})
