import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test, type TestContext } from 'node:test'
import {
  definePipeline,
  defineStep,
  eachStep,
  runPipeline,
  type Step,
} from '../../src/pipelines/index.ts'
import { pipelineLab, story } from './pipeline-lab.ts'

test('a step that reads the clock runs each time, and its reason says so', async (t) => {
  const look = defineStep({ name: 'look', run: ({ context }) => context.now().toISOString() })
  const { again } = await runTwice(t, [look, resting])
  assert.deepEqual(again, [
    'p succeeded: ',
    'look succeeded: it read the clock in run_… of 2026-03-01 12:00 UTC',
    'rest skipped: inputs, settings and code as in run_… of 2026-03-01 12:00 UTC',
  ])
})

test('a step that says how long its answer holds rests for so long, though it reads the clock', async (t) => {
  const look = defineStep({
    name: 'look',
    cache: { freshFor: '1h' },
    run: ({ context }) => context.now().toISOString(),
  })
  const { again } = await runTwice(t, [look])
  assert.match(again[1] ?? '', /^look skipped: inputs, settings and code as in/)
})

test('a step that has not read the clock before is skipped for an earlier run that did not', async (t) => {
  const deps = await pipelineLab(t)
  const look = defineStep({
    name: 'look',
    run: ({ context }) => (context.settings['live'] === true ? context.now().getTime() : 0),
  })
  const pipeline = definePipeline({ name: 'p', steps: [look] })
  const run = async (live: boolean) => {
    const { steps } = await runPipeline(deps, pipeline, { settings: { live }, fingerprint: 'same' })
    return steps.map(({ status }) => status)
  }
  assert.deepEqual(
    [await run(false), await run(true), await run(true), await run(false)],
    [['succeeded'], ['succeeded'], ['succeeded'], ['skipped']],
  )
})

test('random numbers are those of the step and its inputs, and their seed is kept', async (t) => {
  const draw = (name: string) =>
    defineStep({ name, run: ({ context: { random } }) => [random.next(), random.below(100)] })
  const items = eachStep({
    name: 'items',
    over: ['a', 'b'],
    each: (item) =>
      defineStep({ name: 'item', inputs: { item }, run: ({ context }) => context.random.next() }),
  })
  const { first, second } = await runTwice(t, [draw('one'), draw('two'), items], { force: true })
  const given = first.steps.map(({ outputs }) => JSON.stringify(outputs))
  assert.deepEqual(
    second.steps.map(({ outputs }) => JSON.stringify(outputs)),
    given,
  )
  assert.equal(new Set(given).size, 3)
  const [a, b] = (first.steps[2]?.outputs ?? []) as readonly number[]
  assert.notEqual(a, b)
  const [seed] = first.steps.map(
    ({ settings }) => (settings as Record<string, unknown>)['the seed'],
  )
  assert.match(String(seed), /^[0-9a-f]{16}$/)
})

test('a step that draws random numbers and reads nothing else of the world is skipped', async (t) => {
  const draw = defineStep({ name: 'draw', run: ({ context }) => context.random.next() })
  const { again } = await runTwice(t, [draw])
  assert.match(again[1] ?? '', /^draw skipped: inputs, settings and code as in/)
})

test('a step that asks over the network runs each time, unless its answer holds for a while', async (t) => {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.writeHead(request.url === '/none' ? 204 : 200).end(request.url === '/none' ? '' : '12')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  const at = (path: string) => `http://127.0.0.1:${port}${path}`
  const live = defineStep({
    name: 'live',
    run: async ({ context }) => (await context.fetch(at('/live?token=hush'))).text(),
  })
  const held = defineStep({
    name: 'held',
    cache: { freshFor: '1h' },
    run: async ({ context }) => (await context.fetch(at('/none'))).status,
  })
  const { first, again } = await runTwice(t, [live, held])
  assert.deepEqual(
    first.steps.map(({ outputs }) => outputs),
    ['12', 204],
  )
  assert.deepEqual(asked.toSorted(), ['/live?token=hush', '/live?token=hush', '/none'])
  assert.match(again[1] ?? '', /^live succeeded: it read the network in run_…/)
  assert.match(again[2] ?? '', /^held skipped/)
})

test('an answer that does not come is given up when the step takes too long', async (t) => {
  const server = createServer(() => undefined)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => server.close())
  const { port } = server.address() as AddressInfo
  const wait = defineStep({
    name: 'wait',
    timeout: '200ms',
    run: async ({ context }) => (await context.fetch(`http://127.0.0.1:${port}/`)).text(),
  })
  const deps = await pipelineLab(t)
  const result = await runPipeline(deps, definePipeline({ name: 'p', steps: [wait] }))
  assert.equal(result.steps[0]?.error?.code, 'pipelines.stepTimedOut')
  server.closeAllConnections()
})

const resting = defineStep({ name: 'rest', run: () => 1 })

async function runTwice(
  t: TestContext,
  steps: readonly Step<unknown>[],
  options: { readonly force?: boolean } = {},
) {
  const deps = await pipelineLab(t)
  const pipeline = definePipeline({ name: 'p', steps: [...steps] })
  const run = () => runPipeline(deps, pipeline, { fingerprint: 'same', ...options })
  const [first, second] = [await run(), await run()]
  return { first, second, again: story(second) }
}
