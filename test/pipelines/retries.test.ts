import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSwellError } from '../../src/base/index.ts'
import { definePipeline, defineStep, runPipeline, type Retry } from '../../src/pipelines/index.ts'
import { pipelineLab, story } from './pipeline-lab.ts'

/** A step that fails as often as there are errors, and how often it was tried. */
function flaky(errors: readonly Error[], retry: Retry) {
  const tried: number[] = []
  const step = defineStep({
    name: 'fetch',
    retry,
    run: () => {
      const error = errors[tried.length]
      tried.push(tried.length + 1)
      if (error !== undefined) throw error
      return 'fetched'
    },
  })
  return { pipeline: definePipeline({ name: 'surf', steps: [step] }), tried }
}

const reset = () => Object.assign(new Error('the line went dead'), { code: 'ECONNRESET' })

test('a named kind of failure is tried again, and the log tells', async (t) => {
  const deps = await pipelineLab(t)
  const retry = { times: 3, on: ['ECONNRESET'], wait: '1ms' } as const
  const { pipeline, tried } = flaky([reset(), reset()], retry)
  const result = await runPipeline(deps, pipeline, { fingerprint: 'code-1' })
  assert.deepEqual(tried, [1, 2, 3])
  assert.equal(result.steps[0]?.outputs, 'fetched')
  const lines = await deps.records.listLines(result.steps[0].id)
  assert.deepEqual(
    lines.map(({ level, text }) => `${level} ${text}`),
    [
      'warn try 1 of 3: the line went dead; again in 1 ms',
      'warn try 2 of 3: the line went dead; again in 2 ms',
    ],
  )
})

test('another kind of failure, or one too many, counts', async (t) => {
  const deps = await pipelineLab(t)
  const retry = { times: 2, on: ['ECONNRESET'], wait: '1ms' } as const
  const other = flaky([new Error('a typing error')], retry)
  assert.deepEqual(story(await runPipeline(deps, other.pipeline)).slice(1), [
    'fetch failed: a typing error',
  ])
  assert.deepEqual(other.tried, [1])
  const many = flaky([reset(), reset(), reset()], retry)
  assert.deepEqual(story(await runPipeline(deps, many.pipeline)).slice(1), [
    'fetch failed: the line went dead',
  ])
  assert.deepEqual(many.tried, [1, 2])
})

test('a step that takes too long fails, whether it heeds its signal or not', async (t) => {
  const deps = await pipelineLab(t)
  const heard: unknown[] = []
  const deaf = defineStep({
    name: 'deaf',
    timeout: '5ms',
    run: ({ context }) =>
      new Promise<never>(() => {
        context.signal.addEventListener('abort', () => heard.push(context.signal.reason))
      }),
  })
  const { failure } = await runPipeline(deps, definePipeline({ name: 'surf', steps: [deaf] }))
  assert(isSwellError(failure?.error, 'pipelines.stepTimedOut'))
  assert.equal(failure.error.message, 'The step "deaf" was not over after 5ms.')
  assert.deepEqual(heard, [failure.error])
})

test('a cancelled run does not wait for the next try', async (t) => {
  const deps = await pipelineLab(t)
  const controller = new AbortController()
  const step = defineStep({
    name: 'fetch',
    retry: { times: 5, on: ['ECONNRESET'], wait: '1d' },
    run: () => {
      setImmediate(() => controller.abort())
      throw reset()
    },
  })
  const pipeline = definePipeline({ name: 'surf', steps: [step] })
  const { failure } = await runPipeline(deps, pipeline, { signal: controller.signal })
  assert(isSwellError(failure?.error, 'pipelines.cancelled'))
})

test('a number of tries or a time that can not be is refused', () => {
  const run = () => 1
  assert.throws(
    () => defineStep({ name: 'fetch', retry: { times: 0, on: [] }, run }),
    (error) => isSwellError(error, 'pipelines.retryIsBad'),
  )
  assert.throws(
    // A text from elsewhere that the compiler has not seen.
    () => defineStep({ name: 'fetch', timeout: 'soon' as '1s', run }),
    (error) => isSwellError(error, 'base.notADuration'),
  )
})
