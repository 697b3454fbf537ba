import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { test } from 'node:test'
import {
  backFill,
  every,
  leaveOutRemoved,
  listDue,
  lookForDue,
  nextRuns,
  onCommit,
  pauseSchedule,
  resumeSchedule,
  runDue,
  type Pipeline,
} from '../../../src/pipelines/index.ts'
import { jitterOf } from '../../../src/pipelines/schedules/jitter-of.ts'
import { momentOccasion } from '../../../src/pipelines/schedules/occasion.ts'
import { finishRun, startRun } from '../../../src/tracking/index.ts'
import { temporaryDatabaseFile } from '../../storage/temporary-database.ts'
import { clock, labOn, pipelineOn, scheduleLab, type Lab } from './schedule-lab.ts'

const hourly = pipelineOn('0 * * * *')
const signal = new AbortController().signal

/** Looks once and runs what is due, as a cron outside would. */
async function passBy(lab: Lab, pipeline: Pipeline<never>, at: string): Promise<void> {
  lab.set(at)
  await lookForDue(lab.deps, [pipeline])
  await runDue(lab.deps, pipeline, { run: lab.run, signal })
}

test('tells the next moments, in the time zone of each trigger, of several in order', () => {
  const noon = new Date('2026-03-01T12:00:00Z')
  const next = (on: Parameters<typeof pipelineOn>[0], count: number, from = noon) =>
    nextRuns(pipelineOn(on).schedule?.on ?? [], count, from).map(clock)
  assert.deepEqual(next('11 */12 * * *', 2), ['03-01T12:11', '03-02T00:11'])
  const both = { on: ['0 */6 * * *', every('8h', { from: '2026-02-01T00:00:00Z' })] }
  assert.deepEqual(next(both, 4), ['03-01T16:00', '03-01T18:00', '03-02T00:00', '03-02T06:00'])
})

test('where the clocks change, a time of day comes once each day and an interval goes on', () => {
  const dublin = (pattern: string, from: string, count: number) =>
    nextRuns(
      [{ kind: 'cron', cron: pattern, timeZone: 'Europe/Dublin' }],
      count,
      new Date(from),
    ).map(clock)
  // 01:30 isn't there on 29 March, and is there twice on 25 October.
  assert.deepEqual(dublin('30 1 * * *', '2026-03-28T12:00:00Z', 2), ['03-29T01:00', '03-30T00:30'])
  assert.deepEqual(dublin('30 1 * * *', '2026-10-24T12:00:00Z', 2), ['10-25T00:30', '10-26T01:30'])
  assert.deepEqual(dublin('0 * * * *', '2026-10-24T23:30:00Z', 3), [
    '10-25T00:00',
    '10-25T01:00',
    '10-25T02:00',
  ])
})

test('of moments that passed unseen the last runs, or all, or none that is late', async (t) => {
  const seen = async (missed: 'once' | 'skip' | 'all', back: string) => {
    const lab = await scheduleLab(t, '2026-03-01T08:30:00Z')
    const pipeline = pipelineOn({ on: '0 * * * *', missed })
    await passBy(lab, pipeline, '2026-03-01T08:30:00Z')
    await passBy(lab, pipeline, back)
    return lab.ran.map((one) => one.slice(-5))
  }
  assert.deepEqual(await seen('once', '2026-03-01T12:40:00Z'), ['12:00'])
  assert.deepEqual(await seen('all', '2026-03-01T12:40:00Z'), ['09:00', '10:00', '11:00', '12:00'])
  assert.deepEqual(await seen('skip', '2026-03-01T12:40:00Z'), [])
  assert.deepEqual(await seen('skip', '2026-03-01T12:10:00Z'), ['12:00'])
})

