import assert from 'node:assert/strict'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import { startLogbook } from './start-logbook.ts'

async function startReceiver(t: TestContext) {
  const told: { body: string; headers: IncomingHttpHeaders }[] = []
  const server = createServer((request, response) => {
    let body = ''
    request.setEncoding('utf8').on('data', (text: string) => (body += text))
    request.on('end', () => {
      told.push({ body, headers: request.headers })
      response.writeHead(request.url === '/no' ? 500 : 204).end()
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}`, told }
}

async function start(t: TestContext) {
  const { url } = await startLogbook(t)
  const ask = async (method: string, path: string, body?: unknown) => {
    const response = await fetch(`${url}/api/2.0/mlflow/webhooks${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const answer = (await response.json()) as {
      webhook?: Record<string, unknown> & { webhook_id: string }
      webhooks?: { name: string }[]
      result?: Record<string, unknown>
      error_code?: string
      message?: string
    }
    return { status: response.status, ...answer }
  }
  return { ask }
}

const events = [{ entity: 'MODEL_VERSION', action: 'CREATED' }]

test('clients of MLflow make, list, change, try and remove webhooks', async (t) => {
  const receiver = await startReceiver(t)
  const { ask } = await start(t)
  const { webhook } = await ask('POST', '', { name: 'deploy', url: receiver.url, events })
  const id = webhook?.webhook_id ?? ''
  assert.deepEqual(
    { ...webhook, webhook_id: '', creation_timestamp: 0, last_updated_timestamp: 0 },
    {
      webhook_id: '',
      name: 'deploy',
      url: `${receiver.url}/`,
      events,
      status: 'ACTIVE',
      creation_timestamp: 0,
      last_updated_timestamp: 0,
    },
  )
  assert.deepEqual(
    (await ask('GET', '')).webhooks?.map(({ name }) => name),
    ['deploy'],
  )
  assert.deepEqual((await ask('POST', `/${id}/test`, {})).result, {
    success: true,
    response_status: 204,
  })
  const [told] = receiver.told
  assert.match(String(told?.headers['x-mlflow-delivery-id']), /^del_/)
  const { entity, action } = JSON.parse(told?.body ?? '') as Record<string, unknown>
  assert.deepEqual([entity, action], ['model_version', 'created'])
  const changed = await ask('PATCH', `/${id}`, { url: `${receiver.url}/no`, status: 'DISABLED' })
  assert.deepEqual([changed.webhook?.['status'], changed.webhook?.['name']], ['DISABLED', 'deploy'])
  assert.deepEqual((await ask('POST', `/${id}/test`, {})).result, {
    success: false,
    response_status: 500,
    error_message: 'it answered with status 500',
  })
  assert.equal((await ask('DELETE', `/${id}`)).status, 200)
  assert.equal((await ask('GET', `/${id}`)).status, 404)
})

test('a webhook that is wrong, or that brings a secret along, is refused', async (t) => {
  const { ask } = await start(t)
  const codeOf = async (body: object) => {
    const { status, error_code: code } = await ask('POST', '', body)
    return [status, code]
  }
  const url = 'http://127.0.0.1:9/'
  const wrong = [400, 'INVALID_PARAMETER_VALUE']
  assert.deepEqual(await codeOf({ name: 'a', url: 'file:///etc/passwd', events }), wrong)
  assert.deepEqual(await codeOf({ name: 'a', url, events: [] }), wrong)
  assert.deepEqual(await codeOf({ name: 'a', url, events, secret: 'hush' }), wrong)
  assert.deepEqual(await codeOf({ name: 'a', url, events: [{ entity: 'X', action: 'Y' }] }), wrong)
  assert.equal((await codeOf({ name: 'a', url, events, secret: 'env:HUSH' }))[0], 200)
  assert.deepEqual(await codeOf({ name: 'a', url, events }), [400, 'RESOURCE_ALREADY_EXISTS'])
})
