import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient } from '../../src/client/index.ts'
import { defineDataset, insertCheckReport, type CheckReport } from '../../src/data/index.ts'
import { float, text } from '../../src/table/index.ts'
import { addHarbours, noon, openTides, startTides, tideProject } from './tide-project.ts'

const harbours = { name: 'harbours' }

test('a dataset is told with its versions, its aliases and their history', async (t) => {
  const { url, project } = await startTides(t)
  const client = createClient(url)
  assert.deepEqual(await client.listDatasets(), { datasets: [] })
  await assert.rejects(client.getDataset({ params: harbours }), { code: 'data.datasetNotFound' })
  await addHarbours(project)
  await addHarbours(project, 'kerry,3')
  const { datasets } = await client.listDatasets()
  assert.deepEqual(
    datasets.map(({ name, declared, versionCount, latest }) => [
      name,
      declared,
      versionCount,
      latest?.version,
      latest?.aliases,
    ]),
    [['harbours', false, 2, 2, ['latest']]],
  )
  const { versions, moves } = await client.getDataset({ params: harbours })
  assert.deepEqual(
    versions.map(({ version, fileCount, verdict }) => [version, fileCount, verdict]),
    [
      [2, 2, null],
      [1, 2, null],
    ],
  )
  assert.deepEqual(
    moves.map(({ alias, from, to, by }) => [alias, from, to, by]),
    [
      ['latest', 1, 2, 'a test'],
      ['latest', null, 1, 'a test'],
    ],
  )
})

test('a version is told with its files, and how it differs from another', async (t) => {
  const { url, project } = await startTides(t)
  await addHarbours(project)
  await addHarbours(project, 'kerry,3')
  const client = createClient(url)
  const latest = { ...harbours, version: 'latest' }
  const version = await client.getDatasetVersion({ params: latest })
  assert.deepEqual(
    [version.version, version.before, version.tableCount, version.files.map(({ path }) => path)],
    [2, 1, 2, ['south.csv', 'west.csv']],
  )
  const difference = await client.getDatasetDifference({ params: latest })
  assert.deepEqual(
    [difference.from, difference.to, difference.changed, difference.added],
    [1, 2, { count: 1, paths: ['west.csv'] }, { count: 0, paths: [] }],
  )
  assert.deepEqual(
    difference.tables.map(({ path, rowCount, columns }) => [
      path,
      rowCount,
      columns.find(({ name }) => name === 'depth')?.mean,
    ]),
    [['west.csv', { before: 2, after: 3 }, { before: 6.5, after: 16 / 3 }]],
  )
  const first = await client.getDatasetDifference({ params: { ...harbours, version: '1' } })
  assert.deepEqual([first.from, first.to, first.changed.count], [1, 1, 0])
  await assert.rejects(client.getDatasetVersion({ params: { ...harbours, version: '9' } }), {
    code: 'data.datasetVersionNotFound',
  })
})

test('a declared dataset is told before it has a version', async (t) => {
  const opened = await openTides(t)
  const declared = defineDataset({
    name: 'harbours',
    columns: { name: text(), depth: float({ unit: 'm' }) },
  })
  const definition = { ...tideProject, datasets: [declared] }
  const { url } = await startTides(t, { ...opened, definition })
  const client = createClient(url)
  const { datasets } = await client.listDatasets()
  assert.deepEqual(datasets, [{ name: 'harbours', declared: true, versionCount: 0, latest: null }])
  const reply = await client.getDataset({ params: harbours })
  assert.deepEqual(reply.columns, [
    { name: 'name', type: 'text' },
    { name: 'depth', type: 'float', unit: 'm' },
  ])
})

const report: CheckReport = {
  table: 'harbours',
  rowCount: 3,
  verdict: 'refused',
  results: [
    {
      check: 'depth is at most 10',
      kind: 'row',
      severity: 'refuse',
      holds: false,
      expected: 'depth is at most 10',
      found: '1 of 3 rows breaks it',
      failedCount: 1,
      batches: [],
      rows: [{ place: { batch: 'south.csv', row: 1 }, values: { name: 'cork', at: noon } }],
    },
  ],
}

test('reports are listed without rows, and one is shown with them', async (t) => {
  const { url, project } = await startTides(t)
  await addHarbours(project)
  const subject = { kind: 'dataset', name: 'harbours', state: '1' } as const
  const id = await insertCheckReport(project.database, report, { subject, judgedAt: noon })
  const client = createClient(url)
  const about = { id, kind: 'dataset', subject: 'harbours', state: '1', runId: null }
  const outcome = {
    check: 'depth is at most 10',
    kind: 'row',
    severity: 'refuse',
    holds: false,
    expected: 'depth is at most 10',
    found: '1 of 3 rows breaks it',
    failedCount: 1,
  }
  const judged = { judgedAt: noon.toISOString(), verdict: 'refused', rowCount: 3 }
  assert.deepEqual(await client.listCheckReports({ query: { subject: 'harbours' } }), {
    reports: [{ ...about, ...judged, results: [outcome] }],
  })
  assert.deepEqual(await client.listCheckReports({ query: { subject: 'none' } }), { reports: [] })
  const values = { name: 'cork', at: noon.toISOString() }
  assert.deepEqual(await client.getCheckReport({ params: { id } }), {
    ...about,
    ...judged,
    results: [{ ...outcome, rows: [{ place: 'south.csv', row: 1, values }], comparisons: [] }],
  })
  await assert.rejects(client.getCheckReport({ params: { id: 'chk_none' } }), {
    code: 'data.checkReportNotFound',
  })
  const { datasets } = await client.listDatasets()
  assert.deepEqual([datasets[0]?.latest?.verdict, datasets[0]?.latest?.reportId], ['refused', id])
})

test('a profile is a page that only our own pages may frame', async (t) => {
  const { url, project } = await startTides(t)
  await addHarbours(project)
  await addHarbours(project, 'kerry,3')
  const address = `${url}/api/v1/datasets/harbours/versions/2/profile.html`
  const page = await fetch(address)
  assert.equal(page.status, 200)
  assert.match(page.headers.get('content-security-policy') ?? '', /frame-ancestors 'self'/)
  assert.match(await page.text(), /<h1>harbours@2<\/h1>/)
  const compared = await fetch(`${address}?compare=1`)
  assert.match(await compared.text(), /Compared with <b>harbours@1<\/b>/)
  const missing = await fetch(`${url}/api/v1/datasets/harbours/versions/9/profile.html`)
  assert.equal(missing.status, 404)
  const empty = await fetch(`${url}/api/v1/groups/almanac/profile.html`)
  assert.equal(((await empty.json()) as { code: string }).code, 'data.profileWithoutRows')
})
