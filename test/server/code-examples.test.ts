import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { createServer } from 'node:http'
import { text } from 'node:stream/consumers'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { pythonOf, typeScriptOf } from '../../src/server/docs/code-examples.ts'

const run = promisify(execFile)

test('a request as TypeScript and as Python sends what it says', async (context) => {
  const heard: (readonly unknown[])[] = []
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push([
        request.method,
        request.headers['content-type'],
        body === '' ? '' : JSON.parse(body),
      ])
      response.end('{"ok": true}')
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  context.after(() => server.close())
  const { port } = server.address() as { readonly port: number }
  const address = `http://127.0.0.1:${port}/services/census/predict`
  const row = { 'capital-gain': 1, name: 'O\'Brien "Bo" \\n', known: true, none: null }
  const requests = [
    { method: 'POST', address, body: JSON.stringify(row, undefined, 2) },
    { method: 'GET', address, body: undefined },
  ]
  for (const request of requests) {
    const { stdout } = await run(process.execPath, [
      '--input-type=module',
      '-e',
      typeScriptOf(request),
    ])
    assert.match(stdout, /200 \{ ok: true \}/)
    const answered = await run('python3', ['-c', pythonOf(request)])
    assert.match(answered.stdout, /\{'ok': True\}/)
  }
  const [posted, got] = [
    ['POST', 'application/json', row],
    ['GET', undefined, ''],
  ]
  assert.deepEqual(heard, [posted, posted, got, got])
})
