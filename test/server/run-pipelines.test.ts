import assert from 'node:assert/strict'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { test } from 'node:test'
import { ApiProblem, createClient } from '../../src/client/index.ts'
import { startServer, up } from '../../src/server/index.ts'
import { openTides, startTides } from './tide-project.ts'

const refresh = { params: { name: 'refresh' } }

test('a pipeline is started at once, runs beside the requests, and runs once at a time', async (t) => {
  const { url, runner } = await startTides(t)
  const client = createClient(url)
  const { runId } = await client.runPipeline({ ...refresh, body: {} })
  const second = client.runPipeline({ ...refresh, body: {} })
  await assert.rejects(second, (problem) => {
    assert.ok(problem instanceof ApiProblem)
    assert.deepEqual([problem.status, problem.code], [409, 'pipelines.alreadyRunning'])
    return true
  })
  const during = await client.getRun({ params: { id: runId } })
  assert.deepEqual([during.status, during.reason], ['open', 'by hand, over HTTP'])
  await runner.drain()
  const after = await client.getRun({ params: { id: runId } })
  assert.deepEqual(
    after.steps.map((step) => `${step.name} ${step.status} after ${step.after.join(', ')}`),
    [
      'load-almanac succeeded after ',
      'load-gauges succeeded after ',
      'train-level succeeded after load-almanac, load-gauges',
      'promote-level succeeded after train-level',
      'predict-level succeeded after promote-level',
    ],
  )
  const { version } = await client.getService({ params: { name: 'tide' } })
  assert.equal(version, 1)
})

test('what keeps a pipeline from starting is the answer', async (t) => {
  const client = createClient((await startTides(t)).url)
  const bodies = [
    { steps: ['train'] },
    { settings: { almanach: 'x' } },
    { settings: { almanac: 3 } },
  ]
  const codes = await Promise.all(
    bodies.map((body) =>
      client.runPipeline({ ...refresh, body }).then(
        () => 'started',
        (problem: unknown) =>
          problem instanceof ApiProblem ? `${problem.status} ${problem.code}` : String(problem),
      ),
    ),
  )
  assert.deepEqual(codes, [
    '404 pipelines.stepUnknown',
    '422 project.unknownSetting',
    '422 project.settingOfWrongType',
  ])
})

test('a refused delivery is shown with its reason', async (t) => {
  const { url, runner, project } = await startTides(t)
  await writeFile(join(project.root, 'texts/gauges/torn.txt'), 'galway 2026-02-01T')
  const client = createClient(url)
  const { runId } = await client.runPipeline({ ...refresh, body: { steps: ['load-gauges'] } })
  await runner.drain()
  const { error } = await client.getRun({ params: { id: runId } })
  assert.equal(error?.code, 'features.deliveriesRefused')
  const { deliveries, deliveryCount } = await client.listDeliveries({
    query: { status: 'refused' },
  })
  assert.equal(deliveryCount, 1)
  assert.deepEqual(
    deliveries.map(({ name, reason }) => [name, reason]),
    [['torn.txt', '"galway 2026-02-01T" has no level.']],
  )
})

test('up moves what an earlier server answered into the predictions group', async (t) => {
  const project = await openTides(t)
  const before = await startServer(project, { port: 0 })
  t.after(() => before.close())
  const { failure } = await before.runner.run('refresh', { reason: 'by a test' })
  assert.equal(failure, undefined)
  const client = createClient(before.url)
  const body = { rows: [{ port: 'galway' }, { port: 'doolin' }] }
  const answer = await client.predict({ params: { name: 'tide' }, body })
  const counted = await client.getService({ params: { name: 'tide' } })
  await before.close()
  const rowsBefore = (await project.commits.summary('level-predictions')).rowCount

  const ending = new AbortController()
  t.after(() => ending.abort())
  const running = await up(project, { port: 0, signal: ending.signal })
  await running.server.services.compact()
  const { rowCount } = await project.commits.summary('level-predictions')
  assert.equal(rowCount, rowsBefore + 2)
  const after = createClient(running.url)
  const recounted = await after.getService({ params: { name: 'tide' } })
  assert.equal(recounted.predictionCount, counted.predictionCount)
  const id = answer.predictions[0]?.predictionId ?? ''
  const why = await after.whyPrediction({ params: { id } })
  assert.equal(why.prediction.service, 'tide')
  ending.abort()
  await running.ended
  await assert.rejects(fetch(running.url))
})
