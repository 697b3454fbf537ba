import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { inRange, notAhead, quarantine } from '../../../src/data/index.ts'
import {
  appendRows,
  defineGroup,
  deleteRows,
  groupRelation,
  groupVolume,
  newestRows,
  upsertRows,
} from '../../../src/features/index.ts'
import { takeClaim } from '../../../src/storage/index.ts'
import { float, sql, text, timestamp } from '../../../src/table/index.ts'
import { noon, temporaryStore } from '../feature-store.ts'

const columns = { port: text(), at: timestamp(), height: float() }
const levels = defineGroup({ name: 'levels', key: ['port'], time: 'at', columns })

const hour = (count: number) => new Date(noon.getTime() + count * 3_600_000)
const level = (port: string, at: number, height: number) => ({ port, at: hour(at), height })

/** A store whose clock is set by hand. */
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

async function told(store: Store, until?: Date): Promise<unknown[]> {
  const rows = await newestRows(store, levels, 99, until === undefined ? {} : { until })
  return rows.map(({ port, at, height }) => [port, (Number(at) - Number(noon)) / 3_600_000, height])
}

test('a deleted row is no more from then on, and is seen as of before', async (t) => {
  const { store, at } = await openStore(t)
  await appendRows(store, levels, [level('galway', -2, 1), level('galway', -1, 2)])
  const deleted = await deleteRows(at(1), levels, [{ port: 'galway', at: hour(-1) }])
  assert.deepEqual([deleted.commit?.kind, deleted.rowCount, deleted.unknownCount], ['delete', 1, 0])
  assert.deepEqual(await told(store), [['galway', -2, 1]])
  assert.deepEqual(await told(store, hour(0)), [
    ['galway', -1, 2],
    ['galway', -2, 1],
  ])
  await appendRows(at(1), levels, [level('galway', -1, 3)])
  assert.deepEqual(await told(store), [
    ['galway', -1, 3],
    ['galway', -2, 1],
  ])
  const { rowCount, commitCount } = await store.commits.summary('levels')
  assert.deepEqual([rowCount, commitCount], [3, 3])
})

test('a key without a time is deleted with all its rows, what has none is counted', async (t) => {
  const { store, at } = await openStore(t)
  await appendRows(
    store,
    levels,
    [-3, -2, -1].map((hours) => level('galway', hours, hours)),
  )
  await appendRows(store, levels, [level('cork', -1, 5)])
  const deleted = await deleteRows(at(1), levels, [{ port: 'galway' }, { port: 'atlantis' }])
  assert.deepEqual([deleted.rowCount, deleted.unknownCount], [3, 1])
  assert.deepEqual(await told(store), [['cork', -1, 5]])
  assert.deepEqual(await deleteRows(at(2), levels, [{ port: 'galway' }]), {
    commit: undefined,
    rowCount: 0,
    unknownCount: 1,
  })
})

test('a row that is known only later is deleted when it is known', async (t) => {
  const { store } = await openStore(t)
  await appendRows(store, levels, [level('galway', 5, 1)], { knownAt: hour(3) })
  await deleteRows(store, levels, [{ port: 'galway' }])
  assert.deepEqual(await told(store), [])
})

test('keys that name no rows of the group are refused, whatever is given with them', async (t) => {
  const { store } = await openStore(t)
  const wrong = [
    [{}],
    [{ port: 'galway', height: 1 }],
    [{ port: 'galway', at: hour(0) }, { port: 'galway' }],
  ]
  for (const keys of wrong) {
    await assert.rejects(deleteRows(store, levels, keys), { code: 'features.keyIncomplete' })
  }
})

test('all that was told is there to be read, with its commit and whether it deletes', async (t) => {
  const { store, at } = await openStore(t)
  await appendRows(store, levels, [level('galway', -1, 1)])
  await appendRows(at(1), levels, [level('galway', -1, 2)])
  await deleteRows(at(2), levels, [{ port: 'galway' }])
  const { relation } = await groupRelation(store, levels)
  assert.deepEqual(
    await store.engine.rows(
      sql`select height, _deleted, _commit, _known_at, _delivery from ${relation} order by _commit`,
    ),
    [
      { height: 1, _deleted: false, _commit: 1, _known_at: hour(0), _delivery: undefined },
      { height: 2, _deleted: false, _commit: 2, _known_at: hour(1), _delivery: undefined },
      { height: undefined, _deleted: true, _commit: 3, _known_at: hour(2), _delivery: undefined },
    ],
  )
})

test('an empty group has the columns of one that is not', async (t) => {
  const { store } = await openStore(t)
  const { relation } = await groupRelation(store, levels)
  const described = await store.engine.rows(sql`describe from ${relation}`)
  assert.deepEqual(
    described.map((row) => `${String(row['column_name'])} ${String(row['column_type'])}`),
    [
      'port VARCHAR',
      'at TIMESTAMP',
      'height DOUBLE',
      '_known_at TIMESTAMP',
      '_delivery VARCHAR',
      '_deleted BOOLEAN',
      '_commit BIGINT',
    ],
  )
})

test('an upsert brings in what is new or differs, and nothing where nothing does', async (t) => {
  const { store, at } = await openStore(t)
  await appendRows(store, levels, [level('galway', -2, 1), level('galway', -1, 2)])
  const rows = [level('galway', -2, 1), level('galway', -1, 9), level('cork', -1, 4)]
  const commit = await upsertRows(at(1), levels, rows)
  assert.deepEqual([commit?.kind, commit?.rowCount], ['upsert', 2])
  assert.deepEqual(commit?.arrival, {
    correctionCount: 1,
    lateCount: 0,
  })
  assert.equal(await upsertRows(at(2), levels, rows), undefined)
  assert.deepEqual(await told(store), [
    ['cork', -1, 4],
    ['galway', -1, 9],
    ['galway', -2, 1],
  ])
})

