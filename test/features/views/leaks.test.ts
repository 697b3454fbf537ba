import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  appendRows,
  defineGroup,
  defineView,
  derive,
  freezeView,
  labelDelay,
  reportLeaks,
  requested,
} from '../../../src/features/index.ts'
import { byTime } from '../../../src/learn/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'

const reports = defineGroup({
  name: 'reports',
  key: ['beachId'],
  time: 'observedAt',
  columns: { beachId: text(), observedAt: timestamp(), waveHeight: float(), highest: float() },
})

const swells = defineGroup({
  name: 'swells',
  key: ['beachId'],
  time: 'hitsAt',
  columns: { beachId: text(), hitsAt: timestamp(), height: float() },
})

const label = reports.column('waveHeight')
const day = (number: number, hour = 0): Date => new Date(Date.UTC(2026, 0, number, hour))

type Store = Awaited<ReturnType<typeof temporaryStore>>

async function openStore(t: TestContext): Promise<Store> {
  const store = await temporaryStore()
  t.after(store.close)
  return store
}

const copies = {
  'the label itself': reports.latest('waveHeight'),
  'a window with the label in it': reports.window('7d').max('waveHeight'),
  'the last rows, of which the label is one': reports.last(3).mean('waveHeight'),
  'how far the label is above the one before': reports.difference('waveHeight'),
  'a condition on the label': reports.latest('highest', { where: { waveHeight: { above: 1 } } }),
  'what is derived of the label': derive(
    { height: reports.latest('waveHeight') },
    (row) => row.height / 2,
  ),
  'the label as part of the request': requested({ waveHeight: float() }).waveHeight,
}

for (const [title, feature] of Object.entries(copies)) {
  test(`a view refuses ${title} as a feature, unless it is meant`, () => {
    const define = (meant: object) =>
      defineView({ name: 'surf', label, features: { feature }, meant })
    assert.throws(() => define({}), { code: 'features.readsLabel' })
    assert.equal(define({ feature: 'an example' }).meant['feature'], 'an example')
  })
}

test('what was there before the label, and what lies before a label ahead, is no leak', () => {
  defineView({
    name: 'surf',
    label,
    features: {
      before: reports.latest('waveHeight', { before: true }),
      window: reports.window('7d', { before: true }).mean('waveHeight'),
    },
  })
  const ahead = defineView({
    name: 'ahead',
    label: reports.next('36h').mean('waveHeight'),
    features: { now: reports.latest('waveHeight') },
  })
  assert.equal(labelDelay(ahead), 36 * 3_600_000)
})

test('freezing refuses a feature that equals the label in every row', async (t) => {
  const store = await openStore(t)
  const rows = Array.from({ length: 24 }, (_, at) => ({
    beachId: 'lahinch',
    observedAt: day(at + 1),
    waveHeight: at,
    highest: at,
  }))
  await appendRows(store, reports, rows, { knownAt: day(1) })
  const features = { highest: reports.latest('highest') }
  const options = { split: byTime({ test: 0.2 }), fingerprint: '' }
  const view = defineView({ name: 'surf', label, features })
  await assert.rejects(freezeView(store, view, options), {
    code: 'features.copiesLabel',
    message:
      'Feature highest of view surf is the label: in all 24 rows where both are known it equals reports.waveHeight.',
  })
  assert.deepEqual(await store.trainingSets.list(), [])
  const meant = defineView({ name: 'surf', label, features, meant: { highest: 'an example' } })
  assert.equal((await freezeView(store, meant, options)).rowCount, 24)
})

test('the report counts what two naive joins would have taken from the future', async (t) => {
  const store = await openStore(t)
  const beachId = 'lahinch'
  const told = [
    { hitsAt: day(1), height: 1, knownAt: day(1) },
    // Known only after the label of the second day, and corrected after that of the third.
    { hitsAt: day(2), height: 2, knownAt: day(2, 18) },
    { hitsAt: day(3), height: 3, knownAt: day(3) },
    { hitsAt: day(3), height: 4, knownAt: day(5) },
  ]
  for (const { hitsAt, height, knownAt } of told) {
    await appendRows(store, swells, [{ beachId, hitsAt, height }], { knownAt })
  }
  const seen = [1, 2, 3].map((number) => ({
    beachId,
    observedAt: day(number, 12),
    waveHeight: number,
    highest: 9,
  }))
  await appendRows(store, reports, seen, { knownAt: day(4) })
  const view = defineView({
    name: 'surf',
    label,
    features: {
      height: swells.latest('height'),
      delayed: swells.latest('height', { within: '1d' }),
      beach: reports.keyColumn('beachId'),
    },
  })
  const report = await reportLeaks(store, view)
  assert.equal(report.rowCount, 3)
  assert.deepEqual(
    report.rows.honest.map(({ features }) => features['height']),
    [1, 1, 3],
  )
  assert.deepEqual(
    report.rows.byTime.map(({ features }) => features['height']),
    [1, 2, 4],
  )
  assert.deepEqual(
    report.rows.newest.map(({ features }) => features['height']),
    [4, 4, 4],
  )
  assert.deepEqual(report.features, [
    { feature: 'height', knownCount: 3, byTimeCount: 2, newestCount: 3 },
    { feature: 'delayed', knownCount: 2, byTimeCount: 2, newestCount: 3 },
  ])
})
