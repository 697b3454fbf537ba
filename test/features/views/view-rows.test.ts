import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom, type Random } from '../../../src/base/index.ts'
import {
  appendRows,
  defineGroup,
  defineView,
  derive,
  labelledRows,
  momentRows,
  openOnlineView,
} from '../../../src/features/index.ts'
import { float, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'
import { lookUp } from '../online/look-up.ts'

const reports = defineGroup({
  name: 'reports',
  key: ['beachId'],
  time: 'observedAt',
  columns: { beachId: text(), observedAt: timestamp(), waveHeight: float({ unit: 'ft' }) },
})

const swells = defineGroup({
  name: 'swells',
  key: ['beachId'],
  time: 'hitsAt',
  columns: { beachId: text(), hitsAt: timestamp(), height: float({ unit: 'm' }) },
})

const height = swells.latest('height')
const surf = defineView({
  name: 'surf',
  label: reports.column('waveHeight'),
  features: {
    height,
    recent: swells.latest('height', { within: '6h' }),
    mean: swells.window('1d').mean('height'),
    deviation: swells.window('1d').deviation('height'),
    count: swells.window('12h').count('height'),
    highest: swells.window('3d').max('height'),
    square: derive({ height }, (row) => row.height ** 2),
    beach: reports.keyColumn('beachId'),
  },
})

const day = (number: number, hour = 0): Date => new Date(Date.UTC(2026, 1, number, hour))

interface SwellRow {
  readonly beachId: string
  readonly hitsAt: Date
  readonly height: number
  readonly knownAt: Date
}

type Store = Awaited<ReturnType<typeof temporaryStore>>

async function tell(store: Store, rows: readonly SwellRow[]): Promise<void> {
  for (const { knownAt, ...row } of rows) {
    await appendRows(store, swells, [row], { runId: undefined, knownAt })
  }
}

async function report(store: Store, beachId: string, ...moments: readonly Date[]): Promise<void> {
  const rows = moments.map((observedAt, at) => ({ beachId, observedAt, waveHeight: at + 1 }))
  await appendRows(store, reports, rows, { runId: undefined, knownAt: day(28) })
}

test('a row that was known only after the label is not used, nor one that was not yet true', async () => {
  const store = await temporaryStore()
  await tell(store, [
    { beachId: 'lahinch', hitsAt: day(1), height: 1, knownAt: day(1) },
    { beachId: 'lahinch', hitsAt: day(2), height: 2, knownAt: day(4) },
    { beachId: 'lahinch', hitsAt: day(3, 13), height: 3, knownAt: day(1) },
    { beachId: 'easkey', hitsAt: day(2), height: 9, knownAt: day(1) },
  ])
  await report(store, 'lahinch', day(3, 12), day(4, 12), day(5))
  const { rows } = await labelledRows(store, surf)
  assert.deepEqual(
    rows.map(({ at, label, features }) => [at, label, features['height']]),
    [
      [day(3, 12), 1, 1],
      [day(4, 12), 2, 3],
      [day(5), 3, 3],
    ],
  )
  await store.close()
})

test('of what was told twice for one moment, the newest that was known by the label counts', async () => {
  const store = await temporaryStore()
  await tell(store, [
    { beachId: 'lahinch', hitsAt: day(3), height: 1, knownAt: day(1) },
    { beachId: 'lahinch', hitsAt: day(3), height: 2, knownAt: day(2) },
    { beachId: 'lahinch', hitsAt: day(3), height: 3, knownAt: day(4) },
  ])
  await report(store, 'lahinch', day(3), day(5))
  const { rows } = await labelledRows(store, surf)
  assert.deepEqual(
    rows.map(({ features }) => [features['height'], features['count'], features['highest']]),
    [
      [2, 1, 2],
      [3, 0, 3],
    ],
  )
  await store.close()
})

test('what is not known is NaN, a count of nothing is 0, and a derived value of it stays unknown', async () => {
  const store = await temporaryStore()
  await report(store, 'lahinch', day(3))
  const { rows } = await labelledRows(store, surf)
  assert.deepEqual(rows[0]?.features, {
    height: NaN,
    recent: NaN,
    mean: NaN,
    deviation: NaN,
    count: 0,
    highest: NaN,
    square: NaN,
    beach: 'lahinch',
  })
  await store.close()
})

test('random histories give the features of a naive join, online as offline', async () => {
  const store = await temporaryStore(() => day(21))
  const random = seededRandom('histories')
  const told = Array.from({ length: 400 }, () => randomSwell(random))
  await tell(store, told)
  for (const beachId of ['lahinch', 'easkey']) {
    const moments = Array.from({ length: 60 }, (_, at) => day(1, at * 8 + random.below(8)))
    await report(store, beachId, ...moments)
  }
  const { rows } = await labelledRows(store, surf)
  assert.equal(rows.length, 120)
  for (const { key, at, features } of rows) {
    assertSameFeatures(features, naiveFeatures(told, String(key['beachId']), at, at))
  }

  const knownBy = day(21)
  const moments = ['lahinch', 'easkey'].flatMap((beachId) =>
    Array.from({ length: 30 }, (_, at) => ({ key: { beachId }, at: day(15, at * 6) })),
  )
  const asked = await momentRows(store, surf, moments, knownBy)
  const online = await openOnlineView(store, surf)
  for (const { key, at, features } of asked.rows) {
    assertSameFeatures(features, naiveFeatures(told, String(key['beachId']), at, knownBy))
    assert.deepEqual((await lookUp(online, key, at))?.features, features, 'to the last bit')
  }
  await store.close()
})

function randomSwell(random: Random): SwellRow {
  const hitsAt = day(1, random.below(24 * 24))
  // Forecasts are known before they are true, corrections after; several tell of one moment.
  const knownAt = new Date(hitsAt.getTime() + (random.below(120) - 90) * 3_600_000)
  const beachId = random.pick(['lahinch', 'easkey'])
  return { beachId, hitsAt, height: Math.round(random.next() * 80) / 10, knownAt }
}

/** The rule as one would say it, row by row. */
function naiveFeatures(told: readonly SwellRow[], beachId: string, at: Date, knownBy: Date) {
  const visible = told.filter(
    (row) => row.beachId === beachId && row.hitsAt <= at && row.knownAt <= knownBy,
  )
  const byMoment = new Map<number, SwellRow>()
  for (const row of visible) {
    const known = byMoment.get(row.hitsAt.getTime())
    if (known === undefined || known.knownAt <= row.knownAt) byMoment.set(row.hitsAt.getTime(), row)
  }
  const newest = [...byMoment.values()].toSorted((a, b) => +a.hitsAt - +b.hitsAt)
  const last = newest.at(-1)
  const within = (hours: number) =>
    newest
      .filter((row) => at.getTime() - row.hitsAt.getTime() < hours * 3_600_000)
      .map((row) => row.height)
  const dayMean = mean(within(24))
  const isRecent = last !== undefined && at.getTime() - last.hitsAt.getTime() <= 6 * 3_600_000
  const squares = within(24).map((value) => (value - dayMean) ** 2)
  return {
    height: last?.height ?? NaN,
    recent: isRecent ? last.height : NaN,
    mean: dayMean,
    deviation:
      squares.length < 2 ? NaN : Math.sqrt((mean(squares) * squares.length) / (squares.length - 1)),
    count: within(12).length,
    highest: within(72).length === 0 ? NaN : Math.max(...within(72)),
    square: last === undefined ? NaN : last.height ** 2,
    beach: beachId,
  }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? NaN : values.reduce((sum, value) => sum + value, 0) / values.length
}

function assertSameFeatures(
  found: Readonly<Record<string, unknown>>,
  wanted: Readonly<Record<string, unknown>>,
): void {
  const rounded = (values: Readonly<Record<string, unknown>>) =>
    Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        // Sums in another order differ in the last digits.
        typeof value === 'number' ? Number(value.toFixed(9)) : value,
      ]),
    )
  assert.deepEqual(rounded(found), rounded(wanted))
}
