import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import { appendRows, defineGroup, deleteRows } from '../../../src/features/index.ts'
import { groupRelation } from '../../../src/features/groups/group-relation.ts'
import { newestTellings } from '../../../src/features/groups/newest-tellings.ts'
import { bringIn } from '../../../src/features/online/bring-in.ts'
import type { OnlineNeed } from '../../../src/features/online/online-need.ts'
import type { OnlineRows } from '../../../src/features/online/online-rows.ts'
import { sqliteOnlineRows } from '../../../src/features/online/sqlite-online-rows.ts'
import { float, sql, text, timestamp } from '../../../src/table/index.ts'
import { noon, temporaryStore } from '../feature-store.ts'

const columns = { port: text(), at: timestamp(), height: float() }
const levels = defineGroup({ name: 'levels', key: ['port'], time: 'at', columns })

const hourMs = 3_600_000
const hour = (count: number): Date => new Date(noon.getTime() + count * hourMs)
const level = (port: string, at: number, height: number) => ({ port, at: hour(at), height })

const kept = (backHours: number, newest = 1, delayHours = 0): OnlineNeed => ({
  group: levels,
  columns: ['height'],
  where: undefined,
  newest,
  delayMs: delayHours * hourMs,
  backMs: backHours * hourMs,
  shape: 'a'.repeat(64),
})

async function openStore(t: TestContext) {
  let now = hour(0)
  const store = await temporaryStore(() => now)
  const folder = mkdtempSync(join(tmpdir(), 'groundswell-online-'))
  const rows = await sqliteOnlineRows(join(folder, 'online.sqlite'))
  t.after(async () => {
    await rows.close()
    await store.close()
    rmSync(folder, { recursive: true })
  })
  const at = (count: number) => {
    now = hour(count)
    return store
  }
  return { store, rows, at }
}

async function heights(rows: OnlineRows, of: OnlineNeed, port: string): Promise<unknown[]> {
  const request = { key: port, at: +hour(999), newest: 99, after: -Infinity }
  const [found] = await rows.read([{ need: of, requests: [request] }])
  return found?.rows[0]?.rows.map((row) => row['height']) ?? []
}

test('what is in reach is brought in, then only what is new', async (t) => {
  const { store, rows } = await openStore(t)
  const of = kept(4)
  assert.deepEqual((await bringIn(store, rows, of)).state, { sequence: 0, pendingFrom: undefined })
  await appendRows(
    store,
    levels,
    [-9, -8, -3, -2].map((at) => level('galway', at, at)),
  )
  await appendRows(
    store,
    levels,
    [-9, -8].map((at) => level('cork', at, at)),
  )
  assert.deepEqual((await bringIn(store, rows, of)).state, { sequence: 2, pendingFrom: undefined })
  assert.deepEqual(await heights(rows, of, 'galway'), [-8, -3, -2])
  assert.deepEqual(await heights(rows, of, 'cork'), [-8])
  assert.equal((await bringIn(store, rows, of)).isNew, false)
  await appendRows(store, levels, [level('cork', -1, -1)])
  assert.deepEqual((await bringIn(store, rows, of)).state, { sequence: 3, pendingFrom: undefined })
  assert.deepEqual(await heights(rows, of, 'cork'), [-8, -1])
})

test('a row comes in once it is known, also when its commit has been in for long', async (t) => {
  const { store, rows, at } = await openStore(t)
  const of = kept(100_000)
  const knownAt = (row: { readonly height: number }): Date => hour(row.height)
  await appendRows(store, levels, [level('galway', -1, -1), level('galway', 0, 2)], { knownAt })
  await appendRows(store, levels, [level('galway', 1, 3)], { knownAt })
  assert.deepEqual((await bringIn(store, rows, of)).state, { sequence: 2, pendingFrom: hour(2) })
  assert.deepEqual(await heights(rows, of, 'galway'), [-1])
  await appendRows(at(1), levels, [level('galway', 2, 9)], { knownAt: hour(1) })
  assert.deepEqual((await bringIn(store, rows, of)).state, { sequence: 3, pendingFrom: hour(2) })
  assert.deepEqual(await heights(rows, of, 'galway'), [-1, 9])
  assert.deepEqual((await bringIn(at(2), rows, of)).state, { sequence: 3, pendingFrom: hour(3) })
  assert.deepEqual(await heights(rows, of, 'galway'), [-1, 2, 9])
  assert.deepEqual((await bringIn(at(3), rows, of)).state, { sequence: 3, pendingFrom: undefined })
  assert.deepEqual(await heights(rows, of, 'galway'), [-1, 2, 3, 9])
})

