import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { temporaryFolder } from '../../storage/temporary-folder.ts'

async function serve(t: TestContext, folder: string) {
  const script = join(import.meta.dirname, 'serve-logbook.ts')
  const register = join(import.meta.dirname, '../../../scripts/register-source.mjs')
  const child = spawn(process.execPath, ['--import', register, script, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  const [printed] = (await Promise.race([once(child.stdout, 'data'), once(child, 'exit')])) as [
    unknown,
  ]
  assert.ok(printed instanceof Buffer, 'the server has started')
  const base = `${printed.toString().trim()}/api/2.0`
  return {
    async kill() {
      const ended = once(child, 'exit')
      child.kill('SIGKILL')
      await ended
    },
    async ask(method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
      const isFile = path.startsWith('mlflow-artifacts')
      const response = await fetch(`${base}/${path}`, {
        method,
        headers: { 'content-type': isFile ? 'text/plain' : 'application/json' },
        ...(body === undefined
          ? {}
          : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      assert.equal(response.status, 200)
      return isFile && method === 'GET'
        ? { text: await response.text() }
        : ((await response.json()) as Record<string, unknown>)
    },
  }
}

type Server = Awaited<ReturnType<typeof serve>>

const bigText = 'the tide comes in '.repeat(20_000)

/** Logs one thing after the other until the server is gone; what was answered is acknowledged. */
async function logUntilGone({ ask }: Server, client: number, onDone: () => void) {
  const { run } = await ask('POST', 'mlflow/runs/create', { experiment_id: '0' })
  const id = (run as { info: { run_id: string } }).info.run_id
  const acknowledged = { id, batches: 0, files: 0 }
  try {
    for (let at = 0; ; at += 1) {
      const metrics = Array.from({ length: 20 }, (_, one) => ({
        key: 'loss',
        value: client,
        timestamp: 1000 + at,
        step: at * 20 + one,
      }))
      const params = [{ key: `p${at}`, value: String(at) }]
      const tags = [{ key: 'last', value: String(at) }]
      await ask('POST', 'mlflow/runs/log-batch', { run_id: id, metrics, params, tags })
      acknowledged.batches = at + 1
      if (at % 5 === 0) {
        const path = `mlflow-artifacts/artifacts/0/${id}/artifacts/${at}.txt`
        await ask('PUT', path, `${at} ${bigText}`)
        acknowledged.files = at + 1
      }
      onDone()
    }
  } catch (error) {
    if (error instanceof assert.AssertionError) throw error
    return acknowledged
  }
}

test('a server that is killed under the load of eight clients has all that it acknowledged', async (t) => {
  const folder = await temporaryFolder(t)
  const server = await serve(t, folder)
  let doneCount = 0
  const enough = Promise.withResolvers<void>()
  const clients = Array.from({ length: 8 }, async (_, client) =>
    logUntilGone(server, client, () => {
      doneCount += 1
      if (doneCount === 150) enough.resolve()
    }),
  )
  await enough.promise
  await server.kill()
  const acknowledged = await Promise.all(clients)
  const again = await serve(t, folder)
  for (const { id, batches, files } of acknowledged) {
    const query = `run_id=${id}&metric_key=loss&max_results=25000`
    const { metrics = [] } = await again.ask('GET', `mlflow/metrics/get-history?${query}`)
    const steps = (metrics as { step: number }[]).map(({ step }) => step)
    assert.ok(steps.length >= batches * 20, `${steps.length} points of ${batches * 20}`)
    assert.equal(steps.length % 20, 0, 'a batch is there whole or not at all')
    assert.deepEqual(
      steps,
      steps.map((_, at) => at),
    )
    const { run } = await again.ask('GET', `mlflow/runs/get?run_id=${id}`)
    const { params = [] } = (run as { data: { params?: unknown[] } }).data
    assert.equal(params.length, steps.length / 20)
    for (let at = 0; at < files; at += 5) {
      const path = `mlflow-artifacts/artifacts/0/${id}/artifacts/${at}.txt`
      const { text } = await again.ask('GET', path)
      assert.equal(text, `${at} ${bigText}`)
    }
  }
  const files = await readdir(folder, { recursive: true })
  assert.ok(files.every((name) => name.startsWith('.swell')))
})
