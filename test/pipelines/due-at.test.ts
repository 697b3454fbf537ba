import assert from 'node:assert/strict'
import { test } from 'node:test'
import { definePipeline, defineStep, runPipeline } from '../../src/pipelines/index.ts'
import { pipelineLab } from './pipeline-lab.ts'

const day = defineStep({
  name: 'day',
  run: ({ context }) => context.dueAt.toISOString().slice(0, 10),
})
/** Hands all settings on, and never asks for the moment. */
const same = defineStep({ name: 'same', run: ({ context }) => ({ ...context.settings }) })
const daily = definePipeline({ name: 'daily', steps: [day, same] })

test('a step that reads the moment for which it runs is done once for each, others once', async (t) => {
  const deps = await pipelineLab(t)
  const run = async (dueAt?: string) => {
    const at = dueAt === undefined ? {} : { dueAt: new Date(dueAt) }
    const how = { settings: { beach: 'lahinch' }, code: { commit: 'c', dirty: false }, ...at }
    const { steps } = await runPipeline(deps, daily, how)
    return steps.map(({ status, outputs }) => `${status} ${JSON.stringify(outputs)}`)
  }
  const beach = '{"beach":"lahinch"}'
  assert.deepEqual(await run('2026-02-01T06:00Z'), [`succeeded "2026-02-01"`, `succeeded ${beach}`])
  assert.deepEqual(await run('2026-02-02T06:00Z'), [`succeeded "2026-02-02"`, `skipped ${beach}`])
  assert.deepEqual(await run('2026-02-01T06:00Z'), [`skipped "2026-02-01"`, `skipped ${beach}`])
  // By hand it is now, which is another moment each time.
  assert.deepEqual(await run(), [`succeeded "2026-03-01"`, `skipped ${beach}`])
  assert.deepEqual(await run(), [`succeeded "2026-03-01"`, `skipped ${beach}`])
})
