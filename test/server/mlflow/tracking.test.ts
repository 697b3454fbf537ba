import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRun, startMlflow } from './ask-mlflow.ts'

test('an experiment is made, found, renamed, deleted and restored', async (t) => {
  const mlflow = await startMlflow(t)
  const missing = await mlflow.get('/experiments/get-by-name', { experiment_name: 'tides' })
  assert.deepEqual(missing, {
    status: 404,
    body: {
      error_code: 'RESOURCE_DOES_NOT_EXIST',
      message: "Could not find experiment with name 'tides'",
    },
  })
  const tags = [{ key: 'sea', value: 'atlantic' }]
  const made = await mlflow.post('/experiments/create', { name: 'tides', tags })
  assert.deepEqual(made, { status: 200, body: { experiment_id: '1' } })
  const { body } = await mlflow.get('/experiments/get', { experiment_id: '1' })
  const {
    creation_time: created,
    last_update_time: updated,
    ...rest
  } = body['experiment'] as Record<string, unknown>
  assert.equal(typeof created, 'number')
  assert.equal(created, updated)
  assert.deepEqual(rest, {
    experiment_id: '1',
    name: 'tides',
    artifact_location: 'mlflow-artifacts:/1',
    lifecycle_stage: 'active',
    tags,
  })
  assert.equal((await mlflow.post('/experiments/delete', { experiment_id: '1' })).status, 200)
  const taken = await mlflow.post('/experiments/create', { name: 'tides' })
  assert.deepEqual([taken.status, taken.body['error_code']], [400, 'RESOURCE_ALREADY_EXISTS'])
  const late = await mlflow.post('/experiments/set-experiment-tag', {
    experiment_id: '1',
    key: 'a',
    value: 'b',
  })
  assert.deepEqual([late.status, late.body['error_code']], [400, 'INVALID_PARAMETER_VALUE'])
  assert.equal((await mlflow.post('/experiments/restore', { experiment_id: '1' })).status, 200)
  const renamed = { experiment_id: '1', new_name: 'floods' }
  assert.deepEqual((await mlflow.post('/experiments/update', renamed)).body, {})
  const found = await mlflow.post('/experiments/search', {
    max_results: 1,
    order_by: ['name DESC'],
  })
  assert.equal((found.body['experiments'] as { name: string }[])[0]?.name, 'floods')
  assert.equal(typeof found.body['next_page_token'], 'string')
})

test('deleting an experiment deletes its runs, and restoring it brings them back', async (t) => {
  const mlflow = await startMlflow(t)
  await mlflow.post('/experiments/create', { name: 'tides' })
  const id = await createRun(mlflow, { experiment_id: '1' })
  const stage = async () => {
    const { body } = await mlflow.get('/runs/get', { run_id: id })
    return (body as { run: { info: { lifecycle_stage: string } } }).run.info.lifecycle_stage
  }
  await mlflow.post('/experiments/delete', { experiment_id: '1' })
  assert.equal(await stage(), 'deleted')
  const late = await mlflow.post('/runs/create', { experiment_id: '1' })
  assert.match(String(late.body['message']), /must be in the 'active' state/)
  await mlflow.post('/experiments/restore', { experiment_id: '1' })
  assert.equal(await stage(), 'active')
})

test('what a run logs comes back as MLflow tells it', async (t) => {
  const mlflow = await startMlflow(t)
  const id = await createRun(mlflow, { run_name: 'first', user_id: 'ann' })
  const batch = {
    run_id: id,
    metrics: [
      { key: 'loss', value: 0.5, timestamp: 10, step: 0 },
      { key: 'loss', value: 0.25, timestamp: '11', step: '1' },
      { key: 'loss', value: 0.75, timestamp: 12 },
      { key: 'odd', value: 'NaN', timestamp: 1, step: 0 },
      { key: 'huge', value: '-Infinity', timestamp: 1, step: 0 },
    ],
    params: [{ key: 'depth', value: '3' }],
    tags: [{ key: 'stage', value: 'x'.repeat(9000) }],
  }
  assert.deepEqual(await mlflow.post('/runs/log-batch', batch), { status: 200, body: {} })
  // A client that heard no answer sends it again.
  assert.deepEqual(await mlflow.post('/runs/log-batch', batch), { status: 200, body: {} })
  await mlflow.post('/runs/update', { run_id: id, status: 'FINISHED', end_time: 2000 })
  const { body } = await mlflow.get('/runs/get', { run_id: id })
  assert.deepEqual(body['run'], {
    info: {
      run_id: id,
      run_uuid: id,
      run_name: 'first',
      experiment_id: '0',
      user_id: 'ann',
      status: 'FINISHED',
      start_time: 1000,
      end_time: 2000,
      artifact_uri: `mlflow-artifacts:/0/${id}/artifacts`,
      lifecycle_stage: 'active',
    },
    data: {
      metrics: [
        { key: 'huge', value: -Number.MAX_VALUE, timestamp: 1, step: 0 },
        { key: 'loss', value: 0.25, timestamp: 11, step: 1 },
        { key: 'odd', value: 'NaN', timestamp: 1, step: 0 },
      ],
      params: [{ key: 'depth', value: '3' }],
      tags: [
        { key: 'mlflow.runName', value: 'first' },
        { key: 'stage', value: 'x'.repeat(8000) },
      ],
    },
    inputs: {},
    outputs: {},
  })
  const history = await mlflow.get('/metrics/get-history', { run_id: id, metric_key: 'loss' })
  assert.deepEqual(history.body['metrics'], [
    { key: 'loss', value: 0.5, timestamp: 10, step: 0 },
    { key: 'loss', value: 0.25, timestamp: 11, step: 1 },
    { key: 'loss', value: 0.75, timestamp: 12, step: 0 },
  ])
})

