import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, test } from 'node:test'
import { examples } from '../../src/api/examples.ts'
import { createClient, isApiProblem, type ApiProblem } from '../../src/client/index.ts'

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void

/** A server on the loopback that answers every request with `answer`. */
async function serverThat(answer: Answer) {
  const server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => (body += String(chunk)))
    request.on('end', () => answer(request, response, body))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  after(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function say(response: ServerResponse, status: number, value: unknown, type = 'application/json') {
  response.writeHead(status, { 'content-type': type })
  response.end(JSON.stringify(value))
}

async function problemOf(promise: Promise<unknown>): Promise<ApiProblem> {
  const error = await promise.then(
    () => assert.fail('the call did not fail'),
    (reason: unknown) => reason,
  )
  assert.ok(isApiProblem(error), String(error))
  return error
}

test('a call puts params into the path, the query behind it, and gives the reply', async () => {
  const asked: (string | undefined)[] = []
  const reply = { group: 'my swells', columns: [], rows: [], rowCount: 0 }
  const base = await serverThat((request, response) => {
    asked.push(request.method, request.url)
    say(response, 200, reply)
  })
  const client = createClient(`${base}/`)
  const found = await client.listGroupRows({ params: { name: 'my swells' }, query: { limit: 5 } })
  assert.deepEqual(found, reply)
  assert.deepEqual(asked, ['GET', '/api/v1/groups/my%20swells/rows?limit=5'])
})

test('a call without a question needs no argument', async () => {
  const base = await serverThat((_, response) => say(response, 200, examples.HealthReply))
  assert.deepEqual(await createClient(base).getHealth(), examples.HealthReply)
})

test('a body goes as JSON', async () => {
  const seen: unknown[] = []
  const base = await serverThat((request, response, body) => {
    seen.push(request.headers['content-type'], JSON.parse(body))
    say(response, 202, { runId: 'run_1' })
  })
  const reply = await createClient(base).runPipeline({
    params: { name: 'refresh' },
    body: { cache: false },
  })
  assert.deepEqual(reply, { runId: 'run_1' })
  assert.deepEqual(seen, ['application/json', { cache: false }])
})

test('a problem of the server becomes an ApiProblem with all its members', async () => {
  const gates = [{ gate: 'mae beats champion', held: false, found: '0.9', wanted: '< 0.8' }]
  const problem = { ...examples.Problem, gates }
  const base = await serverThat((_, response) =>
    say(response, 422, problem, 'application/problem+json'),
  )
  const error = await problemOf(
    createClient(base).promoteModel({ params: { name: 'surf-height' }, body: { version: 4 } }),
  )
  assert.deepEqual(
    [error.status, error.code, error.title, error.detail, error.hint, error.members['gates']],
    [422, problem.code, problem.title, problem.detail, problem.hint, gates],
  )
})

test('a failure without a problem still says what answered and how', async () => {
  const base = await serverThat((_, response) => {
    response.writeHead(502, { 'content-type': 'text/html' })
    response.end('<h1>Bad gateway</h1>')
  })
  const error = await problemOf(createClient(base).getHealth())
  assert.equal(error.code, 'client.notAProblem')
  assert.equal(error.status, 502)
  assert.equal(error.detail, `${base}/api/v1/health answered 502 without saying why.`)
})

test('a reply that does not fit the contract is refused and names the place', async () => {
  const base = await serverThat((_, response) =>
    say(response, 200, { ...examples.HealthReply, startedAt: 'this morning' }),
  )
  const error = await problemOf(createClient(base).getHealth())
  assert.equal(error.code, 'client.replyNotAsAgreed')
  assert.match(error.detail, /at startedAt\.$/)
})

test('a server that is not there is said to be not there', async () => {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  await new Promise((resolve) => server.close(resolve))
  const error = await problemOf(createClient(base).getHealth())
  assert.equal(error.code, 'client.serverNotReached')
  assert.match(error.hint ?? '', /swell up/)
})

test('an aborted call rejects with the reason of its signal', async () => {
  const base = await serverThat(() => undefined)
  const controller = new AbortController()
  const call = createClient(base).getHealth({}, { signal: controller.signal })
  controller.abort(new Error('left the page'))
  await assert.rejects(call, /left the page/)
})
