import assert from 'node:assert/strict'
import { request } from 'node:http'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { IncomingMessage } from 'node:http'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { sql } from '../../src/table/index.ts'
import { refreshTides, startTides } from './tide-project.ts'

async function startPredicting(t: TestContext) {
  const server = await startTides(t)
  await refreshTides(server)
  const address = `${server.url}/services/tide/predict`
  const send = async (type: string, body: string | Uint8Array<ArrayBuffer>) => {
    const response = await fetch(address, {
      method: 'POST',
      headers: { 'content-type': type },
      body,
    })
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text: await response.text(),
    }
  }
  return { server, address, send }
}

const noon = '2026-03-02T12:00:00Z'

test('rows come as CSV and as Parquet, and are answered as rows in JSON are', async (t) => {
  const { server, send } = await startPredicting(t)
  const rows = [
    { port: 'galway', at: noon },
    { port: 'doolin', at: noon },
  ]
  const levelsOf = ({ text: said }: { text: string }) =>
    (JSON.parse(said) as { predictions: { level: number }[] }).predictions.map(({ level }) => level)
  const wanted = levelsOf(await send('application/json', JSON.stringify({ rows })))
  const csv = await send('text/csv', `port,at\ngalway,${noon}\ndoolin,${noon}\n`)
  assert.deepEqual(levelsOf(csv), wanted)
  const file = join(server.project.root, 'rows.parquet')
  await server.project.engine.rows(sql`
    copy (select * from (values ('galway', timestamptz '2026-03-02 12:00:00Z'), ('doolin', timestamptz '2026-03-02 12:00:00Z'))
      as rows(port, "at")) to ${file} (format parquet)`)
  const bytes = new Uint8Array(await readFile(file))
  assert.deepEqual(levelsOf(await send('application/vnd.apache.parquet', bytes)), wanted)
  const wrong = await send('text/csv', 'prot\ngalway\n')
  assert.equal(wrong.status, 400)
  assert.match(wrong.text, /there is no input \\"prot\\". Did you mean \\"port\\"\?/)
  assert.equal((await send('application/vnd.apache.parquet', new Uint8Array([1, 2]))).status, 400)
  assert.equal((await send('text/plain', 'port')).status, 400)
})

test('of lines each is answered by a line, in order; a wrong one by its problem, and the others go on', async (t) => {
  const { send } = await startPredicting(t)
  const lines = [
    { port: 'galway', at: noon },
    { port: 'malibu', at: noon },
    '{ "port": ',
    [1],
    { port: 'doolin', at: noon },
  ]
  const body = lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)))
  const { status, type, text: said } = await send('application/x-ndjson', `${body.join('\n')}\n\n`)
  assert.deepEqual([status, type], [200, 'application/x-ndjson'])
  const answers = said
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Answer)
  assert.deepEqual(
    answers.map(({ port, problem }) => port ?? problem?.code),
    ['galway', 'serving.rowDoesNotFit', 'server.bodyNotJson', 'server.bodyNotJson', 'doolin'],
  )
})

interface Answer {
  readonly port?: string
  readonly problem?: { readonly code: string }
}

test('a line is answered before the next is sent, on one connection', async (t) => {
  const { address } = await startPredicting(t)
  const asking = request(address, {
    method: 'POST',
    headers: { 'content-type': 'application/x-ndjson' },
  })
  const tell = (port: string) => asking.write(`${JSON.stringify({ port, at: noon })}\n`)
  tell('galway')
  const [response] = (await once(asking, 'response')) as [IncomingMessage]
  const answers = createInterface({ input: response })[Symbol.asyncIterator]()
  const next = async () => (JSON.parse(String((await answers.next()).value)) as Answer).port
  assert.equal(await next(), 'galway')
  tell('doolin')
  assert.equal(await next(), 'doolin')
  asking.end()
  assert.equal((await answers.next()).done, true)
})
