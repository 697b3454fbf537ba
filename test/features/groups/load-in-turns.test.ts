import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { uniqueInGroup } from '../../../src/data/index.ts'
import { defineGroup, loadGroup } from '../../../src/features/index.ts'
import { temporaryStore } from '../feature-store.ts'
import { deliverDays, firstDay, levels } from '../levels.ts'

async function openStore(t: TestContext) {
  const store = await temporaryStore()
  t.after(store.close)
  return store
}

const dayMs = 86_400_000

test('a text is held against those that came in with the commit before its own', async (t) => {
  const store = await openStore(t)
  const days = Array.from({ length: 2002 }, (_, day) => day)
  await deliverDays(store.root, days)
  // The last two texts are of the next commit; one of them says what the first commit says.
  const group = {
    ...levels,
    checks: [uniqueInGroup('height')],
    read: (file: Parameters<NonNullable<typeof levels.read>>[0]) => {
      const day = Number(file.text)
      const at = new Date(firstDay.getTime() + day * dayMs)
      const height = day === 2001 ? 5 : day
      return { knownAt: at, rows: [{ port: 'galway', at, height }] }
    },
  }
  const load = await loadGroup(store, group)
  assert.deepEqual(
    load.refused.map(({ name }) => name),
    ['002001.txt'],
  )
  assert.deepEqual(
    load.commits.map(({ sequence, rowCount }) => [sequence, rowCount]),
    [
      [1, 2000],
      [2, 1],
    ],
  )
})

test('parts that are prepared at once are held against each other, and refused in their order', async (t) => {
  const store = await openStore(t)
  const heightOf = (day: number) => (day === 3 || day === 5 ? 2 : day)
  const group = defineGroup({
    name: 'levels',
    key: ['port'],
    time: 'at',
    columns: levels.columns,
    checks: [uniqueInGroup('height')],
    partition: '1d',
    startsAt: firstDay.toISOString(),
    load: async function* ({ since }: { since: Date }) {
      const day = (since.getTime() - firstDay.getTime()) / dayMs
      // The later a part, the sooner its rows are there.
      for (let turn = 8 - day; turn > 0; turn -= 1) await new Promise(setImmediate)
      yield { port: 'galway', at: since, height: heightOf(day) }
    },
  })
  const until = new Date(firstDay.getTime() + 8 * dayMs)
  const load = await loadGroup(store, group, { until, parallel: 4 })
  assert.deepEqual(
    load.refused.map(({ name }) => name.slice(0, 10)),
    ['2026-01-04', '2026-01-06'],
  )
  assert.deepEqual(
    load.commits.map(({ sequence, oldestEventAt }) => [sequence, oldestEventAt.getUTCDate()]),
    [1, 2, 3, 5, 7, 8].map((date, at) => [at + 1, date]),
  )
})
