import assert from 'node:assert/strict'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { sql, quoted } from '../../../src/table/index.ts'
import { refreshTides, startTides } from '../tide-project.ts'

const at = '2026-03-02T06:00:00.000Z'
const rows = [
  { port: 'doolin', at, pull: 1.5 },
  { port: 'galway', at, pull: null },
]

async function post(url: string, body: string | Buffer, type = 'application/json') {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': type },
    body,
  })
  const text = await response.text()
  const isJson = response.headers.get('content-type')?.includes('json') === true
  const reply = (isJson ? JSON.parse(text) : { message: text }) as {
    readonly predictions?: unknown
    readonly error?: string
    readonly error_code?: string
    readonly message?: string
  }
  return { status: response.status, reply }
}

test('a client of MLflow’s scoring gets the same values in every form of a body', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const own = await post(`${server.url}/services/tide/predict`, JSON.stringify({ rows }))
  const predictions = (own.reply.predictions as { level: number }[]).map(({ level }) => level)
  const columns = ['port', 'at', 'pull']
  const data = rows.map(({ port, pull }) => [port, at, pull])
  const forms = [
    { dataframe_split: { columns, index: [0, 1], data } },
    { dataframe_records: rows, params: {} },
    { instances: rows },
    { inputs: { port: ['doolin', 'galway'], at: [at, at], pull: [1.5, null] } },
    { inputs: rows },
  ]
  for (const form of forms) {
    for (const path of ['/invocations', '/services/tide/invocations']) {
      const { status, reply } = await post(server.url + path, JSON.stringify(form))
      assert.deepEqual({ status, reply }, { status: 200, reply: { predictions } })
    }
  }
  const csv = `port,at,pull\ndoolin,${at},1.5\ngalway,${at},\n`
  assert.deepEqual((await post(`${server.url}/invocations`, csv, 'text/csv')).reply, {
    predictions,
  })

  const file = join(server.project.root, 'rows.parquet')
  await writeFile(`${file}.json`, JSON.stringify(rows))
  await server.project.engine.run(
    sql`copy (select port, "at"::timestamptz as "at", pull from ${quoted(`${file}.json`)}) to ${quoted(file)}`,
  )
  const parquet = await post(
    `${server.url}/invocations`,
    await readFile(file),
    'application/vnd.apache.parquet',
  )
  assert.deepEqual(parquet.reply, { predictions })
})

test('a host that probes is told whether there is a model', async (t) => {
  const server = await startTides(t)
  assert.equal((await fetch(`${server.url}/ping`)).status, 404)
  await refreshTides(server)
  const ping = await fetch(`${server.url}/services/tide/ping`)
  assert.deepEqual([ping.status, await ping.text()], [200, '\n'])
  const models = await (await fetch(`${server.url}/v1/models/tide`)).json()
  assert.deepEqual(models, { name: 'tide', ready: true })
})

test('rows that can’t be scored are refused in the words of each protocol', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const refusals: readonly [string, string, string, number, RegExp][] = [
    ['/invocations', '[]', 'application/json', 400, /not a list/],
    ['/invocations', '{"rows":[]}', 'application/json', 400, /exactly one of dataframe_split/],
    ['/invocations', '{"inputs":[1]}', 'application/json', 400, /list of rows/],
    ['/invocations', 'port,prot\na,b\n', 'text/csv', 400, /no input "prot".*"port"/],
    ['/invocations', `port,pull\ndoolin,high\n`, 'text/csv', 400, /pull/],
    ['/invocations', 'no parquet', 'application/vnd.apache.parquet', 400, /Parquet/],
    ['/invocations', '{}', 'application/csv', 415, /only supports the following content types/],
    ['/invocations', '{}', 'text/csv; charset=latin1', 415, /only supports UTF-8/],
    ['/v1/models/tide:predict', '{"instances":[[1]]}', 'application/json', 400, /"instances"/],
    ['/v1/models/tide:predict', 'null', 'application/json', 400, /"instances"/],
    ['/invocations', 'port\n"gal"way', 'text/csv', 400, /Line 2: after a closing quote came "w"/],
    ['/invocations', '"port', 'text/csv', 400, /Line 1: a quote is opened and never closed/],
    ['/v1/models/tides:predict', '{"instances":[{}]}', 'application/json', 404, /unknown model/],
    ['/v1/models/tide:explain', '{"instances":[{}]}', 'application/json', 400, /:predict/],
    ['/v1/models/tide:predict', '{', 'application/json', 400, /not JSON/],
  ]
  for (const [path, body, type, status, message] of refusals) {
    const found = await post(server.url + path, body, type)
    assert.equal(found.status, status, `${path} ${body}: ${JSON.stringify(found.reply)}`)
    assert.match(found.reply.message ?? found.reply.error ?? '', message)
  }
})
