import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import type { Digest } from '../../src/base/index.ts'
import { currentProcess } from '../../src/storage/index.ts'
import {
  endRun,
  type EndedRun,
  type OpenRun,
  type RunId,
  type RunStore,
} from '../../src/tracking/index.ts'

const noon = new Date('2026-03-01T12:00:00.000Z')
const one = new Date('2026-03-01T13:00:00.000Z')

function openRun(id: string, changes: Partial<OpenRun> = {}): OpenRun {
  return {
    status: 'open',
    id: id as RunId,
    kind: 'pipeline',
    name: 'surf',
    owner: currentProcess(),
    startedAt: noon,
    settings: { beach: 'lahinch' },
    code: { commit: 'abc', dirty: false, fingerprint: 'f' },
    inputs: { until: '2026-03-01' },
    ...changes,
  }
}

/** What every RunStore must do. A new adapter calls this from its own test file. */
export function runStoreContract(name: string, open: (t: TestContext) => Promise<RunStore>): void {
  const idsOf = async (runs: RunStore, query: Parameters<RunStore['list']>[0]) =>
    (await runs.list(query)).map(({ id }) => id as string)

  test(`${name}: runs come back as they were`, async (t) => {
    const runs = await open(t)
    const parent = openRun('run_1')
    const step = openRun('run_2', {
      kind: 'step',
      parentId: parent.id,
      cacheKey: 'key' as Digest,
      reason: 'its inputs changed',
    })
    const error = { code: 'data.gone', message: 'Gone.', hint: 'Look.' }
    const failed: EndedRun = endRun(openRun('run_3'), { outcome: 'failed', error }, one)
    await runs.insert([parent, step, failed])
    assert.deepEqual(await runs.find(parent.id), parent)
    assert.deepEqual(await runs.find(step.id), step)
    assert.deepEqual(await runs.find(failed.id), failed)
    assert.equal(await runs.find('run_4' as RunId), undefined)
  })

  test(`${name}: an end with its outputs comes back`, async (t) => {
    const runs = await open(t)
    await runs.insert([openRun('run_1')])
    const ended = endRun(openRun('run_1'), { outcome: 'succeeded', outputs: { rows: 3 } }, one)
    assert.equal(await runs.markEnded(ended), true)
    assert.deepEqual(await runs.find(ended.id), ended)
  })

  test(`${name}: of two that end the same run, one succeeds`, async (t) => {
    const runs = await open(t)
    await runs.insert([openRun('run_1')])
    const outcomes = ['succeeded', 'failed'] as const
    const ends = outcomes.map((outcome) => endRun(openRun('run_1'), { outcome }, one))
    const won = await Promise.all(ends.map((end) => runs.markEnded(end)))
    assert.deepEqual(new Set(won), new Set([true, false]))
  })

  test(`${name}: of runs of which one is there already, none is written`, async (t) => {
    const runs = await open(t)
    await runs.insert([openRun('run_1')])
    await assert.rejects(runs.insert([openRun('run_2'), openRun('run_1')]))
    assert.deepEqual(await idsOf(runs, {}), ['run_1'])
  })

  test(`${name}: lists the newest first, filtered, page by page`, async (t) => {
    const runs = await open(t)
    const step = { kind: 'step', name: 'load' } as const
    await runs.insert([
      openRun('run_1'),
      openRun('run_2', { ...step, parentId: 'run_1' as RunId }),
      openRun('run_3', { name: 'daily' }),
      openRun('run_4', { ...step, parentId: 'run_3' as RunId }),
      endRun(openRun('run_5'), { outcome: 'succeeded' }, one),
    ])
    assert.deepEqual(await idsOf(runs, {}), ['run_5', 'run_4', 'run_3', 'run_2', 'run_1'])
    assert.deepEqual(await idsOf(runs, { kind: 'pipeline' }), ['run_5', 'run_3', 'run_1'])
    assert.deepEqual(await idsOf(runs, { name: 'surf', status: 'open' }), ['run_1'])
    assert.deepEqual(await idsOf(runs, { parentId: 'run_3' as RunId }), ['run_4'])
    assert.deepEqual(await idsOf(runs, { name: 'load', parentName: 'surf' }), ['run_2'])
    assert.deepEqual(await idsOf(runs, { before: 'run_4' as RunId, limit: 2 }), ['run_3', 'run_2'])
  })
  test(`${name}: tells the latest that succeeded of each name, and those of a key`, async (t) => {
    const runs = await open(t)
    const child = (id: string, name: string, parentId: string, cacheKey: string) =>
      openRun(id, {
        kind: 'step',
        name,
        parentId: parentId as RunId,
        cacheKey: cacheKey as Digest,
      })
    const good = (run: OpenRun) => endRun(run, { outcome: 'succeeded' }, one)
    await runs.insert([
      openRun('run_1'),
      good(child('run_2', 'load', 'run_1', 'a')),
      good(child('run_3', 'load', 'run_1', 'b')),
      child('run_4', 'load', 'run_1', 'c'),
      good(child('run_5', 'train', 'run_1', 'd')),
      openRun('run_6', { name: 'daily' }),
      good(child('run_7', 'load', 'run_6', 'a')),
    ])
    const query = { parentKind: 'pipeline', parentName: 'surf', names: ['load', 'train'] } as const
    const latest = await runs.listLatest(query)
    assert.deepEqual(latest.map(({ id }) => id).toSorted(), ['run_3', 'run_5'])
    const cacheKeys = ['a', 'c'] as Digest[]
    assert.deepEqual(await idsOf(runs, { status: 'succeeded', cacheKeys }), ['run_7', 'run_2'])
  })

  test(`${name}: what is asked for at the same time is written together, each by itself`, async (t) => {
    const runs = await open(t)
    await runs.insert([openRun('run_1')])
    const end = endRun(openRun('run_1'), { outcome: 'succeeded' }, one)
    const outcomes = await Promise.allSettled([
      runs.insert([openRun('run_2')]),
      runs.insert([openRun('run_1')]),
      runs.markEnded(end),
      runs.markEnded(end),
    ])
    assert.deepEqual(
      outcomes.map((each) => (each.status === 'fulfilled' ? each.value : 'rejected')),
      [undefined, 'rejected', true, false],
    )
    assert.deepEqual(await idsOf(runs, {}), ['run_2', 'run_1'])
  })
}
