import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { seededRandom } from '../../../src/base/index.ts'
import { collectGarbage } from '../../../src/data/index.ts'
import {
  appendRows,
  compactGroup,
  deleteRows,
  groupRelation,
  newestRows,
  upsertRows,
} from '../../../src/features/index.ts'
import { joinSql, ident, sql, type EngineRow } from '../../../src/table/index.ts'
import { noon, temporaryStore } from '../feature-store.ts'
import { heights } from './heights.ts'

const hour = (count: number) => new Date(noon.getTime() + count * 3_600_000)

async function openStore(t: TestContext) {
  let now = hour(0)
  const store = await temporaryStore(() => now)
  t.after(store.close)
  const at = (count: number) => {
    now = hour(count)
    return store
  }
  return { store, at }
}

type Store = Awaited<ReturnType<typeof openStore>>['store']

/** Appends, corrections, deletions, late rows and rows known later, one commit an hour. */
async function makeHistory(at: (count: number) => Store, commitCount: number): Promise<void> {
  const random = seededRandom('compaction')
  const row = (commit: number) => ({
    port: `port ${random.below(4)}`,
    at: hour(commit - random.below(6)),
    height: random.below(100),
  })
  for (let commit = 0; commit < commitCount; commit += 1) {
    const store = at(commit)
    if (commit % 5 === 4) {
      await deleteRows(store, heights, [{ port: `port ${random.below(4)}` }])
    } else if (commit % 3 === 2) {
      await upsertRows(store, heights, [row(commit)])
    } else {
      const rows = [row(commit), row(commit), row(commit)]
      const knownAt = commit % 4 === 1 ? hour(commit + 2) : hour(commit)
      await appendRows(store, heights, rows, { knownAt })
    }
  }
}

const all = joinSql([ident('_commit'), ident('port'), ident('at'), ident('_known_at')], ', ')

/** All that is told as of each moment, and what is true then. */
async function readings(store: Store, moments: readonly Date[]): Promise<EngineRow[][][]> {
  return Promise.all(
    moments.map(async (until) => {
      const { relation } = await groupRelation(store, heights, { until })
      const told = await store.engine.rows(sql`select * from ${relation} order by ${all}, height`)
      return [told, await newestRows(store, heights, 1000, { until })]
    }),
  )
}

test('a compacted group reads the same as of every moment, from fewer segments', async (t) => {
  const { store, at } = await openStore(t)
  await makeHistory(at, 20)
  const moments = Array.from({ length: 21 }, (_, count) => hour(count - 0.5))
  const before = await readings(store, moments)
  const { commits } = await groupRelation(store, heights)
  const first = await compactGroup(store, heights)
  assert.deepEqual([first.segmentsBefore, first.segmentsAfter], [commits.length, 1])
  assert.equal(first.rowsAfter, first.rowsBefore)
  assert.deepEqual(await readings(store, moments), before)
  assert.deepEqual(
    (await store.commits.list('heights')).map(({ segments: _segments, ...commit }) => commit),
    commits.map(({ segments: _segments, ...commit }) => commit),
  )
  // Again with nothing new, with something new, and in several segments.
  assert.equal((await compactGroup(store, heights)).segmentsBefore, 1)
  for (const count of [20, 21, 22, 23, 24, 25]) {
    await appendRows(at(count), heights, [{ port: 'port 1', at: hour(3), height: count }])
  }
  const again = await readings(store, moments)
  assert.deepEqual(again, before)
  const cut = await compactGroup(store, heights, { rowsPerSegment: 10 })
  assert.ok(cut.segmentsAfter > 2 && cut.segmentsAfter < cut.segmentsBefore)
  assert.deepEqual(await readings(store, moments), before)
})

