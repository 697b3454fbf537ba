import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLog, silentLog, type Log } from '../../src/base/index.ts'
import {
  definePipeline,
  defineStep,
  nextRuns,
  startSchedules,
  type Schedules,
} from '../../src/pipelines/index.ts'
import type { Database } from '../../src/storage/index.ts'
import type { RunId } from '../../src/tracking/index.ts'
import { noon, temporaryDatabase } from '../storage/temporary-database.ts'

const step = defineStep({ name: 'load', run: () => 1 })
const surf = definePipeline({ name: 'surf', steps: [step], schedule: '11 */12 * * *' })
const byHand = definePipeline({ name: 'by-hand', steps: [step] })
const clock = (moment: Date) => moment.toISOString().slice(5, 16)

/** A clock that jumps to each moment that is waited for, and stops everything after `count` of them. */
function jumpingTime(database: Database, count: number, log: Log = silentLog) {
  const stop = new AbortController()
  let now = noon
  let left = count
  const deps = {
    database,
    log,
    now: () => now,
    waitUntil: async (moment: Date) => {
      if (left === 0) stop.abort()
      left -= 1
      now = moment
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
  return { deps, signal: stop.signal }
}

test('tells the next moments, in the time zone of the schedule', () => {
  assert.deepEqual(nextRuns('11 */12 * * *', 3, noon).map(clock), [
    '03-01T12:11',
    '03-02T00:11',
    '03-02T12:11',
  ])
  assert.deepEqual(nextRuns('0 9 * * *', 1, noon, 'America/New_York').map(clock), ['03-01T14:00'])
})

test('a pipeline runs at each due moment, one without schedule never', async (t) => {
  const database = await temporaryDatabase(t)
  const { deps, signal } = jumpingTime(database, 3)
  const ran: string[] = []
  const run: Schedules['run'] = (pipeline, { dueAt }) => {
    ran.push(`${pipeline} ${clock(dueAt)}`)
    return Promise.resolve({ runId: `run_${ran.length}` as RunId })
  }
  await startSchedules(deps, { pipelines: [surf, byHand], run, signal })
  assert.deepEqual(ran, ['surf 03-01T12:11', 'surf 03-02T00:11', 'surf 03-02T12:11'])
  const rows = await database.queries.selectFrom('schedule_runs').selectAll().execute()
  assert.deepEqual(
    rows.map(({ run_id, due_at }) => [run_id, due_at]),
    [
      ['run_1', '2026-03-01T12:11:00.000Z'],
      ['run_2', '2026-03-02T00:11:00.000Z'],
      ['run_3', '2026-03-02T12:11:00.000Z'],
    ],
  )
})

test('of two that follow the same schedule, one runs each moment', async (t) => {
  const database = await temporaryDatabase(t)
  const ran: string[] = []
  const follow = (name: string) => {
    const { deps, signal } = jumpingTime(database, 4)
    const run: Schedules['run'] = (_pipeline, { dueAt }) => {
      ran.push(clock(dueAt))
      return Promise.resolve({ runId: `run_${name}` as RunId })
    }
    return startSchedules(deps, { pipelines: [surf], run, signal })
  }
  await Promise.all([follow('a'), follow('b')])
  assert.deepEqual(ran, ['03-01T12:11', '03-02T00:11', '03-02T12:11', '03-03T00:11'])
})

test('a moment that comes while the pipeline still runs is left out, and said', async (t) => {
  const lines: string[] = []
  const log = createLog(
    () => noon,
    'info',
    ({ level, text }) => lines.push(`${level} ${text}`),
  )
  const { deps, signal } = jumpingTime(await temporaryDatabase(t), 2, log)
  let end = (_result: { runId: RunId }): void => undefined
  signal.addEventListener('abort', () => end({ runId: 'run_1' as RunId }))
  const run: Schedules['run'] = () => new Promise((resolve) => (end = resolve))
  await startSchedules(deps, { pipelines: [surf], run, signal })
  assert.deepEqual(lines, [
    'warn surf: 2026-03-02 00:11 UTC is left out, as the run of 2026-03-01 12:11 UTC still goes on',
  ])
})

test('a run that throws is said, and the next moment still comes', async (t) => {
  const lines: string[] = []
  const log = createLog(
    () => noon,
    'info',
    ({ level, text }) => lines.push(`${level} ${text}`),
  )
  const { deps, signal } = jumpingTime(await temporaryDatabase(t), 2, log)
  const run: Schedules['run'] = () => Promise.reject(new Error('the sea is closed'))
  await startSchedules(deps, { pipelines: [surf], run, signal })
  assert.deepEqual(lines, [
    'error surf: the run due at 2026-03-01 12:11 UTC did not come to its end: the sea is closed',
    'error surf: the run due at 2026-03-02 00:11 UTC did not come to its end: the sea is closed',
  ])
})
