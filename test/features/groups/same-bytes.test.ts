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
import { duckdbEngine, float, text, timestamp } from '../../../src/table/index.ts'
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
