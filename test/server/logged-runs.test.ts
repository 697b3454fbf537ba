import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { createClient } from '../../src/client/index.ts'
import { finishRun, startRun } from '../../src/tracking/index.ts'
import { startLogbook } from './mlflow/start-logbook.ts'

/** A run of the platform, and one of a program right below it. */
async function startRuns(t: TestContext) {
  const { url, project } = await startLogbook(t)
  const client = createClient(url)
  const settings = { depth: 3, sea: { name: 'north' } }
  const code = { commit: 'c0ffee', dirty: true }
  const own = await startRun(project, { kind: 'pipeline', name: 'tides', settings, code })
  await project.records.putMetrics(own.id, [{ name: 'loss', step: 1, value: 0.25, at: new Date() }])
  const post = async (path: string, body: object) => {
    const headers = { 'content-type': 'application/json' }
    const address = `${url}/api/2.0/mlflow/${path}`
    const sent = { method: 'POST', headers, body: JSON.stringify(body) }
    return (await (await fetch(address, sent)).json()) as Record<string, unknown>
  }
  const { run } = await post('runs/create', {
    experiment_id: '1',
    run_name: 'python',
    start_time: 1000,
    tags: [{ key: 'mlflow.parentRunId', value: own.id }],
  })
  const below = (run as { info: { run_id: string } }).info.run_id
  return { client, project, own, below, post, url }
}

test('one search finds the runs of the platform and of programs', async (t) => {
  const { client, own, below, post } = await startRuns(t)
  const { runs, runCount } = await client.searchRuns({ query: { experimentIds: '1' } })
  assert.deepEqual(
    runs.map(({ id, name, kind, experiment, parentId }) => [id, name, kind, experiment, parentId]),
    [
      [own.id, 'tides', 'pipeline', 'tides', null],
      [below, 'python', null, 'tides', own.id],
    ],
  )
  assert.equal(runCount, 2)
  const filter = `metrics.loss < 0.3 AND (params.depth = '3' OR NOT tags.a = 'b')`
  const found = await client.searchRuns({ query: { filter } })
  assert.deepEqual(
    found.runs.map(({ metrics, params, status }) => ({ metrics, params, status })),
    [
      {
        metrics: { loss: 0.25 },
        params: { depth: '3', sea: '{"name":"north"}' },
        status: 'RUNNING',
      },
    ],
  )
  const seen = (await post('runs/search', { experiment_ids: ['1'], filter })) as {
    runs?: { info: { run_id: string } }[]
  }
  assert.deepEqual(
    seen.runs?.map(({ info }) => info.run_id),
    [own.id],
  )
})

test('the end of a run of the platform, and its error, are seen with its code and what lies below', async (t) => {
  const { client, project, own, below } = await startRuns(t)
  const error = { code: 'data.missing', message: 'There is no tide.' }
  await finishRun(project, own.id, { outcome: 'failed', error })
  const { status, tags, children } = await client.getLoggedRun({ params: { id: own.id } })
  assert.equal(status, 'FAILED')
  assert.deepEqual(tags, {
    'mlflow.runName': 'tides',
    'mlflow.source.git.commit': 'c0ffee',
    'mlflow.source.git.dirty': 'true',
    'swell.error': 'data.missing: There is no tide.',
    'swell.kind': 'pipeline',
  })
  assert.deepEqual(
    children.map(({ id }) => id),
    [below],
  )
})

test('a note and tags are written and taken away, and what is deleted is found only when asked for', async (t) => {
  const { client, own } = await startRuns(t)
  const params = { id: own.id }
  await client.tagRun({ params, body: { tags: { team: 'sea', best: 'yes' }, note: '**Calm**' } })
  const { tags, note } = await client.tagRun({ params, body: { tags: { best: null, none: null } } })
  assert.deepEqual([tags['team'], tags['best'], note], ['sea', undefined, '**Calm**'])
  await client.deleteRun({ params, body: { isDeleted: true } })
  const views = ['active', 'deleted', 'all'] as const
  const filter = "tags.team = 'sea'"
  const counts = await Promise.all(
    views.map(async (view) => (await client.searchRuns({ query: { view, filter } })).runCount),
  )
  assert.deepEqual(counts, [0, 1, 1])
})

test('a long curve is sampled, and its extremes stay', async (t) => {
  const { client, project, own } = await startRuns(t)
  const at = new Date()
  const points = Array.from({ length: 100_000 }, (_, step) => {
    const value = step === 54_321 ? 1e6 : step === 66_666 ? -1e6 : Math.sin(step / 1000)
    return { name: 'tide/height', step, value, at }
  })
  await project.records.putMetrics(own.id, points)
  const query = { metric: 'tide/height', stretches: 500 }
  const curve = await client.getCurve({ params: { id: own.id }, query })
  assert.equal(curve.pointCount, 100_000)
  assert.equal(curve.isSampled, true)
  assert.ok(curve.steps.length <= 1002)
  assert.deepEqual(
    curve.steps,
    curve.steps.toSorted((a, b) => a - b),
  )
  assert.deepEqual([curve.steps[0], curve.steps.at(-1)], [0, 99_999])
  assert.equal(curve.values[curve.steps.indexOf(54_321)], 1e6)
  assert.equal(curve.values[curve.steps.indexOf(66_666)], -1e6)
  const short = await client.getCurve({ params: { id: own.id }, query: { metric: 'loss' } })
  assert.deepEqual([short.steps, short.values, short.isSampled], [[1], [0.25], false])
})
