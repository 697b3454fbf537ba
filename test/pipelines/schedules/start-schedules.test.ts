import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  definePipeline,
  defineStep,
  startSchedules,
  type RunDue,
} from '../../../src/pipelines/index.ts'
import { finishRun, startRun } from '../../../src/tracking/index.ts'
import { noon, temporaryDatabase } from '../../storage/temporary-database.ts'
import { labOn, pipelineOn, scheduleLab, type Lab } from './schedule-lab.ts'

const surf = pipelineOn('11 */12 * * *')
const byHand = definePipeline({
  name: 'by-hand',
  steps: [defineStep({ name: 'load', run: () => 1 })],
})

/** Lets the clock jump to each moment that is waited for, and stops everything after `count` of them. */
function jumping({ deps, set }: Lab, count: number) {
  const stop = new AbortController()
  let left = count
  const waitUntil = async (moment: Date) => {
    // What runs comes to its end before the clock goes on.
    for (let turn = 0; turn < 50; turn += 1) await new Promise((done) => setImmediate(done))
    if (left === 0) stop.abort()
    left -= 1
    set(moment)
  }
  return { deps: { ...deps, waitUntil, lookEveryMs: 86_400_000 }, signal: stop.signal }
}

test('a pipeline runs at each due moment, one without schedule never', async (t) => {
  const lab = await scheduleLab(t)
  const { deps, signal } = jumping(lab, 3)
  await startSchedules(deps, { pipelines: [surf, byHand], run: lab.run, signal })
  assert.deepEqual(lab.ran, ['surf 03-01T12:11', 'surf 03-02T00:11', 'surf 03-02T12:11'])
  const rows = await lab.deps.database.queries.selectFrom('due_runs').selectAll().execute()
  const runs = await lab.deps.runs.list({ kind: 'pipeline' })
  assert.deepEqual(
    rows.map(({ status, outcome, run_id }) => `${status} ${outcome} ${run_id}`),
    runs.toReversed().map(({ id }) => `done succeeded ${id}`),
  )
})

test('of two that follow the same schedule, one runs each moment', async (t) => {
  const database = await temporaryDatabase(t)
  const labs = [labOn(database, noon), labOn(database, noon)]
  await Promise.all(
    labs.map((lab) => {
      const { deps, signal } = jumping(lab, 4)
      return startSchedules(deps, { pipelines: [surf], run: lab.run, signal })
    }),
  )
  assert.deepEqual(labs.flatMap(({ ran }) => ran).toSorted(), [
    'surf 03-01T12:11',
    'surf 03-02T00:11',
    'surf 03-02T12:11',
    'surf 03-03T00:11',
  ])
})

/** A run that goes on until the signal is aborted. */
function endless({ deps }: Lab, signal: AbortSignal): RunDue['run'] {
  return async (name, { reason }) => {
    const { id } = await startRun(deps, { kind: 'pipeline', name, reason })
    if (!signal.aborted) {
      await new Promise((done) => signal.addEventListener('abort', done, { once: true }))
    }
    return finishRun(deps, id, { outcome: 'succeeded' })
  }
}

test('a moment that comes while the pipeline still runs is left out, and said', async (t) => {
  const lab = await scheduleLab(t)
  const { deps, signal } = jumping(lab, 2)
  await startSchedules(deps, { pipelines: [surf], run: endless(lab, signal), signal })
  assert.deepEqual(lab.lines, [
    'warn surf: 2026-03-02 00:11 UTC is left out, as it came while run_… still goes on',
  ])
})

test('where moments queue, one that comes while the pipeline runs waits', async (t) => {
  const lab = await scheduleLab(t)
  const { deps, signal } = jumping(lab, 2)
  const queued = pipelineOn({ on: '11 */12 * * *', overlap: 'queue' })
  await startSchedules(deps, { pipelines: [queued], run: endless(lab, signal), signal })
  const rows = await deps.database.queries.selectFrom('due_runs').selectAll().execute()
  assert.deepEqual(
    rows.map(({ occasion, status }) => `${occasion.slice(0, 16)} ${status}`),
    ['at 2026-03-01T12 done', 'at 2026-03-02T00 waiting'],
  )
})

test('a run that throws is said, and the next moment still comes', async (t) => {
  const lab = await scheduleLab(t)
  const { deps, signal } = jumping(lab, 2)
  const run: RunDue['run'] = () => Promise.reject(new Error('the sea is closed'))
  await startSchedules(deps, { pipelines: [surf], run, signal })
  assert.deepEqual(lab.lines, [
    'error surf: the run due at 2026-03-01 12:11 UTC did not come to its end: the sea is closed',
    'error surf: the run due at 2026-03-02 00:11 UTC did not come to its end: the sea is closed',
  ])
})
