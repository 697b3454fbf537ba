import assert from 'node:assert/strict'
import { test } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import {
  appendRows,
  defineGroup,
  defineView,
  freezeView,
  type TrainingSet,
} from '../../../src/features/index.ts'
import { byTime } from '../../../src/learn/index.ts'
import { duckdbEngine, float, integer, text, timestamp } from '../../../src/table/index.ts'
import { temporaryStore } from '../feature-store.ts'

const columns = { id: text(), at: timestamp(), value: float() }
const labels = defineGroup({ name: 'labels', key: ['id'], time: 'at', columns })
const readings = defineGroup({ name: 'readings', key: ['id'], time: 'at', columns })
const view = defineView({
  name: 'view',
  label: labels.column('value'),
  features: {
    latest: readings.latest('value'),
    sum: readings.window('12h').sum('value'),
    mean: readings.window('12h').mean('value'),
    deviation: readings.window('12h').deviation('value'),
  },
})

test('a view frozen on many threads, again and again, is the same bytes', async () => {
  const store = { ...(await temporaryStore()), engine: duckdbEngine({ threads: 4 }) }
  const random = seededRandom('bytes')
  const rowsOf = (count: number, stepMs: number) =>
    Array.from({ length: count }, (_, at) => ({
      id: `key ${at % 5}`,
      at: new Date(Date.UTC(2026, 0, 1) + at * stepMs),
      value: random.normal(),
    }))
  const known = { runId: undefined, knownAt: new Date('2025-01-01') }
  // More than one of the engine's work units (122,880 rows), so that several threads take part.
  await appendRows(store, readings, rowsOf(300_000, 10_000), known)
  await appendRows(store, labels, rowsOf(600, 5_000_000), known)
  const sets: TrainingSet[] = []
  for (const fingerprint of ['a', 'b', 'c', 'd']) {
    sets.push(await freezeView(store, view, { split: byTime({ test: 0.2 }), fingerprint }))
  }
  assert.deepEqual(
    sets.map((set) => [set.version, set.digest]),
    sets.map(() => [1, sets[0]?.digest]),
  )
  store.engine.close()
  await store.close()
})

test('the same rows are the same bytes in whatever order they come, told twice or not', async (t) => {
  const store = await temporaryStore()
  t.after(() => store.close())
  const random = seededRandom('order')
  const rows = Array.from({ length: 3000 }, (_, at) => ({
    id: `key ${at % 70}`,
    // Some are told twice, of which some at one moment.
    at: new Date(Date.UTC(2026, 0, 1) + Math.floor(at / 2) * 60_000),
    value: random.normal(),
  }))
  const digests: string[] = []
  for (const ordered of [rows, rows.toReversed(), rows.toSorted((a, b) => a.value - b.value)]) {
    const group = defineGroup({ name: `copy-${digests.length}`, key: ['id'], time: 'at', columns })
    const knownAt = (row: { readonly value: number }) =>
      new Date(row.value < 0 ? '2026-02-01' : '2026-02-02')
    const { segments } = await appendRows(store, group, ordered, { knownAt })
    digests.push(segments[0]?.digest ?? '')
  }
  assert.deepEqual(digests, [digests[0], digests[0], digests[0]])
})

test('of many rows medians and numbers of fractions are told from some of them, means from all', async (t) => {
  const store = await temporaryStore()
  t.after(() => store.close())
  const wide = defineGroup({
    name: 'wide',
    key: ['id'],
    time: 'at',
    columns: { ...columns, place: integer() },
  })
  const count = 60_000
  const rows = Array.from({ length: count }, (_, at) => ({
    id: `key ${at % 5}`,
    at: new Date(Date.UTC(2026, 0, 1) + at * 1000),
    value: ((at * 7919) % count) / count,
    place: at % 40,
  }))
  const { statistics, rowCount } = await appendRows(store, wide, rows)
  const [id, at, value, place] = statistics
  assert.equal(rowCount, count)
  assert.equal(id?.distinctCount, 5)
  assertNear(at?.distinctCount, count, 0.2 * count)
  assertNear(value?.distinctCount, count, 0.2 * count)
  assertNear(value?.median, 0.5, 0.02)
  assertNear(value?.mean, 0.5, 1e-4)
  assert.deepEqual([value?.missingCount, place?.min, place?.max], [0, 0, 39])
})

function assertNear(found: number | undefined, wanted: number, most: number): void {
  assert.ok(found !== undefined && Math.abs(found - wanted) < most, `${found}`)
}