test('what was missed is made up by a run of any kind since', async (t) => {
  const lab = await scheduleLab(t, '2026-03-01T08:30:00Z')
  await passBy(lab, hourly, '2026-03-01T08:30:00Z')
  lab.set('2026-03-01T09:10:00Z')
  const { id } = await startRun(lab.deps, { kind: 'pipeline', name: 'surf', reason: 'by hand' })
  await finishRun(lab.deps, id, { outcome: 'succeeded' })
  await passBy(lab, hourly, '2026-03-01T09:20:00Z')
  assert.deepEqual(lab.ran, [])
})

test('a clock that is set back repeats nothing, and keeps nothing from running', async (t) => {
  const lab = await scheduleLab(t, '2026-03-01T08:30:00Z')
  for (const at of ['08:30', '09:00', '10:00', '08:45', '09:00', '09:30', '10:00', '11:00']) {
    await passBy(lab, hourly, `2026-03-01T${at}:00Z`)
  }
  // It was far ahead once: that doesn't silence it for years.
  await passBy(lab, hourly, '2031-01-01T00:00:30Z')
  await passBy(lab, hourly, '2026-03-01T11:30:00Z')
  await passBy(lab, hourly, '2026-03-01T12:00:30Z')
  assert.deepEqual(
    lab.ran.map((one) => one.slice(-11)),
    ['03-01T09:00', '03-01T10:00', '03-01T11:00', '01-01T00:00', '03-01T12:00'],
  )
})

test('what has happened waits for its turn, and is run once for several', async (t) => {
  const lab = await scheduleLab(t, '2026-03-01T08:00:00Z')
  const pipeline = pipelineOn(onCommit({ name: 'swells' }))
  await passBy(lab, pipeline, '2026-03-01T08:00:00Z')
  for (const id of ['1', '2', '3']) {
    lab.happened.push({ id: `commit ${id}`, at: lab.deps.now(), reason: `swells got ${id}` })
  }
  await passBy(lab, pipeline, '2026-03-01T08:01:00Z')
  await passBy(lab, pipeline, '2026-03-01T08:02:00Z')
  const due = await listDue(lab.deps.database, 'surf', { limit: 9 })
  assert.deepEqual(
    due.map(({ reason, outcome }) => `${reason}: ${outcome}`),
    ['swells got 3, the last of several: succeeded'],
  )
})

test('what comes while a pipeline is paused is left out, also after the pause', async (t) => {
  const lab = await scheduleLab(t, '2026-03-01T08:30:00Z')
  await passBy(lab, hourly, '2026-03-01T08:30:00Z')
  assert.equal(await pauseSchedule(lab.deps, 'surf', 'ada'), true)
  assert.equal(await pauseSchedule(lab.deps, 'surf', 'bob'), false)
  await passBy(lab, hourly, '2026-03-01T09:00:00Z')
  lab.set('2026-03-01T10:10:00Z')
  assert.equal(await resumeSchedule(lab.deps, hourly), true)
  await passBy(lab, hourly, '2026-03-01T10:20:00Z')
  await passBy(lab, hourly, '2026-03-01T11:00:00Z')
  assert.deepEqual(lab.ran, ['surf 03-01T11:00'])
})

test('a back-fill runs each moment of the range once, and those again that failed', async (t) => {
  const lab = await scheduleLab(t, '2026-03-09T08:30:00Z')
  const daily = pipelineOn('0 6 * * *')
  const range = { since: new Date('2026-03-01T06:00Z'), until: new Date('2026-03-04T06:00Z') }
  const fill = async () => {
    const { moments, newCount } = await backFill(lab.deps, daily, range)
    const before = lab.ran.length
    await runDue(lab.deps, daily, { run: failingOn2nd, signal })
    return [moments.length, newCount, ...lab.ran.slice(before)]
  }
  let isBroken = true
  const failingOn2nd: typeof lab.run = async (name, due) => {
    const ended = await lab.run(name, due)
    const isWrong = isBroken && clock(due.dueAt).startsWith('03-02')
    return isWrong ? { ...ended, status: 'failed' } : ended
  }
  assert.deepEqual(await fill(), [3, 3, 'surf 03-01T06:00', 'surf 03-02T06:00', 'surf 03-03T06:00'])
  isBroken = false
  assert.deepEqual(await fill(), [3, 1, 'surf 03-02T06:00'])
  assert.deepEqual(await fill(), [3, 0])
})