test('with a delay, a row and its correction come in only after having been known for so long', async (t) => {
  const { store, rows, at } = await openStore(t)
  const of = kept(100_000, 1, 2)
  await appendRows(store, levels, [level('galway', 0, 1)])
  await appendRows(at(1), levels, [level('galway', 0, 2)])
  assert.deepEqual((await bringIn(store, rows, of)).state, { sequence: 2, pendingFrom: hour(0) })
  assert.deepEqual(await heights(rows, of, 'galway'), [])
  assert.deepEqual((await bringIn(at(2), rows, of)).state, { sequence: 2, pendingFrom: hour(1) })
  assert.deepEqual(await heights(rows, of, 'galway'), [1])
  await bringIn(at(3), rows, of)
  assert.deepEqual(await heights(rows, of, 'galway'), [2])
})

test('where the newest row is deleted, the one before it is the newest again', async (t) => {
  const { store, rows } = await openStore(t)
  const of = kept(4)
  await appendRows(
    store,
    levels,
    [-9, -8, -7].map((at) => level('galway', at, at)),
  )
  await bringIn(store, rows, of)
  assert.deepEqual(await heights(rows, of, 'galway'), [-7])
  await deleteRows(store, levels, [{ port: 'galway', at: hour(-7) }])
  await bringIn(store, rows, of)
  assert.deepEqual(await heights(rows, of, 'galway'), [-8])
})

test('what an attempt that broke off has left behind is put right', async (t) => {
  const { store, rows } = await openStore(t)
  const of = kept(100_000)
  await appendRows(store, levels, [level('galway', -2, 1), level('galway', -1, 2)])
  async function* breakingOff(some: Parameters<OnlineRows['bring']>[1]) {
    yield* some
    throw new Error('killed')
  }
  const broken: OnlineRows = {
    ...rows,
    bring: (need, some, to) => rows.bring(need, breakingOff(some), to),
  }
  await assert.rejects(bringIn(store, broken, of), /killed/)
  await deleteRows(store, levels, [{ port: 'galway', at: hour(-1) }])
  await bringIn(store, rows, of)
  assert.deepEqual(await heights(rows, of, 'galway'), [1])
})

test('after random changes the online rows are what the group says', async (t) => {
  const { store, rows, at } = await openStore(t)
  const of = kept(6, 2)
  const random = seededRandom('online')
  for (let now = 1; now <= 40; now += 1) {
    const told = Array.from({ length: 1 + random.below(4) }, (_, index) =>
      level(random.pick(['galway', 'cork']), now - random.below(12) + index / 8, random.next()),
    )
    const knownAt = () => hour(now - random.below(3) + (random.next() < 0.2 ? 2 : 0))
    await appendRows(at(now), levels, told, { knownAt })
    if (random.next() < 0.3) {
      const some = told[0]
      if (some !== undefined) await deleteRows(store, levels, [{ port: some.port, at: some.at }])
    }
    if (random.next() < 0.5) continue
    await bringIn(store, rows, of)
    for (const port of ['galway', 'cork']) {
      const { relation } = await groupRelation(store, levels)
      const known = sql`(from ${relation} where _known_at <= ${hour(now)} and port = ${port})`
      const expected = await store.engine.rows(sql`
        from ${newestTellings(known, levels)}
        where "at" <= ${hour(now)}
        qualify "at" >= ${hour(now - 6)} or row_number() over (order by "at" desc) <= 2
        order by "at"`)
      const request = { key: port, at: +hour(now), newest: 2, after: +hour(now - 6) - 1 }
      const asked = { need: of, requests: [request] }
      const [found] = await rows.read([asked])
      assert.deepEqual(
        found?.rows[0]?.rows.map((row) => row['height']),
        expected.map((row) => row['height']),
        `${port} at ${now}`,
      )
    }
  }
})
