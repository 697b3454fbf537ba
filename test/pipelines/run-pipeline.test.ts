import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { isSwellError } from '../../src/base/index.ts'
import {
  definePipeline,
  defineStep,
  runPipeline,
  type PipelineEvent,
} from '../../src/pipelines/index.ts'
import { listRuns, listSteps, type Run } from '../../src/tracking/index.ts'
import { temporaryDatabaseFile } from '../storage/temporary-database.ts'
import { happenings, pipelineDeps, pipelineLab, story } from './pipeline-lab.ts'

const firstTime = 'it has not succeeded before'
const asBefore = 'inputs, settings and code as in run_… of 2026-03-01 12:00 UTC'
const fingerprint = 'code-1'

/** Steps that note when they run; `world` is what `watch` finds outside. */
function surf() {
  const ran: string[] = []
  const world = { swell: 4 }
  const watch = defineStep({
    name: 'watch',
    cache: 'never',
    run: () => {
      ran.push('watch')
      return { swell: world.swell }
    },
  })
  const train = defineStep({
    name: 'train',
    inputs: { seen: watch.output },
    run: ({ inputs, context }) => {
      ran.push('train')
      context.log.info('training')
      context.recordMetric('loss', 0.5)
      context.recordMetric('loss', 0.25)
      context.progress({ work: 'training', done: 1, total: 2 })
      void context.settings['beach']
      return inputs.seen.swell * 2
    },
  })
  const publish = defineStep({
    name: 'publish',
    inputs: { height: train.output },
    run: ({ inputs }) => {
      ran.push('publish')
      return [inputs.height]
    },
  })
  const steps = [watch, train, publish]
  return { pipeline: definePipeline({ name: 'surf', steps }), ran, world }
}

test('a first run runs every step and records what went in and came out', async (t) => {
  const deps = await pipelineLab(t)
  const { pipeline } = surf()
  const events: PipelineEvent[] = []
  const result = await runPipeline(deps, pipeline, {
    settings: { beach: 'lahinch', unread: 1 },
    code: { commit: 'abc', dirty: true },
    fingerprint,
    reason: 'by hand',
    onEvent: (event) => events.push(event),
  })
  assert.deepEqual(story(result), [
    'surf succeeded: by hand',
    'watch succeeded: it always runs',
    `train succeeded: ${firstTime}`,
    `publish succeeded: ${firstTime}`,
  ])
  assert.deepEqual(happenings(events), [
    'pipeline-started',
    'watch started',
    'watch succeeded',
    'train started',
    'train succeeded',
    'publish started',
    'publish succeeded',
    'pipeline-ended',
  ])
  assert.deepEqual(await listSteps(deps, result.run.id), result.steps)
  const [, train] = result.steps
  assert(train !== undefined)
  assert.deepEqual(
    [train.inputs, train.outputs, train.settings, train.code],
    [{ seen: { swell: 4 } }, 8, { beach: 'lahinch' }, { commit: 'abc', dirty: true, fingerprint }],
  )
  const lines = await deps.records.listLines(train.id)
  assert.deepEqual(
    lines.map(({ text }) => text),
    ['training'],
  )
  const metrics = await deps.records.listMetrics(train.id)
  assert.deepEqual(
    metrics.map(({ name, step, value }) => [name, step, value]),
    [
      ['loss', 0, 0.5],
      ['loss', 1, 0.25],
    ],
  )
})

test('a second run skips what depends on nothing new, and says as in which run', async (t) => {
  const deps = await pipelineLab(t)
  const { pipeline, ran } = surf()
  await runPipeline(deps, pipeline, { fingerprint })
  ran.length = 0
  const second = await runPipeline(deps, pipeline, { fingerprint })
  assert.deepEqual(ran, ['watch'])
  assert.deepEqual(story(second), [
    'surf succeeded: ',
    'watch succeeded: it always runs',
    `train skipped: ${asBefore}`,
    `publish skipped: ${asBefore}`,
  ])
  assert.deepEqual(
    second.steps.map(({ outputs }) => outputs),
    [{ swell: 4 }, 8, [8]],
  )
  assert.deepEqual(await listSteps(deps, second.run.id), second.steps)
})