test('of two tellings known at one moment the later commit counts', async (t) => {
  const { store } = await openStore(t)
  await appendRows(store, levels, [level('galway', -1, 1)])
  await appendRows(store, levels, [level('galway', -1, 2)])
  assert.deepEqual(await told(store), [['galway', -1, 2]])
  await deleteRows(store, levels, [{ port: 'galway' }])
  assert.deepEqual(await told(store), [])
  await upsertRows(store, levels, [level('galway', -1, 1)])
  assert.deepEqual(await told(store), [['galway', -1, 1]])
})

test('a commit tells how many rows came late, how late, and how many correct others', async (t) => {
  const { store } = await openStore(t)
  const first = await appendRows(store, levels, [level('galway', -1, 1)])
  assert.deepEqual(first.arrival, { correctionCount: 0, lateCount: 0 })
  const rows = [-1, -3, -4, -9].map((at) => level('galway', at, 0))
  const { arrival } = await appendRows(store, levels, rows)
  assert.deepEqual(arrival, {
    correctionCount: 1,
    lateCount: 3,
    lateMedianMs: 3 * 3_600_000,
    lateMaxMs: 8 * 3_600_000,
  })
  // A forecast was known before it was true: it is never late.
  const forecast = await appendRows(store, levels, [level('galway', 9, 1), level('galway', 8, 1)])
  const again = await appendRows(store, levels, [level('galway', 8, 2)])
  assert.deepEqual(
    [forecast.arrival, again.arrival],
    [
      { correctionCount: 0, lateCount: 0 },
      { correctionCount: 1, lateCount: 0 },
    ],
  )
})

test('a commit is never before the one before it, though the clock goes back', async (t) => {
  const { store, at } = await openStore(t)
  await appendRows(at(5), levels, [level('galway', -1, 1)])
  const second = await appendRows(at(2), levels, [level('galway', 0, 2)])
  assert.deepEqual(second.committedAt, hour(5))
  assert.deepEqual(await told(store, hour(4)), [])
})

test('rows that break a check are refused together, quarantined ones stay out', async (t) => {
  const { store } = await openStore(t)
  const strict = { ...levels, checks: [inRange('height', { max: 10 })] }
  const rows = [level('galway', -1, 99), level('galway', -2, 1)]
  await assert.rejects(appendRows(store, strict, rows), {
    code: 'features.rowsRefused',
    message:
      'The rows were refused at the door of group levels; none came in. Broken: height is at most 10: 1 of 2 rows breaks it. The first: {"port":"galway","at":"2026-03-01T11:00:00.000Z","height":99}.',
  })
  await assert.rejects(upsertRows(store, strict, rows), { code: 'features.rowsRefused' })
  assert.deepEqual(await store.commits.list('levels'), [])
  const lenient = { ...levels, checks: [quarantine(inRange('height', { max: 10 }))] }
  const commit = await appendRows(store, lenient, rows)
  assert.equal(commit.rowCount, 1)
  assert.match(commit.checks[0]?.kept ?? '', /^[0-9a-f]{64}$/)
  await assert.rejects(appendRows(store, lenient, [level('galway', -1, 99)]), {
    code: 'features.rowsRefused',
  })
})

test('who changes a group by what code is told by the commit', async (t) => {
  const { store } = await openStore(t)
  const code = { commit: 'abc', dirty: true, fingerprint: 'def' }
  const deps = { ...store, user: 'ada', code: () => Promise.resolve(code) }
  const { id } = await appendRows(deps, levels, [level('galway', -1, 1)])
  const found = await store.commits.find(id)
  assert.deepEqual([found?.by, found?.code], ['ada', code])
})

test('a group that somebody loads is not upserted or deleted from meanwhile', async (t) => {
  const { store } = await openStore(t)
  await takeClaim(store, 'group:levels')
  const held = { code: 'storage.claimHeld' }
  await assert.rejects(upsertRows(store, levels, [level('galway', -1, 1)]), held)
  await assert.rejects(deleteRows(store, levels, [{ port: 'galway' }]), held)
})

test('a time in the future is refused, or set aside, if the group says so', async (t) => {
  const { store } = await openStore(t)
  const rows = [level('galway', -1, 1), level('galway', 0.4, 2), level('galway', 3, 3)]
  const strict = { ...levels, checks: [notAhead('at', '30m')] }
  await assert.rejects(appendRows(store, strict, rows), {
    code: 'features.rowsRefused',
    message: /Broken: at is at most 30m in the future: 1 of 3 rows breaks it/,
  })
  const lenient = { ...levels, checks: [quarantine(notAhead('at'))] }
  assert.equal((await appendRows(store, lenient, rows)).rowCount, 1)
})

test('how much came in of the last day is held against what is expected', async (t) => {
  const { store, at } = await openStore(t)
  const expecting = { ...levels, expect: { rowsPerDay: [2, 3] } } as const
  const volume = () => groupVolume(store, expecting, store.now())
  const expected = [2, 3]
  assert.equal(await groupVolume(store, levels, store.now()), undefined)
  assert.deepEqual(await volume(), { expected, rowCount: 0, isKept: false })
  await appendRows(
    store,
    levels,
    [-30, -20, -10, 5].map((hours) => level('galway', hours, 1)),
  )
  assert.deepEqual(await volume(), { expected, rowCount: 2, isKept: true })
  await appendRows(
    store,
    levels,
    [-1, -2].map((hours) => level('galway', hours, 1)),
  )
  assert.deepEqual(await volume(), { expected, rowCount: 4, isKept: false })
  at(200)
  assert.deepEqual(await volume(), { expected, rowCount: 0, isKept: false })
})
