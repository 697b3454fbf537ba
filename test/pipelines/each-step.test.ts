import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSwellError } from '../../src/base/index.ts'
import {
  definePipeline,
  defineStep,
  eachStep,
  runPipeline,
  type RunPipelineOptions,
} from '../../src/pipelines/index.ts'
import type { RunId, RunStore } from '../../src/tracking/index.ts'
import { pipelineLab, story } from './pipeline-lab.ts'

const fingerprint = 'code-1'

interface Port {
  readonly id: string
  readonly depth: number
}

/** Heights at each of the ports that `world` has; `broken` ports have none. */
function surf() {
  const ran: string[] = []
  const world = {
    ports: [
      { id: 'lahinch', depth: 2 },
      { id: 'doolin', depth: 3 },
      { id: 'spiddal', depth: 4 },
    ] as Port[],
    swell: 10,
    broken: [] as string[],
  }
  const ports = defineStep({ name: 'ports', cache: 'never', run: () => world.ports })
  const swell = defineStep({ name: 'swell', cache: 'never', run: () => world.swell })
  const heights = eachStep({
    name: 'heights',
    over: ports.output,
    each: (port) =>
      defineStep({
        name: 'height',
        inputs: { port, swell: swell.output },
        run: ({ inputs }) => {
          ran.push(inputs.port.id)
          if (world.broken.includes(inputs.port.id)) throw new Error(`${inputs.port.id} is closed`)
          return inputs.swell / inputs.port.depth
        },
      }),
  })
  const total = defineStep({
    name: 'total',
    inputs: { heights: heights.output },
    run: ({ inputs }) => inputs.heights.reduce((sum, height) => sum + height, 0),
  })
  const pipeline = definePipeline({ name: 'surf', steps: [ports, swell, heights, total] })
  return { pipeline, ran, world }
}

async function itemsOf(runs: RunStore, parentId: RunId | undefined): Promise<string[]> {
  const found = parentId === undefined ? [] : await runs.list({ parentId })
  return found.map(({ name, status }) => `${name} ${status}`).toSorted()
}

test('a step runs for each item of a list, and the results join in its order', async (t) => {
  const deps = await pipelineLab(t)
  const { pipeline } = surf()
  const result = await runPipeline(deps, pipeline, { fingerprint })
  assert.deepEqual(result.steps.map(({ outputs }) => outputs).slice(2), [
    [5, 10 / 3, 2.5],
    5 + 10 / 3 + 2.5,
  ])
  assert.deepEqual(await itemsOf(deps.runs, result.steps[2]?.id), [
    'height[doolin] succeeded',
    'height[lahinch] succeeded',
    'height[spiddal] succeeded',
  ])
})

test('each item has a key of its own: only what is new is worked on, wherever it stands', async (t) => {
  const deps = await pipelineLab(t)
  const { pipeline, ran, world } = surf()
  const options: RunPipelineOptions = { fingerprint }
  await runPipeline(deps, pipeline, options)
  ran.length = 0
  const same = await runPipeline(deps, pipeline, options)
  assert.deepEqual([ran, same.steps[2]?.status], [[], 'skipped'])

  world.ports = [{ id: 'easky', depth: 5 }, ...world.ports.toReversed()]
  const more = await runPipeline(deps, pipeline, options)
  assert.deepEqual(ran.splice(0), ['easky'])
  assert.deepEqual(more.steps[2]?.outputs, [2, 2.5, 10 / 3, 5])
  assert.deepEqual(await itemsOf(deps.runs, more.steps[2]?.id), [
    'height[doolin] skipped',
    'height[easky] succeeded',
    'height[lahinch] skipped',
    'height[spiddal] skipped',
  ])

  world.swell = 20
  await runPipeline(deps, pipeline, options)
  assert.deepEqual(ran.splice(0).toSorted(), ['doolin', 'easky', 'lahinch', 'spiddal'])
  world.swell = 10
  await runPipeline(deps, pipeline, options)
  assert.deepEqual(ran, [], 'what was set back finds the older results')
})

