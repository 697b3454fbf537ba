import assert from 'node:assert/strict'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { refreshTides, startTides } from '../tide-project.ts'

interface Output {
  readonly name: string
  readonly shape: readonly number[]
  readonly data: readonly unknown[]
}

interface InferBody {
  readonly id?: string
  readonly model_version: string
  readonly outputs: readonly Output[]
}

const at = '2026-03-02T06:00:00.000Z'
const twoPorts = {
  id: 'a-b',
  inputs: [
    { name: 'port', datatype: 'BYTES', shape: [2, 1], data: ['doolin', 'galway'] },
    { name: 'at', datatype: 'BYTES', shape: [2], data: [at, at] },
    { name: 'pull', datatype: 'FP32', shape: [2, 1], data: [[1.5], [null]] },
  ],
}

async function ask<Reply>(url: string, body?: unknown) {
  const asked = body === undefined ? {} : { method: 'POST', body: JSON.stringify(body) }
  const response = await fetch(url, asked)
  const text = await response.text()
  return { status: response.status, reply: (text === '' ? {} : JSON.parse(text)) as Reply }
}

test('a service is a model of the protocol, with the same answers', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const v2 = `${server.url}/v2`
  const { reply } = await ask<InferBody>(`${v2}/models/tide/infer`, twoPorts)
  const response = await fetch(`${server.url}/services/tide/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      rows: [
        { port: 'doolin', at, pull: 1.5 },
        { port: 'galway', at, pull: null },
      ],
    }),
  })
  const { predictions } = (await response.json()) as { predictions: { level: number }[] }
  const [level, ids] = reply.outputs
  assert.equal(reply.id, 'a-b')
  assert.equal(reply.model_version, '1')
  assert.deepEqual(level, {
    name: 'level',
    datatype: 'FP64',
    shape: [2, 1],
    data: predictions.map((one) => one.level),
  })
  assert.deepEqual([ids?.name, ids?.data.length, new Set(ids?.data).size], ['predictionId', 2, 2])
  const kept = await ask<{ id: string }>(
    `${server.url}/api/v1/predictions/${String(ids?.data[0])}/why`,
  )
  assert.equal(kept.status, 200, 'what was answered is in the journal')
})

test('the protocol tells of its models what clients ask before they infer', async (t) => {
  const server = await startTides(t)
  const v2 = `${server.url}/v2`
  assert.deepEqual(await ask(`${v2}/health/ready`), {
    status: 503,
    reply: { live: true, ready: false },
  })
  assert.deepEqual(await ask(`${v2}/repository/index`, {}), {
    status: 200,
    reply: [
      {
        name: 'tide',
        version: '',
        state: 'UNAVAILABLE',
        reason: 'no version of level is its champion yet',
      },
    ],
  })
  assert.equal((await ask(`${v2}/models/tide/infer`, twoPorts)).status, 503)
  await refreshTides(server)
  assert.deepEqual(await ask(`${v2}/health/ready`), {
    status: 200,
    reply: { live: true, ready: true },
  })
  assert.deepEqual(await ask(`${v2}/models/tide`), {
    status: 200,
    reply: {
      name: 'tide',
      versions: ['1'],
      platform: 'groundswell',
      inputs: [
        { name: 'port', datatype: 'BYTES', shape: [-1, 1] },
        { name: 'at', datatype: 'BYTES', shape: [-1, 1] },
        { name: 'pull', datatype: 'FP64', shape: [-1, 1] },
        { name: 'meanPull', datatype: 'FP64', shape: [-1, 1] },
      ],
      outputs: [
        { name: 'level', datatype: 'FP64', shape: [-1, 1] },
        { name: 'predictionId', datatype: 'BYTES', shape: [-1, 1] },
      ],
    },
  })
  const { reply: config } = await ask<{ input: unknown[] }>(`${v2}/models/tide/versions/1/config`)
  assert.deepEqual(config.input[1], {
    name: 'at',
    data_type: 'TYPE_STRING',
    dims: [1],
    optional: true,
  })
  assert.equal((await ask(`${v2}/models/tide/versions/2/ready`)).status, 404)
  const unknown = await ask<{ error: string }>(`${v2}/models/tides`)
  assert.equal(unknown.status, 404)
  assert.match(unknown.reply.error, /^Request for unknown model: 'tides' is not found.*"tide"/)
})

test('a model that was unloaded answers again once it is loaded', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const v2 = `${server.url}/v2`
  assert.equal((await ask(`${v2}/repository/models/tide/unload`, {})).status, 200)
  const refused = await ask<{ error: string }>(`${v2}/models/tide/infer`, twoPorts)
  assert.equal(refused.status, 503)
  assert.match(refused.reply.error, /unloaded/)
  assert.deepEqual((await ask(`${v2}/repository/index`, { ready: true })).reply, [])
  assert.equal((await ask(`${v2}/repository/models/tide/load`, {})).status, 200)
  assert.equal((await ask(`${v2}/models/tide/infer`, twoPorts)).status, 200)
})

test('what was inferred is counted in rows and in requests, failures apart', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const v2 = `${server.url}/v2`
  await ask(`${v2}/models/tide/infer`, twoPorts)
  await ask(`${v2}/models/tide/infer`, twoPorts)
  await ask(`${v2}/models/tide/infer`, { inputs: twoPorts.inputs.slice(1) })
  interface Statistics {
    readonly model_stats: readonly {
      readonly version: string
      readonly inference_count: number
      readonly execution_count: number
      readonly inference_stats: Readonly<Record<string, { readonly count: number }>>
      readonly batch_stats: readonly { readonly batch_size: number }[]
    }[]
  }
  const { reply } = await ask<Statistics>(`${v2}/models/stats`)
  const [stats] = reply.model_stats
  assert.deepEqual(
    {
      version: stats?.version,
      inferences: stats?.inference_count,
      executions: stats?.execution_count,
      success: stats?.inference_stats['success']?.count,
      fail: stats?.inference_stats['fail']?.count,
      cache: stats?.inference_stats['cache_hit']?.count,
      batches: stats?.batch_stats.map((batch) => batch.batch_size),
    },
    { version: '1', inferences: 4, executions: 2, success: 2, fail: 1, cache: 0, batches: [2] },
  )
})

test('a packed body is unpacked, and the answer packed where that is wanted', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const rows = Array.from({ length: 60 }, () => 'doolin')
  const body = {
    inputs: [{ name: 'port', datatype: 'BYTES', shape: [60, 1], data: rows }],
    parameters: { binary_data_output: true },
  }
  const packed = await promisify(gzip)(JSON.stringify(body))
  const response = await fetch(`${server.url}/v2/models/tide/infer`, {
    method: 'POST',
    headers: { 'content-encoding': 'gzip', 'accept-encoding': 'gzip' },
    body: packed,
  })
  assert.equal(response.headers.get('content-encoding'), 'gzip')
  const headerLength = Number(response.headers.get('inference-header-content-length'))
  const bytes = Buffer.from(await response.arrayBuffer())
  const json = JSON.parse(bytes.subarray(0, headerLength).toString()) as InferBody
  assert.equal(json.outputs[0]?.shape[0], 60)
  assert.ok(Number.isFinite(bytes.readDoubleLE(headerLength)))
  for (const [encoding, status] of [
    ['br', 501],
    ['deflate', 400],
  ] as const) {
    const refused = await fetch(`${server.url}/v2/models/tide/infer`, {
      method: 'POST',
      headers: { 'content-encoding': encoding },
      body: packed,
    })
    assert.equal(refused.status, status)
  }
})

test('what can’t be inferred is refused with the field and what it should be', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const port = { name: 'port', datatype: 'BYTES', shape: [1, 1], data: ['doolin'] }
  const refusals: readonly [unknown, RegExp][] = [
    [{ inputs: [{ ...port, datatype: 'FP64', data: [1] }] }, /"port" is of datatype FP64.*BYTES/],
    [
      { inputs: [{ ...port, data: ['atlantis'] }] },
      /"port" is "atlantis".*one of "doolin", "galway"/,
    ],
    [{ inputs: [port, { ...port, name: 'prot' }] }, /no field "prot".*"port"/],
    [
      { inputs: [port, { name: 'pull', datatype: 'FP64', shape: [2], data: [1, 2] }] },
      /"pull" has shape \[2\].*one value for each row/,
    ],
    [{ inputs: [port], outputs: [{ name: 'levl' }] }, /'levl'.*"level"/],
  ]
  for (const [body, message] of refusals) {
    const { status, reply } = await ask<{ error: string }>(
      `${server.url}/v2/models/tide/infer`,
      body,
    )
    assert.equal(status, 400)
    assert.match(reply.error, message)
  }
})
