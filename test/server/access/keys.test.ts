import assert from 'node:assert/strict'
import { connect, type IncomingHttpHeaders } from 'node:http2'
import { once } from 'node:events'
import { test, type TestContext } from 'node:test'
import {
  createApiKey,
  revokeApiKey,
  startServer,
  up,
  type RunningServer,
} from '../../../src/server/index.ts'
import type { Scope } from '../../../src/server/access/scope.ts'
import type { OpenedProject } from '../../../src/project/index.ts'
import { openTides } from '../tide-project.ts'

/** A server of the tides that wants keys, and a clock that the test moves. */
async function startGuarded(t: TestContext) {
  const opened = await openTides(t)
  const clock = { at: new Date('2026-03-01T12:00:00.000Z') }
  const project: OpenedProject = { ...opened, now: () => clock.at }
  const server = await startServer(project, { port: 0, grpcPort: 0, access: 'keys' })
  t.after(() => server.close())
  const make = async (name: string, scopes: readonly Scope[], expiresAt?: Date) => {
    const asked = { name, scopes, madeBy: undefined, expiresAt }
    return (await createApiKey(project, asked)).token
  }
  return { project, server, clock, make }
}

async function ask(
  { url }: RunningServer,
  path: string,
  {
    token,
    method = 'GET',
    ...headers
  }: Readonly<Record<string, string>> & {
    token?: string
    method?: string
  } = {},
) {
  const response = await fetch(url + path, {
    method,
    redirect: 'manual',
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(method === 'POST' ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(method === 'POST' ? { body: '{}' } : {}),
  })
  const text = await response.text()
  return { status: response.status, text, headers: response.headers }
}

test('each key opens what its scopes say, and nothing else', async (t) => {
  const { server, make } = await startGuarded(t)
  const keys = {
    none: undefined,
    wrong: 'swell_wrong',
    read: await make('reader', ['read']),
    write: await make('writer', ['write']),
    predict: await make('asker', ['predict']),
    tide: await make('tide', ['predict:tide']),
    other: await make('other', ['predict:other']),
  }
  const asked = [
    ['GET', '/api/v1/overview'],
    ['GET', '/metrics'],
    ['POST', '/get-online-features'],
    ['POST', '/api/v1/models/level/aliases/champion'],
    ['POST', '/api/2.0/mlflow/runs/create'],
    ['POST', '/services/tide/predict'],
    ['POST', '/v2/models/tide/infer'],
    ['POST', '/v1/models/tide:predict'],
    ['GET', '/v2/models'],
    ['POST', '/v2/repository/models/tide/unload'],
    ['GET', '/nothing/here.js'],
  ] as const
  const table: Record<string, string> = {}
  for (const [method, path] of asked) {
    const refusals: string[] = []
    for (const [name, token] of Object.entries(keys)) {
      const { status } = await ask(server, path, {
        method,
        ...(token === undefined ? {} : { token }),
      })
      if (status === 401 || status === 403) refusals.push(`${name} ${status}`)
    }
    table[`${method} ${path}`] = refusals.join(', ')
  }
  const strangers = 'none 401, wrong 401'
  const predictOnly = `${strangers}, read 403, write 403, other 403`
  const readOnly = `${strangers}, predict 403, tide 403, other 403`
  const writeOnly = `${strangers}, read 403, predict 403, tide 403, other 403`
  assert.deepEqual(table, {
    'GET /api/v1/overview': readOnly,
    'GET /metrics': readOnly,
    'POST /get-online-features': readOnly,
    'POST /api/v1/models/level/aliases/champion': writeOnly,
    'POST /api/2.0/mlflow/runs/create': writeOnly,
    'POST /services/tide/predict': predictOnly,
    'POST /v2/models/tide/infer': predictOnly,
    'POST /v1/models/tide:predict': predictOnly,
    'GET /v2/models': `${strangers}, read 403, write 403`,
    'POST /v2/repository/models/tide/unload': writeOnly,
    'GET /nothing/here.js': readOnly,
  })
  for (const path of ['/health', '/api/v1/health', '/v2/health/live']) {
    assert.equal((await ask(server, path)).status, 200, 'a probe needs no key')
  }
})

test('a key that was revoked or has expired opens nothing', async (t) => {
  const { project, server, clock, make } = await startGuarded(t)
  const token = await make('ada', ['read'])
  const short = await make('bea', ['read'], new Date('2026-03-01T13:00:00.000Z'))
  const statuses = async () => [
    (await ask(server, '/api/v1/overview', { token })).status,
    (await ask(server, '/api/v1/overview', { token: short })).status,
  ]
  assert.deepEqual(await statuses(), [200, 200])
  await assert.rejects(make('ada', ['read']), { code: 'server.keyNameTaken' })
  await revokeApiKey(project, 'ada')
  clock.at = new Date('2026-03-01T12:00:02.000Z')
  assert.deepEqual(await statuses(), [401, 200], 'within two seconds')
  clock.at = new Date('2026-03-01T13:00:00.000Z')
  assert.deepEqual(await statuses(), [401, 401])
  await make('ada', ['read'])
  await assert.rejects(revokeApiKey(project, 'adda'), {
    code: 'server.keyNotFound',
    message: 'There is no key "adda". Did you mean "ada"?',
  })
})

test('a key is kept as its digest alone', async (t) => {
  const { project, make } = await startGuarded(t)
  const token = await make('ada', ['read'])
  const rows = await project.database.queries.selectFrom('api_keys').selectAll().execute()
  assert.equal(rows.length, 1)
  assert.ok(!JSON.stringify(rows).includes(token.slice(6)))
})

test('a person is asked for a key by a page, and goes on to where he was', async (t) => {
  const { server, make } = await startGuarded(t)
  const token = await make('ada', ['read'])
  const first = await ask(server, '/runs?kind=step', { accept: 'text/html' })
  assert.deepEqual(
    [first.status, first.headers.get('location')],
    [303, '/login?next=%2Fruns%3Fkind%3Dstep'],
  )
  const page = await ask(server, '/login?next=%2Fruns%3Fkind%3Dstep', { accept: 'text/html' })
  assert.match(page.text, /<input type="hidden" name="next" value="\/runs\?kind=step">/)

  const login = (key: string, next: string) =>
    fetch(`${server.url}/login`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ key, next }),
    })
  assert.equal((await login('swell_wrong', '/runs')).status, 401)
  const entered = await login(token, '/runs')
  const cookie = entered.headers.get('set-cookie') ?? ''
  assert.deepEqual([entered.status, entered.headers.get('location')], [303, '/runs'])
  assert.match(cookie, /^swell_key=.*; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/)
  const own = { cookie: cookie.split(';', 1)[0] ?? '' }
  assert.equal((await ask(server, '/api/v1/overview', own)).status, 200)
  for (const next of [
    'https://elsewhere.example/',
    '//elsewhere.example',
    '/\\elsewhere.example',
  ]) {
    assert.equal((await login(token, next)).headers.get('location'), '/')
  }
})

