import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRun, startMlflow, type AskMlflow } from './ask-mlflow.ts'

interface RunData {
  readonly metrics?: readonly { key: string; value: unknown; timestamp: number; step: number }[]
  readonly params?: readonly { key: string; value: string }[]
  readonly tags?: readonly { key: string; value: string }[]
}

async function dataOf({ get }: AskMlflow, id: string): Promise<RunData> {
  const { body } = await get('/runs/get', { run_id: id })
  return (body as { run: { data: RunData } }).run.data
}

test('a parameter of 500 kB is cut off, as MLflow does it, and one of two writers is told', async (t) => {
  const mlflow = await startMlflow(t)
  const id = await createRun(mlflow)
  const log = (value: string) =>
    mlflow.post('/runs/log-parameter', { run_id: id, key: 'depth', value })
  assert.equal((await log('x'.repeat(500_000))).status, 200)
  assert.equal((await dataOf(mlflow, id)).params?.[0]?.value.length, 6000)
  const other = await createRun(mlflow)
  const writers = await Promise.all(
    ['3', '4'].map((value) =>
      mlflow.post('/runs/log-parameter', { run_id: other, key: 'depth', value }),
    ),
  )
  assert.deepEqual(
    writers.map(({ status }) => status).toSorted((a, b) => a - b),
    [200, 400],
  )
  const refused = writers.find(({ status }) => status === 400)
  assert.equal(refused?.body['error_code'], 'INVALID_PARAMETER_VALUE')
  assert.match(String(refused?.body['message']), /^Changing param values is not allowed/)
})

test('10,000 tags are too many at once, and are kept batch by batch', async (t) => {
  const mlflow = await startMlflow(t)
  const id = await createRun(mlflow)
  const tags = Array.from({ length: 10_000 }, (_, at) => ({ key: `tag ${at}`, value: `${at}` }))
  const refused = await mlflow.post('/runs/log-batch', { run_id: id, tags })
  assert.deepEqual([refused.status, refused.body['error_code']], [400, 'INVALID_PARAMETER_VALUE'])
  for (let at = 0; at < tags.length; at += 100) {
    await mlflow.post('/runs/log-batch', { run_id: id, tags: tags.slice(at, at + 100) })
  }
  const found = await mlflow.post('/runs/search', {
    experiment_ids: ['0'],
    filter: "tags.`tag 9999` = '9999'",
  })
  const [run] = (found.body as { runs: { data: RunData }[] }).runs
  // With the one that holds the name.
  assert.equal(run?.data.tags?.length, 10_001)
})

test('values that are no numbers, odd names and odd times come back as MLflow tells them', async (t) => {
  const mlflow = await startMlflow(t)
  const id = await createRun(mlflow)
  const future = Date.UTC(2999, 0, 1)
  const point = (key: string, value: unknown, timestamp = 1) => ({ key, value, timestamp, step: 0 })
  const metrics = [
    point('loss/val/最後', 'NaN'),
    point('Höhe: m', 'Infinity'),
    point('-', '-Infinity'),
    point('late', 1, future),
  ]
  assert.equal((await mlflow.post('/runs/log-batch', { run_id: id, metrics })).status, 200)
  const told = (await dataOf(mlflow, id)).metrics ?? []
  assert.deepEqual(
    new Map(told.map(({ key, value }) => [key, value])),
    new Map<string, unknown>([
      ['-', -Number.MAX_VALUE],
      ['Höhe: m', Number.MAX_VALUE],
      ['late', 1],
      ['loss/val/最後', 'NaN'],
    ]),
  )
  assert.equal(told.find(({ key }) => key === 'late')?.timestamp, future)
  for (const wrong of [
    { ...point('loss', 1), timestamp: -1 },
    { ...point('loss', 1), timestamp: 2 ** 60 },
    { ...point('loss', 1), step: 0.5 },
    point('../../etc/passwd', 1),
    point('a//b', 1),
    point('', 1),
    point('x'.repeat(251), 1),
    point('drop table runs; --', 1),
  ]) {
    const { status, body } = await mlflow.post('/runs/log-batch', { run_id: id, metrics: [wrong] })
    assert.deepEqual([status, body['error_code']], [400, 'INVALID_PARAMETER_VALUE'])
  }
})

test('SQL in a filter is a text, or is refused', async (t) => {
  const mlflow = await startMlflow(t)
  const id = await createRun(mlflow)
  const search = async (filter: string, order: readonly string[] = []) => {
    const wanted = { experiment_ids: ['0'], filter, order_by: order }
    const { status, body } = await mlflow.post('/runs/search', wanted)
    return [status, ((body['runs'] ?? []) as unknown[]).length]
  }
  assert.deepEqual(await search("tags.a = 'x'' or ''1'' = ''1'"), [200, 0])
  assert.deepEqual(await search("tags.`a' or '1' = '1` = 'x'"), [200, 0])
  for (const filter of [
    "tags.a = 'x' or 1 = 1",
    "tags.a = 'x'; drop table logged_runs",
    "tags.a = 'x' union select * from experiments",
    'attributes.run_id = (select run_id from logged_runs)',
    'metrics.loss < 1 --',
  ]) {
    assert.equal((await search(filter))[0], 400, filter)
  }
  assert.equal((await search('', ['start_time; drop table logged_runs']))[0], 400)
  assert.deepEqual(await search(`run_id = '${id}'`), [200, 1])
})

// The faults of tracking servers that were published: CVE-2023-1177, -6015, -6831, -6909, CVE-2024-1483, -1558, -2928, -3848.
test('no place, run or folder that a client names leads out of the store', async (t) => {
  const mlflow = await startMlflow(t)
  const id = await createRun(mlflow)
  const places = [
    'http:///#/../../../../etc',
    'http:///?/../../etc',
    'mlflow-artifacts:/../../etc',
    'mlflow-artifacts://host/..%2f..%2fetc',
    'file:///etc/../../root',
    's3://bucket/%252e%252e/other',
    'dbfs:/a/..\\..\\b',
    'ftp://host/;a=/../../etc',
  ]
  for (const [at, artifact_location] of places.entries()) {
    const asked = { name: `place ${at}`, artifact_location }
    const { status, body } = await mlflow.post('/experiments/create', asked)
    const told = [status, body['error_code']]
    assert.deepEqual(told, [400, 'INVALID_PARAMETER_VALUE'], artifact_location)
  }
  const folders = [
    '..',
    '../..',
    '/etc',
    'a/../../b',
    '%2e%2e',
    '%252e%252e/etc',
    'a\\..',
    'file:/etc',
  ]
  for (const path of folders) {
    const { status } = await mlflow.get('/artifacts/list', { run_id: id, path })
    assert.equal(status, 400, path)
  }
  for (const run_id of ['../..', '..%2f..', `${id}/../../x`, `${id}#/..`, '/etc/passwd']) {
    assert.equal((await mlflow.get('/runs/get', { run_id })).status, 404, run_id)
    assert.equal((await mlflow.get('/artifacts/list', { run_id })).status, 404, run_id)
    const own = `${mlflow.url}/api/v1/logged-runs/${encodeURIComponent(run_id)}`
    assert.equal((await fetch(own)).status, 404, run_id)
  }
  // A place elsewhere is the client's own matter: nothing of it is read here.
  const elsewhere = await mlflow.post('/experiments/create', {
    name: 'elsewhere',
    artifact_location: 'file:///etc',
  })
  const run = await createRun(mlflow, { experiment_id: elsewhere.body['experiment_id'] })
  const { body } = await mlflow.get('/artifacts/list', { run_id: run })
  assert.equal(body['files'], undefined)
})