test('what has changed runs again, and the reason names it', async (t) => {
  const deps = await pipelineLab(t)
  const { pipeline, world } = surf()
  const reasonsOf = async (options: Parameters<typeof runPipeline>[2]) =>
    story(await runPipeline(deps, pipeline, options)).slice(2)
  await reasonsOf({ fingerprint, settings: { beach: 'lahinch' } })
  const since = 'changed since run_… of 2026-03-01 12:00 UTC'
  world.swell = 5
  assert.deepEqual(await reasonsOf({ fingerprint, settings: { beach: 'lahinch' } }), [
    `train succeeded: input seen ${since}`,
    `publish succeeded: input height ${since}`,
  ])
  assert.deepEqual(await reasonsOf({ fingerprint, settings: { beach: 'doolin' } }), [
    `train succeeded: setting beach ${since}`,
    `publish skipped: ${asBefore}`,
  ])
  assert.deepEqual(await reasonsOf({ fingerprint: 'code-2', settings: { beach: 'doolin' } }), [
    `train succeeded: code ${since}`,
    `publish succeeded: code ${since}`,
  ])
  assert.deepEqual(
    await reasonsOf({ fingerprint: 'code-2', settings: { beach: 'doolin' }, force: true }),
    ['train succeeded: it was forced', 'publish succeeded: it was forced'],
  )
})

test('a clean commit stands for the code, and code that nobody can tell is always run', async (t) => {
  const deps = await pipelineLab(t)
  const { pipeline } = surf()
  const clean = { commit: 'abc', dirty: false }
  await runPipeline(deps, pipeline, { code: clean })
  const reasonsOf = async (code: { commit?: string; dirty?: boolean }) =>
    story(await runPipeline(deps, pipeline, { code })).at(-1)
  assert.equal(await reasonsOf(clean), `publish skipped: ${asBefore}`)
  assert.equal(
    await reasonsOf({ ...clean, dirty: true }),
    'publish succeeded: its code has no fingerprint',
  )
})

test('a step that fails is named; those that need it are skipped, others go on', async (t) => {
  const deps = await pipelineLab(t)
  const load = defineStep({
    name: 'load-swells',
    run: (): number => {
      throw new Error('the sea is closed')
    },
  })
  const view = defineStep({ name: 'view', inputs: { swells: load.output }, run: () => 1 })
  const train = defineStep({ name: 'train', after: [view], run: () => 2 })
  const reports = defineStep({ name: 'load-reports', run: () => 3 })
  const pipeline = definePipeline({ name: 'surf', steps: [load, view, train, reports] })
  const events: PipelineEvent[] = []
  const onEvent = (event: PipelineEvent) => events.push(event)
  const result = await runPipeline(deps, pipeline, { fingerprint, onEvent })
  assert.deepEqual(story(result), [
    'surf failed: The step "load-swells" failed: the sea is closed',
    'load-swells failed: the sea is closed',
    'view skipped: because load-swells failed',
    'train skipped: because load-swells failed',
    `load-reports succeeded: ${firstTime}`,
  ])
  assert.equal(result.run.error?.code, 'unexpected')
  assert(result.failure?.error instanceof Error)
  assert.equal(result.failure.error.message, 'the sea is closed')
  const ofLoad = happenings(events).filter((event) => event.startsWith('load-swells'))
  assert.deepEqual(ofLoad, ['load-swells started', 'load-swells failed'])
  const [failed] = result.steps
  assert(failed !== undefined)
  const [line] = await deps.records.listLines(failed.id)
  assert.match(line?.text ?? '', /the sea is closed\n\s+at .*run-pipeline\.test\.ts/)
})

test('an output that is no JSON is refused, naming where', async (t) => {
  const deps = await pipelineLab(t)
  const load = defineStep({ name: 'load', run: () => ({ rows: [{ at: new Date(0) }] }) })
  const pipeline = definePipeline({ name: 'surf', steps: [load] })
  const { failure } = await runPipeline(deps, pipeline)
  assert(isSwellError(failure?.error, 'pipelines.outputIsNotJson'))
  assert.equal(
    failure.error.message,
    'The step "load" gave a Date at `output.rows[0].at`; its output has to be plain JSON, to be stored.',
  )
})

