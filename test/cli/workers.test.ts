import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { fixtureNow, makeFixture, temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const parent = temporaryFolder('workers')
const env = { SWELL_NOW: fixtureNow }
let project: string

/** So many requests of one client are answered at once, and for hours no more. */
const burst = 5

before(async () => {
  project = await makeFixture(parent)
  const config = join(project, 'swell.config.ts')
  const limits = `limits: { perClient: { perSecond: 0.0001, burst: ${burst} } },`
  const limited = readFileSync(config, 'utf8').replace(/defineService\(\{/, `$& ${limits}`)
  writeFileSync(config, limited)
  const { code, stderr } = await runSwell(['start', '--once'], { cwd: project, env })
  assert.equal(code, 0, stderr)
})

/** Over a connection of its own so that every process is asked. */
function post(url: string, client: string): Promise<Response> {
  return fetch(`${url}/services/riders/predict`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', connection: 'close', 'x-api-key': client },
    body: JSON.stringify({ station: 'bridge', at: '2026-11-22T00:00:00Z' }),
  })
}

/** A prediction, by a client that hasn't asked before. */
async function ask(url: string): Promise<string> {
  const response = await post(url, randomUUID())
  const text = await response.text()
  assert.equal(response.status, 200, text)
  const { predictions } = JSON.parse(text) as { predictions: { predictionId: string }[] }
  return predictions[0]?.predictionId ?? ''
}

/** By the id of the process that wrote them. */
function journals(): ReadonlyMap<number, string> {
  const folder = join(project, '.swell/journal/riders')
  return new Map(
    readdirSync(folder).map((name) => [
      Number(/Z-(\d+)/.exec(name)?.[1]),
      readFileSync(join(folder, name), 'utf8'),
    ]),
  )
}

/** As the page of the service shows it, whichever process it asks. */
async function requestsSeen(url: string): Promise<number> {
  const headers = { connection: 'close' }
  const response = await fetch(`${url}/api/v1/services/riders/traffic`, { headers })
  const { points } = (await response.json()) as { points: { requestCount: number }[] }
  return points.reduce((sum, { requestCount }) => sum + requestCount, 0)
}

/** As clients of Triton are told, whichever process they ask. */
async function inferencesCounted(url: string): Promise<number> {
  const headers = { connection: 'close' }
  const response = await fetch(`${url}/v2/models/riders/stats`, { headers })
  const { model_stats: stats } = (await response.json()) as {
    model_stats: { inference_count: number }[]
  }
  return stats.reduce((sum, { inference_count: count }) => sum + count, 0)
}

async function untilAll(count: number, url: string, acknowledged: string[]): Promise<void> {
  while (journals().size < count) acknowledged.push(await ask(url))
}

function times(count: number, status: number): number[] {
  return Array.from({ length: count }, () => status)
}

test('processes share the port, the journal, the limits of clients and what a page shows, and one that is killed is replaced and loses nothing', async () => {
  const acknowledged: string[] = []
  let using: Promise<string> | undefined
  let said = ''
  const seen: { statuses: readonly number[]; requestCount: number; inferenceCount: number } = {
    statuses: [],
    requestCount: 0,
    inferenceCount: 0,
  }

  async function use(url: string, own: number, stop: () => void): Promise<string> {
    acknowledged.push(await ask(url))
    await untilAll(3, url, acknowledged)
    const statuses: number[] = []
    for (let at = 0; at < 3 * burst; at += 1) statuses.push((await post(url, 'one')).status)
    seen.statuses = statuses.toSorted((one, other) => one - other)
    // One that is too busy to tell is left out of a look.
    while (seen.requestCount !== acknowledged.length + burst) {
      seen.requestCount = await requestsSeen(url)
    }
    while (seen.inferenceCount !== acknowledged.length + burst) {
      seen.inferenceCount = await inferencesCounted(url)
    }
    const victim = [...journals().keys()].find((pid) => pid !== own) ?? 0
    process.kill(victim, 'SIGKILL')
    // What was under way at the one that was killed was not answered, and can be asked again.
    while (!said.includes('another takes its place')) {
      await ask(url).then(
        (id) => acknowledged.push(id),
        () => undefined,
      )
    }
    while (journals().size < 4) {
      await ask(url).then(
        (id) => acknowledged.push(id),
        () => undefined,
      )
    }
    const metrics = await (await fetch(`${url}/metrics`)).text()
    stop()
    return metrics
  }

  const { code, stderr } = await runSwell(['up', '--port', '0', '--workers', '3'], {
    cwd: project,
    env,
    onText: (text, child) => {
      said += text
      if (using !== undefined || !said.includes('Ctrl-C ends it')) return
      const [, url = ''] = /dashboard +(http:\/\/[\d.:]+)\//.exec(said) ?? []
      using = use(url, child.pid ?? 0, () => child.kill('SIGTERM'))
      using.catch(() => child.kill('SIGTERM'))
    },
  })
  const metrics = (await using) ?? ''
  assert.equal(code, 0, stderr)
  assert.deepEqual(seen.statuses, [...times(burst, 200), ...times(2 * burst, 429)])
  const kept = [...journals().values()].join('')
  assert.deepEqual(
    acknowledged.filter((id) => !kept.includes(`"${id}"`)),
    [],
  )
  const [, counted] = /groundswell_predictions_total\{[^}]*\} (\d+)/.exec(metrics) ?? []
  // All but what the killed one had counted.
  const answered = acknowledged.length + burst
  assert.ok(Number(counted) > 0 && Number(counted) <= answered, metrics.slice(0, 500))
  assert.match(metrics, /groundswell_service_version\{[^}]*\} 1\n/)
})

test('a port that somebody else has is not shared with him', async () => {
  let other: Promise<number | null> | undefined
  await runSwell(['up', '--port', '0', '--workers', '2'], {
    cwd: project,
    env,
    onText: (text, child) => {
      const [, port] = /dashboard +http:\/\/[\d.]+:(\d+)\//.exec(text) ?? []
      if (port === undefined || other !== undefined) return
      other = runSwell(['up', '--port', port, '--workers', '2'], { cwd: project, env }).then(
        (ended) => ended.code,
      )
      void other.finally(() => child.kill('SIGTERM'))
    },
  })
  assert.equal(await other, 5)
})
