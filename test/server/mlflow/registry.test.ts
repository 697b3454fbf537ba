import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRun, startMlflow, type AskMlflow } from './ask-mlflow.ts'

/** A logged model with one file, as a client of MLflow 3 makes it. */
async function logModel({ url, post }: AskMlflow, content: string): Promise<string> {
  const { body } = await post('/logged-models', { experiment_id: '0', name: 'model' })
  const { info } = body['model'] as { info: Record<string, string> }
  const id = info['model_id'] ?? ''
  const path = `${(info['artifact_uri'] ?? '').replace('mlflow-artifacts:/', '')}/weights.bin`
  const put = await fetch(`${url}/api/2.0/mlflow-artifacts/artifacts/${path}`, {
    method: 'PUT',
    body: content,
  })
  assert.equal(put.status, 200)
  return id
}

async function register(mlflow: AskMlflow, id: string, name = 'tides'): Promise<void> {
  await mlflow.post('/registered-models/create', { name })
  const { status } = await mlflow.post('/model-versions/create', {
    name,
    source: `models:/${id}`,
    model_id: id,
  })
  assert.equal(status, 200)
}

async function fileOf(mlflow: AskMlflow, name: string, version: string): Promise<string> {
  const { body } = await mlflow.get('/model-versions/get-download-uri', { name, version })
  const folder = String(body['artifact_uri']).replace('mlflow-artifacts:/', '')
  const base = `${mlflow.url}/api/2.0/mlflow-artifacts/artifacts`
  return (await fetch(`${base}/${folder}/weights.bin`)).text()
}

test('a version keeps its files, whatever becomes of the place that they came from', async (t) => {
  const mlflow = await startMlflow(t)
  const id = await logModel(mlflow, 'one')
  await register(mlflow, id)
  const base = `${mlflow.url}/api/2.0/mlflow-artifacts/artifacts`
  await fetch(`${base}/0/models/${id}/artifacts/weights.bin`, { method: 'PUT', body: 'two' })
  assert.equal(await fileOf(mlflow, 'tides', '1'), 'one')
  await fetch(`${base}/0/models/${id}`, { method: 'DELETE' })
  assert.equal(await fileOf(mlflow, 'tides', '1'), 'one')
})

test('nobody writes into the folder of a version', async (t) => {
  const mlflow = await startMlflow(t)
  await register(mlflow, await logModel(mlflow, 'one'))
  const base = `${mlflow.url}/api/2.0/mlflow-artifacts/artifacts`
  for (const path of [
    'registry/tides/1/weights.bin',
    './registry//tides/1/weights.bin',
    'registry/x',
  ]) {
    for (const method of ['PUT', 'DELETE']) {
      const { status } = await fetch(`${base}/${path}`, {
        method,
        body: method === 'PUT' ? 'x' : null,
      })
      assert.equal(status, 400, `${method} ${path}`)
    }
  }
  assert.equal(await fileOf(mlflow, 'tides', '1'), 'one')
})

test('a version can’t be made of a place that is not the client’s to name', async (t) => {
  const mlflow = await startMlflow(t)
  await mlflow.post('/registered-models/create', { name: 'tides' })
  const run = await createRun(mlflow)
  const sources = [
    '/etc',
    'etc',
    './etc',
    'file:///etc',
    'FILE:/etc',
    'mlflow-artifacts:/../../etc',
    'mlflow-artifacts:/1/%2e%2e/%2e%2e/etc',
    'mlflow-artifacts:/1/..%2f..%2fetc',
    'mlflow-artifacts:/1/%252e%252e/etc',
    'mlflow-artifacts://1/..\\..\\etc',
    's3://bucket/../other',
    'models:/m-0123',
    'models:/nothing/1',
    'models:/tides/1',
  ]
  for (const source of sources) {
    const asked = { name: 'tides', source, run_id: run }
    const { status } = await mlflow.post('/model-versions/create', asked)
    assert.ok(status === 400 || status === 404, `${source}: ${status}`)
  }
  assert.deepEqual((await mlflow.get('/model-versions/search')).body, {})
  const elsewhere = { name: 'tides', source: 's3://bucket/model', run_id: run }
  assert.equal((await mlflow.post('/model-versions/create', elsewhere)).status, 200)
  const address = { name: 'tides', version: '1' }
  assert.deepEqual((await mlflow.get('/model-versions/get-download-uri', address)).body, {
    artifact_uri: 's3://bucket/model',
  })
})

