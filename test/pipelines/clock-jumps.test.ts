import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  definePipeline,
  defineStep,
  eachStep,
  runPipeline,
  type PipelineResult,
  type StepCache,
} from '../../src/pipelines/index.ts'
import { listRuns } from '../../src/tracking/index.ts'
import { noon } from '../storage/temporary-database.ts'
import { pipelineLab } from './pipeline-lab.ts'

const minute = 60_000
const hour = 60 * minute
const year = 365 * 24 * hour

/** A pipeline that looks at the world and makes something of it, by a clock that can be set. */
async function clockLab(t: TestContext, cache: StepCache = 'content') {
  const clock = { ms: noon.getTime() }
  const world = { swell: 1 }
  const during = { jumpMs: 0 }
  const look = defineStep({
    name: 'look',
    cache,
    run: () => {
      clock.ms += during.jumpMs
      return world.swell
    },
  })
  const double = defineStep({
    name: 'double',
    inputs: { swell: look.output },
    run: ({ inputs }) => inputs.swell * 2,
  })
  const pipeline = definePipeline({ name: 'surf', steps: [look, double] })
  const deps = { ...(await pipelineLab(t)), now: () => new Date(clock.ms) }
  const run = async (fingerprint = 'code-1') => runPipeline(deps, pipeline, { fingerprint })
  return { clock, world, during, deps, run, pipeline }
}

/** `look succeeded 1`, … */
function told({ steps }: PipelineResult): string[] {
  return steps.map(({ name, status, outputs }) => `${name} ${status} ${JSON.stringify(outputs)}`)
}

/** How long each took by its record. */
function durations({ run, steps }: PipelineResult): number[] {
  return [run, ...steps].map(({ startedAt, endedAt }) => endedAt.getTime() - startedAt.getTime())
}

for (const [title, jumpMs] of [
  ['back', -year],
  ['forth', year],
] as const) {
  test(`a clock that jumps ${title} between runs changes nothing of what is known`, async (t) => {
    const { clock, run, deps } = await clockLab(t)
    await run()
    clock.ms += jumpMs
    assert.deepEqual(told(await run()), ['look skipped 1', 'double skipped 2'])
    assert.deepEqual(told(await run('code-2')), ['look succeeded 1', 'double succeeded 2'])
    assert.deepEqual(told(await run('code-1')), ['look skipped 1', 'double skipped 2'])
    assert.deepEqual(told(await run('code-2')), ['look skipped 1', 'double skipped 2'])
    assert.deepEqual(await listRuns(deps, { status: 'open' }), [])
  })

  test(`a clock that jumps ${title} during a step ends its run, not before it began`, async (t) => {
    const { during, run, deps } = await clockLab(t)
    during.jumpMs = jumpMs
    const first = await run()
    const took = Math.max(0, jumpMs)
    assert.deepEqual(told(first), ['look succeeded 1', 'double succeeded 2'])
    assert.deepEqual(durations(first), [took, took, 0])
    assert.deepEqual(told(await run()), ['look skipped 1', 'double skipped 2'])
    assert.deepEqual(await listRuns(deps, { status: 'open' }), [])
  })
}

test('what is fresh for an hour is looked at again after it, to the millisecond', async (t) => {
  const { clock, world, run } = await clockLab(t, { freshFor: '1h' })
  await run()
  world.swell = 2
  clock.ms += hour
  assert.deepEqual(told(await run()), ['look skipped 1', 'double skipped 2'])
  clock.ms += 1
  const again = await run()
  assert.deepEqual(told(again), ['look succeeded 2', 'double succeeded 4'])
  assert.match(
    again.steps[0]?.reason ?? '',
    /^what run_\S+ of 2026-03-01 12:00 UTC gave is fresh for 1h only$/,
  )
  // Being skipped makes nothing fresher: the hour is that of the run that looked.
  world.swell = 3
  clock.ms += 40 * minute
  assert.deepEqual(told(await run()), ['look skipped 2', 'double skipped 4'])
  clock.ms += 40 * minute
  assert.deepEqual(told(await run()), ['look succeeded 3', 'double succeeded 6'])
})

test('other code is run however fresh the result of the former is; the same answer lets others rest', async (t) => {
  const { clock, run } = await clockLab(t, { freshFor: '1h' })
  await run()
  assert.deepEqual(told(await run('code-2')), ['look succeeded 1', 'double succeeded 2'])
  clock.ms += 2 * hour
  assert.deepEqual(told(await run('code-2')), ['look succeeded 1', 'double skipped 2'])
})

test('an item that has moved in its list is as fresh as when it was looked at last', async (t) => {
  const clock = { ms: noon.getTime() }
  const deps = { ...(await pipelineLab(t)), now: () => new Date(clock.ms) }
  const looked: string[] = []
  const run = async (beaches: readonly { readonly beach: string }[]) => {
    const look = eachStep({
      name: 'look',
      over: beaches,
      each: (item) =>
        defineStep({
          name: 'beach',
          inputs: { item },
          cache: { freshFor: '1h' },
          run: ({ inputs }) => looked.push(inputs.item.beach),
        }),
    })
    looked.length = 0
    await runPipeline(deps, definePipeline({ name: 'surf', steps: [look] }), { fingerprint: '1' })
    return looked.toSorted()
  }
  const [doolin, lahinch] = [{ beach: 'doolin' }, { beach: 'lahinch' }]
  assert.deepEqual(await run([doolin, lahinch]), ['doolin', 'lahinch'])
  clock.ms += 2 * hour
  assert.deepEqual(await run([doolin, lahinch]), ['doolin', 'lahinch'])
  clock.ms += minute
  assert.deepEqual(await run([lahinch, doolin]), [])
})

test('what a clock of the future has seen is not fresh, and what was seen since is', async (t) => {
  const { clock, world, run } = await clockLab(t, { freshFor: '1h' })
  clock.ms += year
  await run()
  clock.ms -= year
  world.swell = 2
  assert.deepEqual(told(await run()), ['look succeeded 2', 'double succeeded 4'])
  world.swell = 3
  clock.ms += minute
  assert.deepEqual(told(await run()), ['look skipped 2', 'double skipped 4'])
  clock.ms += hour
  assert.deepEqual(told(await run()), ['look succeeded 3', 'double succeeded 6'])
})

test('a clock that jumps forth while a step looks makes it look again once it is set right', async (t) => {
  const { clock, world, during, run } = await clockLab(t, { freshFor: '1h' })
  during.jumpMs = year
  await run()
  clock.ms -= year - minute
  during.jumpMs = 0
  world.swell = 2
  assert.deepEqual(told(await run()), ['look succeeded 2', 'double succeeded 4'])
})

test('after a clock that was ahead the latest output is that of the last run', async (t) => {
  const { clock, world, run, deps, pipeline } = await clockLab(t)
  clock.ms += year
  await run()
  clock.ms -= year
  world.swell = 2
  assert.deepEqual(told(await run('code-2')), ['look succeeded 2', 'double succeeded 4'])
  const rest = await runPipeline(deps, pipeline, { fingerprint: 'code-3', steps: ['double'] })
  assert.deepEqual(told(rest), ['look skipped 2', 'double succeeded 4'])
  assert.deepEqual(
    (await listRuns(deps, { kind: 'pipeline' })).map(({ id }) => id === rest.run.id),
    [true, false, false],
  )
})