test('gRPC wants the same keys', async (t) => {
  const { server, make } = await startGuarded(t)
  const session = connect(`http://127.0.0.1:${server.grpcPort}`)
  t.after(() => session.close())
  const statusOf = async (token?: string) => {
    const stream = session.request({
      ':method': 'POST',
      ':path': '/inference.GRPCInferenceService/ServerLive',
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
    })
    let trailers: IncomingHttpHeaders = {}
    stream.on('trailers', (found: IncomingHttpHeaders) => (trailers = found))
    stream.resume()
    stream.end(Buffer.alloc(5))
    await once(stream, 'end')
    return trailers['grpc-status']
  }
  assert.deepEqual(
    [
      await statusOf(),
      await statusOf(await make('reader', ['read'])),
      await statusOf(await make('asker', ['predict:tide'])),
    ],
    ['16', '7', '0'],
  )
})

test('whoever brings a project up is kept to what he said', async (t) => {
  const project = await openTides(t)
  const ending = new AbortController()
  const running = await up(project, { port: 0, access: 'keys', signal: ending.signal })
  assert.equal((await fetch(`${running.url}/api/v1/models`)).status, 401)
  ending.abort()
  await running.ended
})

test('without being told, keys are wanted where others reach the server', async (t) => {
  const project = await openTides(t)
  const statuses: number[] = []
  for (const host of ['127.0.0.1', '0.0.0.0']) {
    const server = await startServer(project, { port: 0, host })
    statuses.push((await fetch(`http://127.0.0.1:${server.port}/api/v1/overview`)).status)
    await server.close()
  }
  assert.deepEqual(statuses, [200, 401])
})
