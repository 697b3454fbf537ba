import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, isApiProblem, type Client } from '../../src/client/index.ts'
import { sql } from '../../src/table/index.ts'
import { openHarbour } from './catch-project.ts'
import { addExperiment, addLoggedRun, addRunFile, loggedRunsOf } from './logged-project.ts'

test('runs of the platform and of programs stand in one table, and one filter finds both', async (t) => {
  const { server, project, runDay } = await openHarbour(t)
  const own = createClient(server.url)
  const day = await runDay({ boats: 4 })
  const experimentId = await addExperiment(project, 'nets')
  const later = Date.now() + 60_000
  const one = await addLoggedRun(project, { experimentId, name: 'one', startMs: later })
  const two = await addLoggedRun(project, {
    name: 'two',
    losses: [0.9],
    startMs: later + 1,
    tags: [{ key: 'mlflow.parentRunId', value: one }],
  })
  const all = await own.getRunTable({})
  assert.deepEqual(all.runs.ids, [two, one, day])
  assert.deepEqual(all.runs.kinds, ['logged', 'logged', 'pipeline'])
  assert.deepEqual(all.runs.statuses, ['open', 'open', 'succeeded'])
  assert.deepEqual(all.runs.experiments, ['Default', 'nets', 'day'])
  assert.deepEqual(all.runs.parents, [one, null, null])
  assert.deepEqual(
    all.metrics.find(({ name }) => name === 'loss'),
    { name: 'loss', places: [0, 1], values: [0.9, 0.25] },
  )
  const places = (wanted: string) => all.params.find(({ name }) => name === wanted)?.places
  assert.deepEqual([places('boats'), places('depth')], [[2], [0, 1]])
  assert.deepEqual(
    all.tags.map(({ name }) => name).filter((name) => name.startsWith('mlflow.')),
    [],
  )

  const idsOf = async (query: NonNullable<Parameters<Client['getRunTable']>[0]>['query']) =>
    (await own.getRunTable({ query: query ?? {} })).runs.ids
  assert.deepEqual(await idsOf({ filter: "params.boats = '4' OR metrics.loss < 0.3" }), [one, day])
  assert.deepEqual(await idsOf({ filter: "NOT params.depth IS NULL AND status = 'RUNNING'" }), [
    two,
    one,
  ])
  assert.deepEqual(await idsOf({ experiment: experimentId }), [one])
  assert.deepEqual(await idsOf({ kind: 'pipeline' }), [day])
  assert.equal((await idsOf({ kind: 'step' })).length, 3)
  assert.deepEqual(await idsOf({ ids: [day, two].join(',') }), [two, day])
  assert.deepEqual(await idsOf({ limit: 1 }), [two])
  await loggedRunsOf(project).setLifecycle(two, 'deleted')
  assert.deepEqual(await idsOf({}), [one, day])
  assert.deepEqual(await idsOf({ lifecycle: 'deleted' }), [two])
  await assert.rejects(own.getRunTable({ query: { filter: 'metrics.loss <' } }), (error) =>
    isApiProblem(error, 'tracking.searchValueWrong'),
  )
  await assert.rejects(own.getRunTable({ query: { filter: "'; drop table runs; --" } }), (error) =>
    isApiProblem(error, 'tracking.filterNotReadable'),
  )
})

