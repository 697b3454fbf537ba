import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { TimelineReply, TimelineRunReply } from '../../src/api/index.ts'
import { mergeTimeline } from '../../src/ui/live/merge-timeline.ts'
import { timelineRows, timeTicks } from '../../src/ui/pages/runs/timeline-rows.ts'

function runOf(
  id: string,
  name: string,
  changes: Partial<TimelineRunReply> = {},
): TimelineRunReply {
  return {
    id,
    parentId: 'run',
    kind: 'step',
    name,
    status: 'succeeded',
    startedAt: '2026-11-21T06:00:00.000Z',
    endedAt: '2026-11-21T06:00:01.000Z',
    reason: null,
    error: null,
    ...changes,
  }
}

function timelineOf(
  status: 'open' | 'succeeded',
  runs: readonly TimelineRunReply[],
): TimelineReply {
  return {
    run: runOf('run', 'day', { parentId: null, kind: 'pipeline', status }),
    runs: [...runs],
    runCount: runs.length,
    plan: ['fish', 'land', 'sell'],
    edges: [],
    cancelRequestedAt: null,
    profiledRuns: [],
  }
}

const namesOf = (timeline: TimelineReply, toggled: readonly string[] = []) =>
  timelineRows(timeline, new Set(toggled)).map(
    ({ name, depth, run }) => `${'  '.repeat(depth)}${name} ${run?.status ?? 'waiting'}`,
  )

test('steps stand in the order of the pipeline, those that have not begun at the end', () => {
  const timeline = timelineOf('open', [runOf('b', 'land', { status: 'open' }), runOf('a', 'fish')])
  assert.deepEqual(namesOf(timeline), ['fish succeeded', 'land open', 'sell waiting'])
  assert.deepEqual(namesOf(timelineOf('succeeded', [runOf('a', 'fish')])), ['fish succeeded'])
})

test('few parts of a step are shown, many are folded, and either is turned around', () => {
  const parts = (count: number) =>
    Array.from({ length: count }, (_, at) =>
      runOf(`p${at}`, `boat ${at}`, { parentId: 'a', status: at === 0 ? 'failed' : 'succeeded' }),
    )
  const few = timelineOf('succeeded', [runOf('a', 'fish'), ...parts(2)])
  assert.deepEqual(namesOf(few), ['fish succeeded', '  boat 0 failed', '  boat 1 succeeded'])
  assert.deepEqual(namesOf(few, ['a']), ['fish succeeded'])
  const many = timelineOf('succeeded', [runOf('a', 'fish'), ...parts(1000)])
  const [fish] = timelineRows(many, new Set())
  assert.deepEqual([fish?.partCount, fish?.failedCount, fish?.isOpen], [1000, 1, false])
  assert.equal(timelineRows(many, new Set(['a'])).length, 1001)
})

test('what has changed takes the place of what was known, what is new comes in', () => {
  const old = timelineOf('open', [runOf('a', 'fish', { status: 'open' })])
  const merged = mergeTimeline(old, [
    runOf('a', 'fish'),
    runOf('b', 'land', { status: 'open' }),
    runOf('run', 'day', { status: 'succeeded' }),
  ])
  assert.deepEqual(
    merged.runs.map(({ id, status }) => `${id} ${status}`),
    ['a succeeded', 'b open'],
  )
  assert.deepEqual([merged.run.status, merged.runCount], ['succeeded', 2])
})

test('the marks of a timeline are round moments, a handful of them', () => {
  assert.deepEqual(timeTicks(4500), [0, 1000, 2000, 3000, 4000])
  assert.deepEqual(timeTicks(60), [0, 20, 40, 60])
  assert.deepEqual(timeTicks(100_000), [0, 30_000, 60_000, 90_000])
  assert.deepEqual(
    timeTicks(5 * 3_600_000),
    [0, 1, 2, 3, 4, 5].map((hours) => hours * 3_600_000),
  )
  for (const ms of [1, 7, 999, 12_345, 987_654, 12_345_678, 1e9]) {
    const { length } = timeTicks(ms)
    assert.equal(length >= 2 && length <= 12, true, `${ms}: ${length}`)
  }
})