test('a run that is cancelled stops at the step under way and runs no other', async (t) => {
  const deps = await pipelineLab(t)
  const controller = new AbortController()
  const first = defineStep({
    name: 'first',
    run: ({ context }) => {
      controller.abort()
      context.signal.throwIfAborted()
      return 1
    },
  })
  const second = defineStep({ name: 'second', after: [first], run: () => 2 })
  const pipeline = definePipeline({ name: 'surf', steps: [first, second] })
  const result = await runPipeline(deps, pipeline, { signal: controller.signal })
  const cancelled = 'The run of the pipeline "surf" was cancelled.'
  assert.deepEqual(story(result), [
    `surf failed: ${cancelled}`,
    `first failed: ${cancelled}`,
    'second skipped: because first failed',
  ])
  assert.equal(result.run.error?.code, 'pipelines.cancelled')
  assert(isSwellError(result.failure?.error, 'pipelines.cancelled'))
})

test('steps can be chosen; what was left out gives its latest output', async (t) => {
  const deps = await pipelineLab(t)
  const { pipeline, ran } = surf()
  await assert.rejects(runPipeline(deps, pipeline, { steps: ['train'] }), (error) => {
    assert(isSwellError(error, 'pipelines.noEarlierOutput'))
    assert.match(error.message, /"train" needs the output of "watch"/)
    return true
  })
  await runPipeline(deps, pipeline, { fingerprint, until: 'train' })
  assert.deepEqual(ran.splice(0), ['watch', 'train'])
  const from = await runPipeline(deps, pipeline, { fingerprint, from: 'train' })
  assert.deepEqual(story(from), [
    'surf succeeded: ',
    'watch skipped: left out; its output is of run_… of 2026-03-01 12:00 UTC',
    `train skipped: ${asBefore}`,
    `publish succeeded: ${firstTime}`,
  ])
  await assert.rejects(runPipeline(deps, pipeline, { from: 'trian' }), (error) => {
    assert(isSwellError(error, 'pipelines.stepUnknown'))
    assert.equal(error.hint, 'Did you mean "train"?')
    return true
  })
})

test('a second run at the same time is refused, naming process and run', async (t) => {
  const deps = await pipelineLab(t)
  const refused: unknown[] = []
  const step = defineStep({
    name: 'step',
    run: async () => {
      await runPipeline(deps, pipeline).catch((error: unknown) => refused.push(error))
    },
  })
  const pipeline = definePipeline({ name: 'surf', steps: [step] })
  const { run } = await runPipeline(deps, pipeline)
  const [error] = refused
  assert(isSwellError(error, 'pipelines.alreadyRunning'))
  assert.equal(
    error.message,
    `The pipeline "surf" is already running: ${run.id} in process ${process.pid} on ${hostname()}, since ${String(error.details['since'])}.`,
  )
  assert.equal((await runPipeline(deps, pipeline)).run.status, 'succeeded')
})

test('after kill -9 the next run ends the dead one and skips what had succeeded', async (t) => {
  const { database, path } = await temporaryDatabaseFile(t)
  const child = spawn(process.execPath, [join(import.meta.dirname, 'hang-pipeline.ts'), path], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  t.after(() => child.kill('SIGKILL'))
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')

  const deps = pipelineDeps(database)
  const load = defineStep({ name: 'load', run: () => 'loaded anew' })
  const train = defineStep({
    name: 'train',
    inputs: { it: load.output },
    run: (call) => call.inputs,
  })
  const pipeline = definePipeline({ name: 'surf', steps: [load, train] })
  const result = await runPipeline(deps, pipeline, { fingerprint })
  assert.deepEqual(
    result.steps.map(({ name, status, outputs }) => [name, status, outputs]),
    [
      ['load', 'skipped', 'loaded by the one that was killed'],
      ['train', 'succeeded', { it: 'loaded by the one that was killed' }],
    ],
  )
  const runs = await listRuns(deps)
  const dead = runs.filter((run: Run) => run.status === 'interrupted').map(({ name }) => name)
  assert.deepEqual(dead.toSorted(), ['surf', 'train'])
})