test('names of models can’t lead elsewhere, and odd ones keep their files', async (t) => {
  const mlflow = await startMlflow(t)
  for (const name of ['', '..', 'a/b', 'a\\b', 'a:b', 'a\u0000', 'x'.repeat(257)]) {
    const { status, body } = await mlflow.post('/registered-models/create', { name })
    assert.deepEqual([status, body['error_code']], [400, 'INVALID_PARAMETER_VALUE'], name)
  }
  const odd = "Gezeiten %2e%2e 'x'; drop table runs --"
  await register(mlflow, await logModel(mlflow, 'odd'), odd)
  assert.equal(await fileOf(mlflow, odd, '1'), 'odd')
})

test('what clients leave prompts out by finds what has no such tag', async (t) => {
  const mlflow = await startMlflow(t)
  await mlflow.post('/registered-models/create', { name: 'tides' })
  const prompt = [{ key: 'mlflow.prompt.is_prompt', value: 'true' }]
  await mlflow.post('/registered-models/create', { name: 'prompt', tags: prompt })
  const names = async (filter: string) => {
    const { body } = await mlflow.get('/registered-models/search', { filter })
    return (body['registered_models'] as { name: string }[] | undefined)?.map(({ name }) => name)
  }
  assert.deepEqual(await names("tag.`mlflow.prompt.is_prompt` != 'true'"), ['tides'])
  assert.deepEqual(await names("name = 'tides' OR tags.`mlflow.prompt.is_prompt` = 'true'"), [
    'prompt',
    'tides',
  ])
  assert.equal(await names("tags.colour != 'red'"), undefined)
  assert.equal(await names("name = 'x'' OR 1=1 --'"), undefined)
})

test('a model that is deleted and made anew goes on counting, with a past that stays', async (t) => {
  const mlflow = await startMlflow(t)
  const id = await logModel(mlflow, 'one')
  await register(mlflow, id)
  await mlflow.post('/registered-models/alias', { name: 'tides', alias: 'champion', version: '1' })
  const remove = (path: string, body: object) =>
    fetch(`${mlflow.url}/api/2.0/mlflow${path}`, {
      method: 'DELETE',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
  assert.equal((await remove('/registered-models/delete', { name: 'tides' })).status, 200)
  assert.equal((await mlflow.get('/registered-models/get', { name: 'tides' })).status, 404)
  await register(mlflow, id)
  const { body } = await mlflow.get('/registered-models/get', { name: 'tides' })
  const { latest_versions: latest, aliases } = body['registered_model'] as {
    latest_versions: { version: string }[]
    aliases?: unknown
  }
  assert.deepEqual([latest.map(({ version }) => version), aliases], [['2'], undefined])
})

test('a body that is JSON in JSON, and neither, is told as wrong, not as a defect', async (t) => {
  const { url } = await startMlflow(t)
  const send = async (body: string) => {
    const headers = { 'content-type': 'application/json' }
    const path = `${url}/api/2.0/mlflow/experiments/search`
    const response = await fetch(path, { method: 'POST', headers, body })
    const { error_code: code = '' } = (await response.json()) as { error_code?: string }
    return [response.status, code]
  }
  assert.deepEqual(await send(JSON.stringify(JSON.stringify({ max_results: 1 }))), [200, ''])
  assert.deepEqual(await send(JSON.stringify('{"max_results": ')), [400, 'INVALID_PARAMETER_VALUE'])
  assert.deepEqual(await send('{"max_results": '), [400, 'INVALID_PARAMETER_VALUE'])
  assert.deepEqual(await send('"text"'), [400, 'INVALID_PARAMETER_VALUE'])
  assert.deepEqual(await send('[1]'), [400, 'INVALID_PARAMETER_VALUE'])
})

test('a body that is too large is told with the limit of what was asked', async (t) => {
  const { url, post } = await startMlflow(t)
  const batch = await post('/runs/log-batch', {
    run_id: 'x',
    tags: [{ key: 'k', value: 'v'.repeat(1_100_000) }],
  })
  assert.deepEqual([batch.status, batch.body['message']], [400, 'The body is larger than 1 MB.'])
  const large = await post('/runs/create', { tags: [{ key: 'k', value: 'v'.repeat(20_100_000) }] })
  assert.deepEqual([large.status, large.body['message']], [400, 'The body is larger than 20 MB.'])
  assert.equal(await (await fetch(`${url}/health`)).text(), 'OK')
})
