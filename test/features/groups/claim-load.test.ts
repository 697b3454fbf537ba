import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { isSwellError } from '../../../src/base/index.ts'
import type { DeliveredFile } from '../../../src/data/index.ts'
import { loadGroup, newestRows } from '../../../src/features/index.ts'
import { openSqliteDatabase } from '../../../src/storage/index.ts'
import { temporaryStore } from '../feature-store.ts'
import { deliverDays, firstDay, levels } from '../levels.ts'

type Store = Awaited<ReturnType<typeof temporaryStore>>

async function openStore(t: TestContext): Promise<Store> {
  const store = await temporaryStore()
  t.after(store.close)
  return store
}

function daysUpTo(count: number): number[] {
  return Array.from({ length: count }, (_, day) => day)
}

test('of two loads of one group at once one takes everything, the other is told who does', async (t) => {
  const store = await openStore(t)
  await deliverDays(store.root, daysUpTo(20))
  const ends = await Promise.allSettled([loadGroup(store, levels), loadGroup(store, levels)])
  const failed = ends.find((end) => end.status === 'rejected')
  const done = ends.find((end) => end.status === 'fulfilled')
  assert.equal(done?.value.acceptedCount, 20)
  const error: unknown = failed?.reason
  assert.ok(isSwellError(error, 'storage.claimHeld'))
  assert.match(error.message, /^"group:levels" is held by process \d+ on /)
  const { commitCount, rowCount } = await store.commits.summary('levels')
  assert.deepEqual({ commitCount, rowCount }, { commitCount: 1, rowCount: 20 })
})

test('a group is free again after a load, also after one that failed', async (t) => {
  const store = await openStore(t)
  await assert.rejects(loadGroup(store, levels), { code: 'data.sourceNotReadable' })
  await deliverDays(store.root, [1])
  assert.equal((await loadGroup(store, levels)).acceptedCount, 1)
})