test('a history is paged across the batches that it came in', async (t) => {
  const mlflow = await startMlflow(t)
  const id = await createRun(mlflow)
  for (const start of [0, 4, 8]) {
    const metrics = [0, 1, 2, 3].map((at) => ({
      key: 'wave',
      value: start + at,
      timestamp: start + at,
      step: start + at,
    }))
    await mlflow.post('/runs/log-batch', { run_id: id, metrics })
  }
  const pages: number[][] = []
  let token = ''
  do {
    const { body } = await mlflow.get('/metrics/get-history', {
      run_id: id,
      metric_key: 'wave',
      max_results: '5',
      page_token: token,
    })
    pages.push((body['metrics'] as { value: number }[]).map(({ value }) => value))
    token = (body['next_page_token'] as string | undefined) ?? ''
  } while (token !== '')
  assert.deepEqual(pages, [
    [0, 1, 2, 3, 4],
    [5, 6, 7, 8, 9],
    [10, 11],
  ])
})

test('what a batch has that is wrong leaves the run as it was', async (t) => {
  const mlflow = await startMlflow(t)
  const id = await createRun(mlflow)
  await mlflow.post('/runs/log-parameter', { run_id: id, key: 'depth', value: '3' })
  const good = { key: 'loss', value: 1, timestamp: 1 }
  const many = Array.from({ length: 1001 }, () => good)
  const refusals: readonly [Record<string, unknown>, RegExp][] = [
    [{ params: [{ key: 'depth', value: '4' }] }, /value='3'.*new value '4'/],
    [
      {
        params: [
          { key: 'a', value: '1' },
          { key: 'a', value: '2' },
        ],
      },
      /Duplicate parameter keys/,
    ],
    [{ metrics: [good, { key: '../up', value: 1, timestamp: 1 }] }, /would resolve to '..\/up'/],
    [{ metrics: [{ key: 'a;b', value: 1, timestamp: 1 }] }, /Names may only contain/],
    [{ metrics: [{ value: 1, timestamp: 1 }] }, /required parameter 'metrics\[0\].key'/],
    [{ metrics: [{ key: 'm', timestamp: 1 }] }, /required parameter 'metrics\[0\].value'/],
    [{ metrics: [{ key: 'm', value: 'high', timestamp: 1 }] }, /'metrics\[0\].value'.*type 'str'/],
    [{ metrics: [{ key: 'm', value: 1, timestamp: -1 }] }, /nonnegative/],
    [{ metrics: many }, /at most 1000 metrics. Got 1001 metrics/],
    [{ tags: 'x' }, /'tags'.*type 'str'/],
  ]
  for (const [wrong, message] of refusals) {
    const { status, body } = await mlflow.post('/runs/log-batch', {
      run_id: id,
      metrics: [good],
      ...wrong,
    })
    assert.deepEqual([status, body['error_code']], [400, 'INVALID_PARAMETER_VALUE'])
    assert.match(String(body['message']), message)
  }
  const { body } = await mlflow.get('/runs/get', { run_id: id })
  const { data } = body['run'] as { data: Record<string, unknown> }
  assert.deepEqual(data['metrics'], undefined)
  assert.deepEqual(data['params'], [{ key: 'depth', value: '3' }])
})

test('what is no part of the interface is told so that clients understand it', async (t) => {
  const mlflow = await startMlflow(t)
  const unknown = await mlflow.post('/gateway/secrets', {})
  assert.deepEqual([unknown.status, unknown.body['error_code']], [404, 'ENDPOINT_NOT_FOUND'])
  const wrong = await fetch(`${mlflow.url}/ajax-api/2.0/mlflow/runs/search`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: '{}',
  })
  assert.deepEqual(
    [wrong.status, await wrong.json()],
    [
      400,
      {
        error_code: 'INVALID_PARAMETER_VALUE',
        message: "Bad Request. Content-Type must be one of ['application/json'].",
      },
    ],
  )
  const token = await mlflow.post('/runs/search', { experiment_ids: ['0'], page_token: 'x' })
  assert.match(String(token.body['message']), /Invalid page token/)
  const run = await mlflow.get('/runs/get', { run_id: 'none' })
  assert.deepEqual([run.status, run.body['error_code']], [404, 'RESOURCE_DOES_NOT_EXIST'])
})
