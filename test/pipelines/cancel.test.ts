import assert from 'node:assert/strict'
import { test } from 'node:test'
import { definePipeline, defineStep, runPipeline } from '../../src/pipelines/index.ts'
import { newRun, outlineRuns, requestCancel, type RunId } from '../../src/tracking/index.ts'
import { pipelineLab, story } from './pipeline-lab.ts'

test('whoever knows the id of a run, or of a part of it, can ask for its end', async (t) => {
  const lab = await pipelineLab(t)
  const started = Promise.withResolvers<RunId>()
  const first = defineStep({
    name: 'first',
    run: async ({ context: { signal, runId } }) => {
      started.resolve(runId)
      await new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('aborted')))
      })
      return 1
    },
  })
  const second = defineStep({ name: 'second', inputs: { one: first.output }, run: async () => 2 })
  const pipeline = definePipeline({ name: 'surf', steps: [first, second] })
  const running = runPipeline(lab, pipeline)
  const stepId = await started.promise
  const asked = await requestCancel(lab, stepId)
  const again = await requestCancel(lab, asked.runId)
  assert.deepEqual(again, asked)
  const result = await running
  const cancelled = 'The run of the pipeline "surf" was cancelled.'
  assert.deepEqual(story(result), [
    `surf failed: ${cancelled}`,
    `first failed: ${cancelled}`,
    'second skipped: because first failed',
  ])
  assert.equal(result.run.id, asked.runId)
  await assert.rejects(requestCancel(lab, asked.runId), { code: 'tracking.runAlreadyEnded' })
})

test('all that is below a run is outlined, however deep', async (t) => {
  const lab = await pipelineLab(t)
  const top = newRun({ kind: 'pipeline', name: 'surf' }, lab.now())
  const step = newRun({ kind: 'step', name: 'each', parentId: top.id }, lab.now())
  const items = [1, 2, 3].map((at) =>
    newRun({ kind: 'step', name: `each ${at}`, parentId: step.id }, lab.now()),
  )
  const other = newRun({ kind: 'pipeline', name: 'other' }, lab.now())
  await lab.runs.insert([top, step, ...items, other])
  const outline = await outlineRuns(lab, top.id)
  assert.deepEqual(
    outline.map(({ name, parentId }) => [name, parentId]),
    [['each', top.id], ...items.map(({ name }) => [name, step.id])],
  )
})