test('forgotten history changes nothing from its end on, and is not read as if it were whole', async (t) => {
  const { store, at } = await openStore(t)
  await makeHistory(at, 20)
  const newest = async (moments: readonly Date[]) =>
    (await readings(store, moments)).map(([, rows]) => rows)
  const later = Array.from({ length: 8 }, (_, count) => hour(12 + count))
  const before = await newest(later)
  at(20)
  const compacted = await compactGroup(store, heights, { keepHistoryMs: 8 * 3_600_000 })
  assert.ok(compacted.rowsAfter < compacted.rowsBefore)
  assert.deepEqual(await newest(later), before)
  await assert.rejects(newestRows(store, heights, 9, { until: hour(11) }), {
    code: 'features.historyForgotten',
    message: `Group heights can’t be read as of ${hour(11).toISOString()}: what was superseded before ${hour(12).toISOString()} is forgotten.`,
  })
})

test('rows that are older than the group keeps go with the next compaction', async (t) => {
  const { store, at } = await openStore(t)
  const rows = [0, 24, 48].map((count) => ({ port: 'galway', at: hour(count), height: count }))
  await appendRows(store, heights, rows)
  const brief = { ...heights, keep: '2d' } as const
  assert.equal((await compactGroup(at(48), brief)).rowsAfter, 3)
  assert.equal((await compactGroup(at(73), brief)).rowsAfter, 1)
  const left = await newestRows(store, heights, 9)
  assert.deepEqual(
    left.map(({ height }) => height),
    [48],
  )
  assert.equal((await compactGroup(at(999), brief)).segmentsAfter, 0)
  assert.deepEqual(await newestRows(store, heights, 9), [])
  assert.equal((await store.commits.summary('heights')).rowCount, 0)
})

test('of a key that is forgotten nothing is left, in no segment and as of no moment', async (t) => {
  const { store, at } = await openStore(t)
  await makeHistory(at, 10)
  await compactGroup(store, heights, { forget: [{ port: 'port 1' }] })
  const { relation } = await groupRelation(store, heights)
  const left = await store.engine.rows(sql`select distinct port from ${relation} order by port`)
  assert.deepEqual(
    left.map(({ port }) => port),
    ['port 0', 'port 2', 'port 3'],
  )
})

test('what compaction has replaced is garbage, and what it has made is not', async (t) => {
  const { store, at } = await openStore(t)
  await makeHistory(at, 8)
  const digests = async () =>
    (await store.commits.list('heights')).flatMap(({ segments }) =>
      segments.map(({ digest }) => digest),
    )
  const before = await digests()
  await compactGroup(store, heights)
  const after = await digests()
  const { garbage } = await collectGarbage(store, { dryRun: false, olderThanMs: -60_000 })
  assert.deepEqual(garbage.map(({ digest }) => digest).toSorted(), [...new Set(before)].toSorted())
  assert.equal(await store.blobs.has(after[0] ?? assert.fail()), true)
  assert.ok((await newestRows(store, heights, 9)).length > 0)
})

for (const work of ['compact', 'upsert']) {
  test(`a process that is killed in a ${work} leaves the group whole`, async (t) => {
    const { store, at } = await openStore(t)
    await makeHistory(at, 6)
    const before = await newestRows(store, heights, 99)
    const script = join(import.meta.dirname, 'hold-change.ts')
    for (const moment of ['before', 'within']) {
      const child = spawn(process.execPath, [script, store.root, work, moment], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      t.after(() => child.kill('SIGKILL'))
      await once(child.stdout, 'data')
      child.kill('SIGKILL')
      await once(child, 'exit')
      assert.deepEqual(await newestRows(store, heights, 99), before)
    }
    assert.equal((await compactGroup(store, heights)).segmentsAfter, 1)
    assert.deepEqual(await newestRows(store, heights, 99), before)
  })
}

test('an empty group, and one whose columns don’t go with its rows, are not compacted', async (t) => {
  const { store } = await openStore(t)
  assert.equal((await compactGroup(store, heights)).segmentsAfter, 0)
  await appendRows(store, heights, [{ port: 'galway', at: hour(0), height: 1 }])
  const { height: _height, ...columns } = heights.columns
  await assert.rejects(compactGroup(store, { ...heights, columns }), {
    code: 'features.columnsChanged',
  })
})
