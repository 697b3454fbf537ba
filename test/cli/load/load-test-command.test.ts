import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { createApiKey, startServer } from '../../../src/server/index.ts'
import { openTides, refreshTides, startTides } from '../../server/tide-project.ts'
import { runSwell } from '../run-swell.ts'

test('a service is measured from the command line, which fails where something must hold and doesn’t', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const cwd = server.project.root
  const args = ['service', 'load-test', 'tide', '--url', server.url, '--for', '300ms']
  const report = join(cwd, 'pages/load.html')
  const met = await runSwell(
    [...args, '--clients', '2', '--rows-per-request', '5', '--report', report, '--json'],
    { cwd },
  )
  assert.equal(met.code, 0, met.stderr)
  const result = JSON.parse(met.stdout) as { outcomes: Record<string, number>; dueCount: number }
  assert.deepEqual(Object.keys(result.outcomes), ['200'])
  const page = readFileSync(report, 'utf8')
  assert.match(page, /Load on tide/)
  assert.ok(!/https?:\/\/(?!127\.0\.0\.1)/.test(page.replaceAll('http://www.w3.org/', '')))

  const missed = await runSwell([...args, '--rate', '20', '--fail-on', 'p99<0.001ms'], { cwd })
  assert.equal(missed.code, 6)
  assert.match(missed.stdout, /✗ p99<0.001ms/)
})

test('a server that wants a key is measured with the one in SWELL_KEY', async (t) => {
  const project = await openTides(t)
  const server = await startServer(project, { port: 0, access: 'keys' })
  t.after(() => server.close())
  await refreshTides(server)
  const asked = {
    name: 'load',
    scopes: ['read', 'predict'],
    madeBy: undefined,
    expiresAt: undefined,
  } as const
  const { token } = await createApiKey(project, asked)
  const args = ['service', 'load-test', 'tide', '--url', server.url, '--for', '100ms', '--json']
  const without = await runSwell(args, { cwd: project.root })
  assert.equal(without.code, 7)
  assert.match(without.stderr, /cli\.serverRefused|does not answer/)
  const found = await runSwell(args, { cwd: project.root, env: { SWELL_KEY: token } })
  assert.deepEqual([found.code, found.stdout.includes(token)], [0, false], found.stderr)
})