test('moments are put off by what the seed tells, within bounds, each time the same', async (t) => {
  const { schedule } = pipelineOn({
    on: '0 6 * * *',
    jitter: { upTo: '10m', seed: 'coast' },
  })
  assert.ok(schedule !== undefined)
  const delays = [1, 2, 3].map((day) =>
    jitterOf(schedule, momentOccasion(new Date(Date.UTC(2026, 2, day, 6)))),
  )
  assert.deepEqual(
    delays.map((ms) => ms >= 0 && ms < 600_000),
    [true, true, true],
  )
  assert.equal(new Set(delays).size, 3)
  const lab = await scheduleLab(t, '2026-03-01T05:00:00Z')
  const pipeline = pipelineOn({ on: '0 6 * * *', jitter: { upTo: '10m', seed: 'coast' } })
  await passBy(lab, pipeline, '2026-03-01T05:00:00Z')
  const readyMs = Date.parse('2026-03-01T06:00:00Z') + (delays[0] ?? 0)
  await passBy(lab, pipeline, new Date(readyMs - 1).toISOString())
  assert.deepEqual(lab.ran, [])
  await passBy(lab, pipeline, new Date(readyMs).toISOString())
  assert.deepEqual(lab.ran, ['surf 03-01T06:00'])
})

/** Another process takes what is due, perhaps runs it, and is killed. */
async function killAfter(path: string, stage: 'taken' | 'begun' | 'ended'): Promise<void> {
  const script = new URL('take-due-and-hang.ts', import.meta.url).pathname
  const child = spawn(process.execPath, [...process.execArgv, script, path, stage], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
}

for (const [stage, again] of [
  ['taken', ['surf 03-01T13:00']],
  ['begun', ['surf 03-01T13:00']],
  ['ended', []],
] as const) {
  test(`what a killed process had ${stage} runs ${again.length === 0 ? 'not again' : 'once more'}`, async (t) => {
    const { database, path } = await temporaryDatabaseFile(t)
    const lab = labOn(database, '2026-03-01T12:30:00Z')
    await lookForDue(lab.deps, [hourly])
    lab.set('2026-03-01T13:00:10Z')
    await lookForDue(lab.deps, [hourly])
    await killAfter(path, stage)
    lab.set('2026-03-01T13:20:00Z')
    await runDue(lab.deps, hourly, { run: lab.run, signal })
    await runDue(lab.deps, hourly, { run: lab.run, signal })
    assert.deepEqual(lab.ran, again)
    const [due] = await listDue(database, 'surf', { limit: 1 })
    assert.deepEqual([due?.status, due?.outcome], ['done', 'succeeded'])
  })
}

test('what waits for a pipeline that is no more is left out a day later', async (t) => {
  const lab = await scheduleLab(t, '2026-03-01T08:30:00Z')
  const removed = pipelineOn('0 * * * *', 'removed')
  const statuses = async () =>
    (await listDue(lab.deps.database, 'removed', { limit: 9 })).map(({ status }) => status)
  await lookForDue(lab.deps, [removed])
  lab.set('2026-03-01T09:30:00Z')
  await lookForDue(lab.deps, [removed])
  lab.set('2026-03-02T08:00:00Z')
  await leaveOutRemoved(lab.deps, [hourly])
  assert.deepEqual(await statuses(), ['waiting'])
  lab.set('2026-03-02T09:30:00Z')
  await leaveOutRemoved(lab.deps, [hourly])
  assert.deepEqual(await statuses(), ['left-out'])
})