test('items that fail are named; the others are done, and not done again', async (t) => {
  const deps = await pipelineLab(t)
  const { pipeline, ran, world } = surf()
  world.broken = ['doolin', 'spiddal']
  const result = await runPipeline(deps, pipeline, { fingerprint })
  assert.deepEqual(story(result).slice(3), [
    'heights failed: 2 of 3 items of the step "heights" failed. height[doolin]: doolin is closed',
    'total skipped: because heights failed',
  ])
  assert(isSwellError(result.failure?.error, 'pipelines.itemsFailed'))
  ran.length = 0
  world.broken = []
  const again = await runPipeline(deps, pipeline, { fingerprint })
  assert.deepEqual(ran.toSorted(), ['doolin', 'spiddal'])
  assert.equal(again.run.status, 'succeeded')
})

test('partitions keep their names, and a fan-out may be within another', async (t) => {
  const deps = await pipelineLab(t)
  const years = defineStep({
    name: 'years',
    run: (): Record<string, number[]> => ({ y2025: [1, 2], y2026: [3] }),
  })
  const doubled = eachStep({
    name: 'doubled',
    over: years.output,
    each: (year) =>
      eachStep({
        name: 'year',
        over: year,
        each: (month) =>
          defineStep({ name: 'month', inputs: { month }, run: ({ inputs }) => inputs.month * 2 }),
      }),
  })
  const pipeline = definePipeline({ name: 'surf', steps: [years, doubled] })
  const { steps } = await runPipeline(deps, pipeline, { fingerprint })
  assert.deepEqual(steps[1]?.outputs, { y2025: [2, 4], y2026: [6] })
  assert.deepEqual(await itemsOf(deps.runs, steps[1]?.id), [
    'year[y2025] succeeded',
    'year[y2026] succeeded',
  ])
})

test('a list that is written down needs no step; no more items run at once than there are places', async (t) => {
  const deps = await pipelineLab(t)
  let running = 0
  let most = 0
  const squares = eachStep({
    name: 'squares',
    over: [1, 2, 3, 4, 5, 6],
    each: (number) =>
      defineStep({
        name: 'square',
        inputs: { number },
        run: async ({ inputs }) => {
          running += 1
          most = Math.max(most, running)
          await new Promise(setImmediate)
          running -= 1
          return inputs.number ** 2
        },
      }),
  })
  const pipeline = definePipeline({ name: 'surf', steps: [squares] })
  const { steps } = await runPipeline(deps, pipeline, { fingerprint, parallel: 2 })
  assert.deepEqual(steps[0]?.outputs, [1, 4, 9, 16, 25, 36])
  assert.equal(most, 2)
})

test('of nothing comes nothing; of no list, an error', async (t) => {
  const deps = await pipelineLab(t)
  const run = async (value: unknown) => {
    const from = defineStep({ name: 'from', cache: 'never', run: () => value as number[] })
    const each = eachStep({
      name: 'each',
      over: from.output,
      each: (item) => defineStep({ name: 'item', inputs: { item }, run: () => 1 }),
    })
    const result = await runPipeline(deps, definePipeline({ name: 'surf', steps: [from, each] }))
    return result.steps[1]?.outputs ?? result.steps[1]?.error?.message
  }
  assert.deepEqual(await run([]), [])
  assert.equal(
    await run('lahinch'),
    'The step "each" runs for each item, and was given "lahinch" instead of a list or a record.',
  )
})

test('a thousand items are one query to know and little to do', async (t) => {
  const deps = await pipelineLab(t)
  const items = Array.from({ length: 1000 }, (_, at) => at)
  const more = { at: 1000 }
  const numbers = defineStep({ name: 'numbers', cache: 'never', run: () => [...items, more.at] })
  const each = eachStep({
    name: 'each',
    over: numbers.output,
    each: (item) =>
      defineStep({ name: 'item', inputs: { item }, run: ({ inputs }) => inputs.item + 1 }),
  })
  const pipeline = definePipeline({ name: 'surf', steps: [numbers, each] })
  const lists = { count: 0 }
  const runs: RunStore = {
    ...deps.runs,
    list: (query) => {
      lists.count += 1
      return deps.runs.list(query)
    },
  }
  await runPipeline({ ...deps, runs }, pipeline, { fingerprint })
  more.at = 2000
  lists.count = 0
  const { steps } = await runPipeline({ ...deps, runs }, pipeline, { fingerprint })
  assert.equal(JSON.stringify(steps[1]?.outputs).endsWith(',2001]'), true)
  assert(lists.count < 10, `${lists.count} queries`)
})