test('curves of both kinds of runs come sampled, with every extreme, and closer on demand', async (t) => {
  const { server, project, runDay } = await openHarbour(t)
  const own = createClient(server.url)
  await runDay()
  const [fish] = await project.runs.list({ kind: 'step', name: 'fish', limit: 1 })
  const losses = Array.from({ length: 2500 }, (_, at) => (at === 1777 ? 50 : at / 2500))
  const id = await addLoggedRun(project, { losses: losses.slice(0, 900) })
  const runs = loggedRunsOf(project)
  for (const from of [900, 1700]) {
    await runs.logBatch(id, {
      metrics: losses
        .slice(from, from === 900 ? 1700 : 2500)
        .map((value, at) => ({ key: 'loss', value, step: from + at, atMs: 1000 * (from + at) })),
    })
  }
  await runs.logBatch(id, { metrics: [{ key: 'odd', value: Number.NaN, step: 3, atMs: 5 }] })
  const { curves } = await own.getRunCurves({ query: { runs: id, places: 100 } })
  const loss = curves.find(({ metric }) => metric === 'loss') ?? assert.fail('no loss')
  assert.equal(loss.pointCount, 2500)
  assert.equal(loss.xs.length, 100)
  assert.equal(Math.max(...loss.highs.map(Number)), 50)
  assert.deepEqual(loss.last, { x: 2499, value: 2499 / 2500 })
  assert.deepEqual(curves.find(({ metric }) => metric === 'odd')?.means, [null])

  const [close] = (
    await own.getRunCurves({
      query: { runs: id, metrics: '["loss"]', from: 1776, until: 1778, places: 100 },
    })
  ).curves
  assert.deepEqual([close?.xs, close?.isSampled], [[1776, 1777, 1778], false])
  assert.equal(close?.means[1], 50)

  const both = await own.getRunCurves({
    query: {
      runs: `${id},${fish?.id ?? ''},run_unknown`,
      metrics: '["boats","odd"]',
      axis: 'time',
    },
  })
  assert.deepEqual(
    both.curves.map(({ runId, metric, xs }) => [runId, metric, xs.length]),
    [
      [id, 'odd', 1],
      [fish?.id, 'boats', 1],
    ],
  )
  await assert.rejects(own.getRunCurves({ query: { runs: id, metrics: 'loss' } }), (error) =>
    isApiProblem(error, 'server.inputNotAsAgreed'),
  )
})

test('files of a run are seen by what they are, and nothing but them', async (t) => {
  const { server, project } = await openHarbour(t)
  const own = createClient(server.url)
  const id = await addLoggedRun(project, {})
  const other = await addLoggedRun(project, {})
  await addRunFile(project, other, 'secret.txt', 'of another run')
  await addRunFile(project, id, 'log.txt', 'calm')
  await addRunFile(project, id, 'model/MLmodel', 'flavors: {}')
  await addRunFile(project, id, 'weights.bin', Uint8Array.of(0, 1))
  await addRunFile(project, id, 'fake.parquet', 'no parquet')
  await addRunFile(project, id, 'rows.csv', 'port,said\ndoolin,"calm, mostly"\ngalway,rough\n')
  await addRunFile(project, id, 'split.json', '{"columns":["a"],"data":[[1],[2]]}')
  await addRunFile(project, id, 'a.svg', '<svg xmlns="http://www.w3.org/2000/svg"/>')
  await project.engine.run(
    sql`copy (select range as step from range(120)) to ${`${project.root}/t.parquet`} (format parquet)`,
  )
  const { readFile } = await import('node:fs/promises')
  await addRunFile(project, id, 'deep/steps.parquet', await readFile(`${project.root}/t.parquet`))
  const params = { id }
  const look = (path: string) => own.previewRunFile({ params, query: { path } })
  assert.deepEqual(await look('log.txt'), { kind: 'text', text: 'calm', isCut: false })
  assert.equal((await look('model/MLmodel')).kind, 'text')
  assert.deepEqual(await look('weights.bin'), { kind: 'none' })
  assert.deepEqual(await look('fake.parquet'), { kind: 'none' })
  assert.deepEqual(await look('rows.csv'), {
    kind: 'table',
    columns: ['port', 'said'],
    rows: [
      { port: 'doolin', said: 'calm, mostly' },
      { port: 'galway', said: 'rough' },
    ],
    rowCount: 2,
  })
  assert.deepEqual(await look('split.json'), {
    kind: 'table',
    columns: ['a'],
    rows: [{ a: 1 }, { a: 2 }],
    rowCount: 2,
  })
  const parquet = await look('deep/steps.parquet')
  assert.ok(parquet.kind === 'table')
  assert.deepEqual([parquet.rowCount, parquet.rows.length, parquet.rows[7]], [120, 50, { step: 7 }])

  const picture = await look('a.svg')
  assert.ok(picture.kind === 'picture')
  const saved = await fetch(server.url + picture.address)
  assert.equal(saved.headers.get('content-type'), 'image/svg+xml')
  assert.match(saved.headers.get('content-disposition') ?? '', /^attachment/)
  for (const path of [
    `../../${other}/artifacts/secret.txt`,
    `%2e%2e/${other}/artifacts/secret.txt`,
    '/etc/passwd',
    '../../../../../../etc/passwd',
    '',
  ]) {
    const address = `/api/v1/logged-runs/${id}/file?path=${encodeURIComponent(path)}`
    assert.equal((await fetch(server.url + address)).status, 404, path)
  }
})
