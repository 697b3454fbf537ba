import assert from 'node:assert/strict'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const planted = 'planted/se+cret&word'
const parent = temporaryFolder('planted')

/** A project whose source needs a secret, and whose steps do with one what they must not. */
const config = `
import { csvRows, defineGroup, definePipeline, defineProject, defineSettings, defineStep, float, httpSource, loadStep, secret, text, timestamp } from 'groundswell'

const settings = defineSettings({ place: { default: 'x' } })
const columns = { port: text(), at: timestamp(), height: float() }
const tides = httpSource({
  name: 'tides', url: settings.place,
  headers: { authorization: ['Bearer ', secret('TIDES_TOKEN')] },
})
const levels = defineGroup({ name: 'levels', key: ['port'], time: 'at', columns, from: tides, read: csvRows(columns) })
const own = (context) => context.deps.environment['TIDES_TOKEN']
const step = (name, run) => defineStep({ name, summary: name, cache: 'never', run: ({ context }) => run(context) })
const load = loadStep(levels)
const pipeline = (name, steps) => definePipeline({ name, summary: name, steps })

export const project = defineProject({
  name: 'tides', settings, groups: [levels],
  pipelines: [
    pipeline('load', [load]),
    pipeline('tell', [step('tell', async (context) => {
      context.log.warn('the token is ' + own(context))
      context.log.info(JSON.stringify({ basic: Buffer.from('ada:' + own(context)).toString('base64') }))
      context.progress({ work: 'with ' + own(context), done: 1, total: 2 })
    })]),
    pipeline('fail', [step('fail', async (context) => { throw new Error('refused: ' + own(context)) })]),
    pipeline('give', [step('give', async (context) => ({ token: own(context) }))]),
  ],
})
`

/** The bytes of a file hold it in none of the ways that it is written. */
const forms = [
  planted,
  encodeURIComponent(planted),
  JSON.stringify(planted),
  'cGxhbnRlZC9zZStjcmV0',
]

function assertNowhere(text: string | Buffer, where: string): void {
  for (const form of forms) assert.ok(!text.includes(form), `${where} holds ${form}`)
}

async function startTides(t: TestContext): Promise<string> {
  const server = createServer((request, response) => {
    const isKnown = request.headers.authorization === `Bearer ${planted}`
    response.statusCode = isKnown && request.url === '/levels.csv' ? 200 : 403
    // A rude server: it tells what it was told.
    response.end(
      isKnown ? 'port,at,height\ncork,2026-11-01T00:00:00Z,2.5\n' : request.headers.authorization,
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

test('a planted secret does its work, and stands in no output, record, log, blob or page', async (t) => {
  const url = await startTides(t)
  const folder = join(parent, 'tides')
  mkdirSync(folder)
  writeFileSync(join(folder, 'swell.config.ts'), config)
  writeFileSync(
    join(folder, '.env'),
    `TIDES_TOKEN='${planted}'\nSWELL_SET_PLACE=${url}/levels.csv\n`,
  )
  const swell = async (...args: readonly string[]) => {
    const ended = await runSwell(args, { cwd: folder })
    assertNowhere(ended.stdout + ended.stderr, `swell ${args.join(' ')}`)
    return ended
  }
  assert.equal((await swell('run', 'load')).code, 0)
  assert.match((await swell('group', 'show', 'levels')).stdout, /2\.5/)
  const refused = await swell('run', 'load', '--set', `place=${url}/none.csv`)
  assert.notEqual(refused.code, 0)

  assert.match((await swell('run', 'tell', '--verbose')).stderr, /the token is …/)
  assert.match((await swell('run', 'fail')).stderr, /refused: …/)
  const given = await swell('run', 'give')
  assert.equal(given.code, 6)
  assert.match(given.stderr, /tracking\.secretKept: What give gave holds a secret/)

  const { stdout } = await swell('runs', 'list', '--json')
  const { runs } = JSON.parse(stdout) as { runs: { id: string }[] }
  for (const { id } of runs.slice(-4)) await swell('runs', 'show', id, '--json')
  await swell('settings', 'show')
  await swell('doctor')
  await searchPages(folder)
  for (const file of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!file.isFile() || file.name === '.env') continue
    const path = join(file.parentPath, file.name)
    assertNowhere(readFileSync(path), path)
  }
})

/** Reads what the server tells of the project while it runs. */
async function searchPages(folder: string): Promise<void> {
  const seen: string[] = []
  let told = ''
  let reading: Promise<void> | undefined
  await runSwell(['up', '--port', '0'], {
    cwd: folder,
    onText: (text, child) => {
      told += text
      const url = /http:\/\/127\.0\.0\.1:\d+/.exec(told)?.[0]
      if (url === undefined || reading !== undefined || !told.includes('documentation')) return
      reading = read(url, seen).finally(() => child.kill('SIGINT'))
      // It is awaited below, when the process has ended.
      reading.catch(() => undefined)
    },
  })
  await reading
  assertNowhere(told, 'swell up')
  assert.ok(seen.length > 8)
}

async function read(url: string, seen: string[]): Promise<void> {
  const get = async (path: string) => {
    const reply = await fetch(`${url}${path}`)
    const text = await reply.text()
    assertNowhere(text, path)
    seen.push(path)
    return text
  }
  for (const path of [
    '/',
    '/metrics',
    '/docs',
    '/api/v1/overview',
    '/api/v1/sources',
    '/api/v1/groups',
  ]) {
    await get(path)
  }
  const { runs } = JSON.parse(await get('/api/v1/runs')) as { runs: { id: string }[] }
  for (const { id } of runs) {
    await get(`/api/v1/runs/${id}`)
    await get(`/api/v1/runs/${id}/logs`)
  }
}