test('a group that another process loads is claimed until that is killed, and nothing is lost', async (t) => {
  const store = await openStore(t)
  await deliverDays(store.root, daysUpTo(3))
  const script = join(import.meta.dirname, 'hold-load.ts')
  const child = spawn(process.execPath, [script, store.root], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  await assert.rejects(loadGroup(store, levels), {
    code: 'storage.claimHeld',
    message: new RegExp(`^"group:levels" is held by process ${child.pid} on `),
  })
  child.kill('SIGKILL')
  await once(child, 'exit')
  const load = await loadGroup(store, levels)
  assert.deepEqual([load.acceptedCount, load.rowCount], [3, 3])
})

test('a load that is stopped between two commits goes on from there', async (t) => {
  const store = await openStore(t)
  // One more than the texts of a commit.
  await deliverDays(store.root, daysUpTo(2001))
  const controller = new AbortController()
  const heard: string[] = []
  const stopped = loadGroup(store, levels, {
    signal: controller.signal,
    onProgress: ({ work, done, total }) => {
      heard.push(`${work}: ${done} of ${total}`)
      controller.abort(new Error('stopped'))
    },
  })
  await assert.rejects(stopped, { message: 'stopped' })
  assert.deepEqual(heard, ['reading tides: 0 of 2001'])
  assert.equal((await store.commits.summary('levels')).rowCount, 2000)

  const rest = await loadGroup(store, levels)
  assert.deepEqual([rest.acceptedCount, rest.rowCount, rest.commits.length], [1, 1, 1])
  const commits = await store.commits.list('levels')
  assert.deepEqual(
    commits.map(({ sequence, rowCount }) => [sequence, rowCount]),
    [
      [1, 2000],
      [2, 1],
    ],
  )
  const rows = await newestRows(store, levels, 5000)
  assert.equal(new Set(rows.map((row) => Number(row['at']))).size, 2001)
})

test('what fails in the transaction of a commit leaves nothing of it', async (t) => {
  const store = await openStore(t)
  await deliverDays(store.root, [1])
  const broken = await openSqliteDatabase(join(store.root, 'metadata.sqlite'), { now: store.now })
  t.after(() => broken.close())
  const failing: Store = {
    ...store,
    database: {
      ...broken,
      transaction: (work) =>
        broken.transaction(async (session) => {
          await work(session)
          throw new Error('the disk is full')
        }),
    },
  }
  await assert.rejects(loadGroup(failing, levels), { message: 'the disk is full' })
  assert.deepEqual(await store.commits.list('levels'), [])
  assert.deepEqual(await store.deliveries.list({ limit: 9 }), [])
  assert.equal((await loadGroup(store, levels)).acceptedCount, 1)
})

test('a commit tells what came in, and each row from which text', async (t) => {
  const store = await openStore(t)
  await deliverDays(store.root, [1, 2])
  const { commits } = await loadGroup(store, levels, { runId: 'run_1' })
  const [commit] = commits
  assert.equal(commit?.runId, 'run_1')
  assert.deepEqual(commit.checks, [
    { check: 'height is at least 0', severity: 'refuse', failedCount: 0 },
  ])
  const at = (day: number) => new Date(firstDay.getTime() + day * 86_400_000)
  const [segment] = commit.segments
  assert.deepEqual([segment?.oldestEventAt, segment?.newestEventAt], [at(1), at(2)])
  assert.deepEqual(await store.commits.find(commit.id), commit)
  const deliveries = await store.deliveries.list({ limit: 9 })
  const idOf = (name: string) => deliveries.find((delivery) => delivery.name === name)?.id
  assert.deepEqual(await newestRows(store, levels, 9), [
    { port: 'galway', at: at(2), height: 4, _known_at: at(2), _delivery: idOf('000002.txt') },
    { port: 'galway', at: at(1), height: 2, _known_at: at(1), _delivery: idOf('000001.txt') },
  ])
})

test('a text whose rows were known at no moment is refused whole', async (t) => {
  const store = await openStore(t)
  await deliverDays(store.root, [1, 2])
  const nameless = {
    ...levels,
    read: (file: DeliveredFile) => ({
      ...levels.read?.(file),
      rows: levels.read?.(file).rows ?? [],
      ...(file.text === '1' ? { knownAt: new Date('no moment') } : {}),
    }),
  }
  const load = await loadGroup(store, nameless)
  assert.deepEqual(
    load.refused.map(({ name, reason }) => [name, reason.message]),
    [['000001.txt', 'Its `knownAt` is no moment in time.']],
  )
  assert.deepEqual([load.acceptedCount, load.rowCount], [1, 1])
})

test('a text without rows is taken, and makes no commit by itself', async (t) => {
  const store = await openStore(t)
  await deliverDays(store.root, [1])
  const silent = { ...levels, read: () => ({ rows: [] }) }
  const load = await loadGroup(store, silent)
  assert.deepEqual([load.acceptedCount, load.rowCount, load.commits], [1, 0, []])
  assert.equal((await loadGroup(store, silent)).acceptedCount, 0)
})

test('a text that breaks several checks is told of all of them', async (t) => {
  const store = await openStore(t)
  await deliverDays(store.root, [-1])
  const { rule } = await import('../../../src/data/index.ts')
  const strict = { ...levels, checks: [rule('galway is never at sea level', 'height > 0')] }
  const load = await loadGroup(store, strict)
  assert.deepEqual(
    load.refused.map(({ reason }) => reason.message),
    ['Broken check: height is at least 0. Broken check: galway is never at sea level.'],
  )
})

test('an empty group has no rows, no commits and no newest moments', async (t) => {
  const store = await openStore(t)
  assert.deepEqual(await newestRows(store, levels, 9), [])
  assert.deepEqual(await store.commits.summary('levels'), {
    commitCount: 0,
    segmentCount: 0,
    rowCount: 0,
    newestCommitAt: undefined,
    newestEventAt: undefined,
  })
})
