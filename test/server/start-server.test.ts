import assert from 'node:assert/strict'
import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { problemReply } from '../../src/api/index.ts'
import { createLog, isSwellError } from '../../src/base/index.ts'
import { startServer } from '../../src/server/index.ts'
import { noon, openTides, refreshTides, startTides } from './tide-project.ts'

test('a port in use is refused with what to do', async (t) => {
  const project = await openTides(t)
  const other = createServer().listen(0, '127.0.0.1')
  t.after(() => other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as AddressInfo
  await assert.rejects(startServer(project, { port }), (error) => {
    assert.ok(isSwellError(error, 'server.portTaken'))
    assert.equal(error.message, `Port ${port} on 127.0.0.1 is taken by another program.`)
    assert.match(error.hint ?? '', new RegExp(`--port ${port + 1}`))
    return true
  })
})

test('input that a route does not take is refused by its name', async (t) => {
  const { url } = await startTides(t)
  const details = await Promise.all(
    ['limit=0', 'limit=many', 'limt=3', 'kind=pipe'].map(async (query) => {
      const response = await fetch(`${url}/api/v1/runs?${query}`)
      assert.equal(response.status, 400)
      return problemReply.parse(await response.json()).detail
    }),
  )
  assert.deepEqual(details, [
    '"limit" of the query is "0", but must be at least 1.',
    '"limit" of the query is "many", but must be a number.',
    'The query takes no "limt" (it is "3"). Did you mean "limit"?',
    '"kind" of the query is "pipe", but must be one of "pipeline", "step", "training", "sweep", "trial".',
  ])
})

test('an address that is none is a problem for programs and the dashboard for people', async (t) => {
  const { url } = await startTides(t)
  for (const path of [
    '/api/v1/nothing',
    '/api/v2',
    '/services/tide/nothing',
    '/docs/nothing',
    '/lost.js',
  ]) {
    const response = await fetch(url + path)
    assert.deepEqual(
      [response.status, problemReply.parse(await response.json()).code],
      [404, 'server.nothingHere'],
      path,
    )
  }
  const page = await fetch(`${url}/models/level`)
  assert.match(page.headers.get('content-type') ?? '', /^text\/html/)
  assert.match(page.headers.get('content-security-policy') ?? '', /default-src 'self'/)
  assert.equal((await fetch(`${url}/api/v1/groups`, { method: 'DELETE' })).status, 404)
})

test('a defect tells the asker nothing and the log everything', async (t) => {
  const lines: string[] = []
  const project = await openTides(t)
  const commits = {
    ...project.commits,
    summary: () => Promise.reject(new TypeError('of a secret inside')),
  }
  const log = createLog(
    () => noon,
    'error',
    ({ text }) => lines.push(text),
  )
  const { url } = await startTides(t, { ...project, log, commits })
  const response = await fetch(`${url}/api/v1/groups`)
  const text = await response.text()
  assert.equal(response.status, 500)
  assert.equal(problemReply.parse(JSON.parse(text)).code, 'unexpected')
  assert.doesNotMatch(text, /secret/)
  assert.match(lines.join('\n'), /GET \/api\/v1\/groups: TypeError: of a secret inside\n +at /)
})

test('a page of another origin can change nothing', async (t) => {
  const { url } = await startTides(t)
  const run = (headers: Record<string, string>) =>
    fetch(`${url}/api/v1/pipelines/nothing/run`, { method: 'POST', headers })
  const refused = [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://elsewhere.example' }]
  for (const headers of refused) assert.equal((await run(headers as never)).status, 403)
  for (const headers of [{}, { 'sec-fetch-site': 'same-origin' }, { origin: url }]) {
    assert.equal((await run(headers as never)).status, 404)
  }
})

/** Sends a path exactly as it is; `fetch` would tidy it up. */
function statusOf(url: string, path: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(url)
    request({ hostname, port, path }, (response) => {
      response.resume()
      resolve(response.statusCode)
    })
      .on('error', reject)
      .end()
  })
}

test('a site is served from its folder, and nothing from outside of it', async (t) => {
  const { url, project } = await startTides(t)
  const missing = await fetch(`${url}/site/tide/`)
  assert.equal(missing.status, 404)
  assert.match(await missing.text(), /swell site build tide/)

  await mkdir(join(project.root, 'site'))
  await writeFile(join(project.root, 'site/index.html'), '<h1>Tides</h1>')
  await writeFile(join(project.root, 'secret.txt'), 'secret')
  await symlink('../secret.txt', join(project.root, 'site/link.txt'))
  const page = await fetch(`${url}/site/tide`)
  assert.deepEqual([page.url, await page.text()], [`${url}/site/tide/`, '<h1>Tides</h1>'])
  const etag = page.headers.get('etag') ?? ''
  const again = await fetch(`${url}/site/tide/`, { headers: { 'if-none-match': etag } })
  assert.equal(again.status, 304)
  for (const path of [
    '/site/tide/../secret.txt',
    '/site/tide/..%2fsecret.txt',
    '/site/tide/%2e%2e/secret.txt',
    '/site/tide/..%5csecret.txt',
    '/site/tide/link.txt',
    '/site/tide/%00',
    '/site/tide/%',
    '/../../package.json',
    '/assets/..%2f..%2f..%2fpackage.json',
    '/site/none/',
  ]) {
    assert.ok([400, 404].includes((await statusOf(url, path)) ?? 0), path)
  }
})

test('a body that is too large is refused', async (t) => {
  const { url } = await startTides(t)
  const response = await fetch(`${url}/services/tide/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ port: 'x'.repeat(9_000_000) }),
  })
  const { status, code } = problemReply.parse(await response.json())
  assert.deepEqual([status, code], [413, 'server.bodyTooLarge'])
})

test('what has come in is answered before the server ends', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const asked = Array.from({ length: 20 }, () => fetch(`${server.url}/api/v1/overview`))
  await Promise.race(asked)
  await server.close()
  const statuses = (await Promise.allSettled(asked)).flatMap((one) =>
    one.status === 'fulfilled' ? [one.value.status] : [],
  )
  assert.deepEqual([...new Set(statuses)], [200])
  await assert.rejects(fetch(`${server.url}/api/v1/health`))
})
