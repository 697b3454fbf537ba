import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { test, type TestContext } from 'node:test'
import { isSwellError } from '../../../src/base/index.ts'
import { appendRelation, appendRelations, type Commit } from '../../../src/features/index.ts'
import { storeAt, temporaryStore } from '../feature-store.ts'
import { heights } from './heights.ts'
import { makeParts } from './make-parts.ts'

type Store = Awaited<ReturnType<typeof temporaryStore>>

async function openStore(t: TestContext): Promise<Store> {
  const store = await temporaryStore()
  t.after(store.close)
  return store
}

const about = { kind: 'append', runId: undefined, checks: [] } as const

/** All but what tells one making from another. */
function told(commits: readonly Commit[]): unknown[] {
  return commits.map(({ id: _id, ...commit }) => commit)
}

async function oneByOne(store: Store, parts: readonly string[], kind: Commit['kind']) {
  const commits: Commit[] = []
  for (const part of parts) {
    commits.push(await appendRelation(store, heights, part, { ...about, kind }))
  }
  return commits
}

test('commits that are prepared beside each other are those that are made one by one', async (t) => {
  const [together, apart] = [await openStore(t), await openStore(t)]
  const parts = await makeParts(together, 5)
  await makeParts(apart, 5)
  // Upserts and deletions of the very rows that the commits before them tell.
  for (const kind of ['append', 'upsert', 'delete', 'append'] as const) {
    const made = await appendRelations(together, heights, parts, { ...about, kind })
    assert.deepEqual(told(made), told(await oneByOne(apart, parts, kind)))
  }
  const commits = await together.commits.list('heights')
  assert.deepEqual(told(commits), told(await apart.commits.list('heights')))
  assert.deepEqual(
    commits.slice(0, 5).map(({ sequence, arrival }) => [sequence, arrival.correctionCount]),
    [1, 2, 3, 4, 5].map((sequence) => [sequence, sequence === 1 ? 0 : 500]),
  )
})

test('the transactions are made in order, each when the one before it is done', async (t) => {
  const store = await openStore(t)
  const heard: string[] = []
  const alongside = async (_session: unknown, { sequence }: Commit): Promise<void> => {
    heard.push(`begin ${sequence}`)
    // Whatever is ready meanwhile would begin.
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate)
    heard.push(`end ${sequence}`)
  }
  await appendRelations(store, heights, await makeParts(store, 3), { ...about, alongside })
  assert.deepEqual(heard, ['begin 1', 'end 1', 'begin 2', 'end 2', 'begin 3', 'end 3'])
})

test('what fails in the middle leaves what came before it, and drops what was prepared after it', async (t) => {
  const store = await openStore(t)
  const parts = await makeParts(store, 5)
  const alongside = (_session: unknown, { sequence }: Commit): Promise<void> =>
    sequence === 3 ? Promise.reject(new Error('no room left')) : Promise.resolve()
  const failing = appendRelations(store, heights, parts, { ...about, alongside })
  await assert.rejects(failing, { message: 'no room left' })
  assert.equal((await store.commits.list('heights')).length, 2)

  // One that can't even be prepared, found out while the one before it is made.
  const gone = [parts[2] ?? '', 'nowhere', parts[3] ?? '']
  await assert.rejects(appendRelations(store, heights, gone, about), /nowhere does not exist/)
  const made = [
    ...(await store.commits.list('heights')),
    ...(await appendRelations(store, heights, parts.slice(3), about)),
  ]
  const apart = await openStore(t)
  const expected = await oneByOne(apart, await makeParts(apart, 5), 'append')
  assert.deepEqual(told(made), told(expected))
})

test('of two at once one makes its commits, the other is told who does', async (t) => {
  const store = await openStore(t)
  const parts = await makeParts(store, 3)
  const ends = await Promise.allSettled([
    appendRelations(store, heights, parts, about),
    appendRelations(store, heights, parts, about),
  ])
  const failed = ends.find((end) => end.status === 'rejected')
  assert.ok(isSwellError(failed?.reason, 'storage.claimHeld'))
  assert.equal((await store.commits.list('heights')).length, 3)
})

for (const moment of ['before', 'within']) {
  test(`killed ${moment} the third transaction, two commits are there and the rest comes in as it would have`, async (t) => {
    const store = await openStore(t)
    const script = join(import.meta.dirname, 'hold-append.ts')
    const child = spawn(process.execPath, [script, store.root, moment], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    t.after(() => child.kill('SIGKILL'))
    const exit = once(child, 'exit')
    await Promise.race([once(child.stdout, 'data'), exit])
    child.kill('SIGKILL')
    assert.deepEqual(await exit, [null, 'SIGKILL'])

    const again = await storeAt(store.root)
    t.after(again.close)
    assert.equal((await again.commits.list('heights')).length, 2)
    const parts = await makeParts(again, 5)
    await appendRelations(again, heights, parts.slice(2), about)
    const apart = await openStore(t)
    const expected = await oneByOne(apart, await makeParts(apart, 5), 'append')
    assert.deepEqual(told(await again.commits.list('heights')), told(expected))
  })
}
