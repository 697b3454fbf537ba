import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import { silentLog } from '../../src/base/index.ts'
import { defineRetraining, listDecisions } from '../../src/monitoring/index.ts'
import { definePipeline, runPipeline } from '../../src/pipelines/index.ts'
import {
  defineProject,
  openProject,
  retrainStep,
  type ProjectPorts,
} from '../../src/project/index.ts'
import { takeClaim } from '../../src/storage/index.ts'
import type { Model } from '../../src/training/index.ts'
import { appendDays, reports, surfHeight, swells } from '../training/training-lab.ts'
import { temporaryProject } from './temporary-project.ts'

/** It can't be learned: its parts are of a feature that the view doesn't have. */
const broken = {
  ...surfHeight,
  combine: { near: { kind: 'pca', of: ['tide'], parts: 2 } },
} as unknown as Model

async function openWaves(t: TestContext) {
  const definition = defineProject({
    name: 'waves',
    groups: [reports, swells],
    models: [surfHeight],
  })
  let ms = Date.UTC(2026, 2, 1, 12)
  const project = await openProject(definition, {
    root: await temporaryProject(t, {}),
    settings: {},
    environment: {},
    log: silentLog,
    now: () => new Date(ms++),
  })
  t.after(project.close)
  await appendDays(project, 0, 100)
  const run = (model: Model) => {
    const policy = defineRetraining({
      model,
      when: [{ kind: 'new data', rows: 10 }],
      ifItHolds: 'train',
      whenBetter: 'promote',
    })
    const pipeline = definePipeline<ProjectPorts>({ name: 'daily', steps: [retrainStep(policy)] })
    const code = { commit: 'c0ffee', fingerprint: 'code 1' }
    return runPipeline({ ...project, stepDeps: project }, pipeline, { code, force: true })
  }
  return { project, run }
}

test('a step retrains by policy; a training that fails leaves the champion, and what comes after goes on', async (t) => {
  const { project, run } = await openWaves(t)
  const first = await run(surfHeight)
  assert.equal(first.run.status, 'succeeded')
  await appendDays(project, 100, 120)
  const second = await run(broken)
  assert.equal(second.run.status, 'succeeded')
  const [decision] = await listDecisions(project.database)
  assert.equal(decision?.state, 'failed')
  const champion = await project.models.findAlias('surf-height', 'champion')
  assert.equal(champion?.version, 1)
})

test('while another process retrains the model, the step goes on with the champion', async (t) => {
  const { project, run } = await openWaves(t)
  await run(surfHeight)
  await takeClaim(project, 'retraining:surf-height')
  const { run: ended } = await run(surfHeight)
  assert.equal(ended.status, 'succeeded')
})

test('where there is no champion to go on with, a training that fails is the step’s failure', async (t) => {
  const { run } = await openWaves(t)
  const { failure, run: ended } = await run(broken)
  assert.equal(ended.status, 'failed')
  assert.match(String(failure?.error), /Retraining surf-height: training failed: /)
})
