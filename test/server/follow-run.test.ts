import assert from 'node:assert/strict'
import { test } from 'node:test'
import { followRun } from '../../src/server/follow-run.ts'
import { finishRun, keepProgress, startRun } from '../../src/tracking/index.ts'
import { openTides } from './tide-project.ts'

test('how far a run is that another process works on is told to those who follow it', async (t) => {
  const project = await openTides(t)
  const run = await startRun(project, { kind: 'pipeline', name: 'daily' })
  const step = await startRun(project, { kind: 'step', name: 'load', parentId: run.id })
  const kept = keepProgress(project.database, step.id, 0)
  const look = followRun(project, { progress: new Map() }, run.id)
  assert.deepEqual((await look()).progress, [])
  kept.tell({ work: 'reading bulletins', done: 12, total: 20 })
  kept.tell({ work: 'reading bulletins', done: 13, total: 20 })
  // What is told in this process is nearer.
  const own = followRun(
    project,
    { progress: new Map([[step.id, { work: 'reading', done: 14 }]]) },
    run.id,
  )
  assert.deepEqual((await own()).progress, [
    { runId: step.id, work: 'reading', done: 14, total: null },
  ])
  const { progress } = await look()
  assert.deepEqual(progress, [{ runId: step.id, work: 'reading bulletins', done: 13, total: 20 }])
  await kept.close()
  await finishRun(project, step.id, { outcome: 'succeeded' })
  assert.deepEqual((await look()).progress, [])
})
