import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient } from '../../src/client/index.ts'
import { deriveGroup, defineGroup, float, text, timestamp } from '../../src/index.ts'
import { defineProject } from '../../src/project/index.ts'
import { openTides, refreshTides, startTides, tideProject } from './tide-project.ts'

const buoys = defineGroup({
  name: 'buoys',
  key: ['buoy'],
  time: 'at',
  columns: {
    buoy: text(),
    at: timestamp(),
    gust: float({ unit: 'm/s', description: 'Strongest wind', tags: ['weather'] }),
    pressure: float({ unit: 'hPa' }),
  },
  keep: '90d',
})

const dailyGusts = deriveGroup({
  name: 'daily-gusts',
  from: buoys,
  window: '1d',
  every: '1h',
  aggregates: { gusts: ['count'], strongest: ['max', 'gust'] },
})

const calm = deriveGroup({
  name: 'calm',
  from: [buoys],
  key: ['buoy'],
  time: 'at',
  columns: { buoy: text(), at: timestamp() },
  sql: 'select buoy, at, _known_at from buoys where gust < 3',
})

test('all features are listed with what they are made of and who uses them', async (t) => {
  const { url } = await startTides(t)
  const { features } = await createClient(url).listFeatures()
  const mean = features.find(({ name }) => name === 'meanPull')
  assert.deepEqual(mean, {
    name: 'meanPull',
    type: 'float',
    unit: 'm',
    kind: 'feature',
    in: 'tides',
    from: ['almanac.pull'],
    how: 'mean of the last 1d',
    usedBy: { groups: [], views: [], models: ['level'], services: ['tide'] },
  })
  const level = features.find(({ in: place, name }) => place === 'gauges' && name === 'level')
  assert.deepEqual(level?.usedBy, {
    groups: [],
    views: ['tides'],
    models: ['level'],
    services: ['tide'],
  })
  const key = features.find(({ in: place, name }) => place === 'almanac' && name === 'port')
  assert.deepEqual(key?.usedBy.views, ['tides'], 'rows are found by it')
  const unread = features.find(({ in: place, name }) => place === 'gauges' && name === 'at')
  assert.equal(unread, undefined, 'an event time is no feature')
})

test('a derived group tells what it is made of, and its origin who reads it', async (t) => {
  const opened = await openTides(t)
  const groups = [...tideProject.groups, buoys, dailyGusts, calm]
  const definition = defineProject({ ...tideProject, groups })
  const { url } = await startTides(t, { ...opened, definition })
  const client = createClient(url)
  const origin = await client.getGroup({ params: { name: 'buoys' } })
  assert.deepEqual(origin.usedBy.groups, ['daily-gusts', 'calm'])
  assert.deepEqual(
    [origin.keep, origin.loadedBy, origin.derivedFrom],
    ['90d', 'rows that code appends', null],
  )
  assert.deepEqual(origin.columns[2]?.tags, ['weather'])
  const windows = await client.getGroup({ params: { name: 'daily-gusts' } })
  assert.deepEqual(windows.derivedFrom, {
    groups: ['buoys'],
    how: 'for each key over the last 1d, every 1h: gusts is the count; strongest is the max of gust',
    sql: null,
  })
  const written = await client.getGroup({ params: { name: 'calm' } })
  assert.equal(written.derivedFrom?.sql, 'select buoy, at, _known_at from buoys where gust < 3')
  const { features } = await client.listFeatures()
  const madeOf = (column: string) =>
    features.find(({ in: place, name }) => place === 'buoys' && name === column)?.usedBy.groups
  assert.deepEqual([madeOf('gust'), madeOf('pressure')], [['daily-gusts', 'calm'], ['calm']])
  const { edges } = await client.getGraph()
  assert.ok(edges.some(({ from, to }) => from === 'group/buoys' && to === 'group/calm'))
})

test('statistics of stretches of time add up to the rows, the reference lies before', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const client = createClient(server.url)
  const query = { window: '7d', count: 2, reference: '14d' }
  const found = await client.getGroupStatistics({ params: { name: 'gauges' }, query })
  assert.deepEqual(
    [...found.windows, ...(found.reference === null ? [] : [found.reference])].map((one) => [
      one.since?.slice(0, 10),
      one.until?.slice(0, 10),
      one.rowCount,
    ]),
    [
      ['2026-02-23', '2026-03-02', 14],
      ['2026-02-16', '2026-02-23', 14],
      ['2026-02-02', '2026-02-16', 28],
    ],
  )
  const level = found.windows[0]?.columns.find(({ column }) => column === 'level')
  assert.deepEqual([level?.count, level?.missing, typeof level?.median], [14, 0, 'number'])
  await assert.rejects(
    client.getGroupStatistics({ params: { name: 'gauges' }, query: { window: 'a week' } }),
    { status: 400 },
  )
})

test('a feature is shown with the SQL of it alone, one that is not there with what is meant', async (t) => {
  const { url } = await startTides(t)
  const client = createClient(url)
  const params = { name: 'tides', feature: 'meanPull' }
  const { sql, code, usedBy } = await client.getFeature({ params })
  assert.match(sql ?? '', /almanac/)
  assert.deepEqual([code, usedBy.services], [null, ['tide']])
  await assert.rejects(client.getFeature({ params: { ...params, feature: 'meanPul' } }), {
    code: 'features.featureNotFound',
    detail: 'View tides has no feature "meanPul". Did you mean "meanPull"?',
  })
})

test('a training set tells of its split, its code and its models, and how it differs', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const client = createClient(server.url)
  const { trainingSets } = await client.listTrainingSets({ query: { view: 'tides' } })
  const [newest] = trainingSets
  assert.deepEqual(newest?.models, [{ name: 'level', version: 1 }])
  const params = { id: newest?.id ?? '' }
  const set = await client.getTrainingSet({ params })
  assert.equal(set.split.kind, 'byTime')
  assert.equal(set.split.train + set.split.test + set.split.leftOut, set.rowCount)
  assert.deepEqual([set.code.status, set.code.features, set.before], ['same', [], null])
  assert.equal(set.statistics.find(({ column }) => column === '_label')?.count, set.split.train)
  const difference = await client.getTrainingSetDifference({ params })
  assert.deepEqual(
    [difference.from, difference.to, difference.rows],
    [1, 1, { added: 0, removed: 0, changed: 0, moved: 0 }],
  )
  await assert.rejects(client.getTrainingSetDifference({ params, query: { from: 7 } }), {
    code: 'features.noSuchTrainingSet',
  })
  const page = await fetch(`${server.url}/api/v1/training-sets/${params.id}/profile.html`)
  assert.match(await page.text(), /<h1>tides@1, training part<\/h1>/)
})

test('what naive joins would take from the future is counted feature by feature', async (t) => {
  const server = await startTides(t)
  await refreshTides(server)
  const leaks = await createClient(server.url).getViewLeaks({
    params: { name: 'tides' },
    query: {},
  })
  assert.deepEqual(
    leaks.features.map(({ feature }) => feature),
    ['pull', 'meanPull'],
  )
  assert.ok(leaks.features.every(({ newest }) => newest > 0))
})
