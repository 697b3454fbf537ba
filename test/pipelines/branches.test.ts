import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSwellError } from '../../src/base/index.ts'
import {
  definePipeline,
  defineStep,
  eachStep,
  optional,
  pipelineStep,
  planPipeline,
  runPipeline,
  when,
} from '../../src/pipelines/index.ts'
import { pipelineLab, story } from './pipeline-lab.ts'

const fingerprint = 'code-1'
const firstTime = 'it has not succeeded before'

function promotion() {
  const world = { better: false }
  const judge = defineStep({
    name: 'judge',
    cache: 'never',
    run: () => ({ better: world.better }),
  })
  const promote = defineStep({
    name: 'promote',
    when: when(judge.output, ({ better }) => better, 'a better version'),
    run: () => 'promoted',
  })
  const tell = defineStep({
    name: 'tell',
    inputs: { what: promote.output },
    run: ({ inputs }) => `told that it was ${inputs.what}`,
  })
  const report = defineStep({
    name: 'report',
    inputs: { what: optional(promote.output) },
    after: [tell],
    run: ({ inputs }) => inputs.what ?? 'kept',
  })
  return {
    world,
    pipeline: definePipeline({ name: 'surf', steps: [judge, promote, tell, report] }),
  }
}

test('a step runs when a result says so; what reads from it is skipped with that reason', async (t) => {
  const deps = await pipelineLab(t)
  const { pipeline, world } = promotion()
  const not = 'it wants a better version, and judge gave {"better":false}'
  const kept = await runPipeline(deps, pipeline, { fingerprint })
  assert.deepEqual(story(kept), [
    'surf succeeded: ',
    'judge succeeded: it always runs',
    `promote skipped: ${not}`,
    `tell skipped: because promote did not run: ${not}`,
    `report succeeded: ${firstTime}`,
  ])
  assert.equal(kept.steps[3]?.outputs, 'kept')
  world.better = true
  const promoted = await runPipeline(deps, pipeline, { fingerprint })
  assert.deepEqual(
    promoted.steps.map(({ outputs }) => outputs),
    [{ better: true }, 'promoted', 'told that it was promoted', 'promoted'],
  )
  world.better = false
  const again = await runPipeline(deps, pipeline, { fingerprint })
  assert.equal(again.steps[1]?.outputs, undefined, 'an earlier result is no reason to have one')
})

test('a plan says on what a step hangs', async (t) => {
  const deps = await pipelineLab(t)
  const { pipeline } = promotion()
  const [, promote] = await planPipeline(deps, pipeline, { fingerprint })
  assert.deepEqual(promote, {
    name: 'promote',
    action: 'unsure',
    reason: 'it hangs on what judge gives: it wants a better version',
  })
})

test('a condition that throws fails its step', async (t) => {
  const deps = await pipelineLab(t)
  const judge = defineStep({ name: 'judge', run: () => 1 })
  const holds = (): boolean => {
    throw new Error('no measure')
  }
  const step = defineStep({ name: 'step', when: when(judge.output, holds), run: () => 2 })
  const result = await runPipeline(deps, definePipeline({ name: 'surf', steps: [judge, step] }))
  assert.deepEqual([result.run.status, result.steps[1]?.status], ['failed', 'failed'])
  assert.equal(result.steps[1]?.error?.message, 'no measure')
})

test('items that their condition keeps out are not among the results', async (t) => {
  const deps = await pipelineLab(t)
  const even = eachStep({
    name: 'even',
    over: [1, 2, 3, 4],
    each: (number) =>
      defineStep({
        name: 'half',
        inputs: { number },
        when: when(number, (value) => value % 2 === 0),
        run: ({ inputs }) => inputs.number / 2,
      }),
  })
  const { steps } = await runPipeline(deps, definePipeline({ name: 'surf', steps: [even] }))
  assert.deepEqual(steps[0]?.outputs, [1, 2])
})

/** Fits what a number of trees gives; used twice below, each time with runs of its own. */
function fitting(world: { readonly ran: string[] }) {
  const rows = defineStep({ name: 'rows', cache: 'never', run: () => [1, 2, 3] })
  const fitted = (name: string, trees: number) =>
    pipelineStep({
      name,
      inputs: { rows: rows.output },
      steps: (given) => {
        const fit = defineStep({
          name: 'fit',
          inputs: { rows: given.rows },
          settings: [],
          run: ({ inputs, context }) => {
            world.ran.push(name)
            return inputs.rows.length * trees + Number(context.settings['rate'] ?? 0)
          },
        })
        const judge = defineStep({
          name: 'judge',
          inputs: { fit: fit.output },
          run: ({ inputs }) => inputs.fit > 10,
        })
        return { steps: [fit, judge], outputs: { size: fit.output, good: judge.output } }
      },
    })
  const small = fitted('small', 2)
  const large = fitted('large', 5)
  const best = defineStep({
    name: 'best',
    inputs: { small: small.output, large: large.outputs.size },
    run: ({ inputs }) => (inputs.small.good ? inputs.small.size : inputs.large),
  })
  return definePipeline({ name: 'surf', steps: [rows, small, large, best] })
}

test('a pipeline is a step, with runs of its own within', async (t) => {
  const deps = await pipelineLab(t)
  const ran: string[] = []
  const pipeline = fitting({ ran })
  const settings = { rate: 1, other: 1 }
  const first = await runPipeline(deps, pipeline, { fingerprint, settings })
  assert.deepEqual(
    first.steps.map(({ outputs }) => outputs),
    [[1, 2, 3], { size: 7, good: false }, { size: 16, good: true }, 16],
  )
  const inner = await deps.runs.list({ parentId: first.steps[1]?.id ?? first.run.id })
  assert.deepEqual(inner.map(({ name }) => name).toSorted(), ['fit', 'judge'])
  const other = await runPipeline(deps, pipeline, { fingerprint, settings: { rate: 1, other: 2 } })
  assert.deepEqual(
    other.steps.map(({ status }) => status),
    ['succeeded', 'skipped', 'skipped', 'skipped'],
    'settings that nothing within reads do not count',
  )
  ran.length = 0
  await runPipeline(deps, pipeline, { fingerprint, settings: { rate: 2, other: 2 } })
  assert.deepEqual(ran.toSorted(), ['large', 'small'])
})

test('what fails within a pipeline fails the whole, and an output that a condition keeps away is told', async (t) => {
  const deps = await pipelineLab(t)
  const whole = (isKept: boolean) =>
    pipelineStep({
      name: 'whole',
      steps: () => {
        const judge = defineStep({
          name: 'judge',
          run: () => {
            if (!isKept) throw new Error('the sea is closed')
            return false
          },
        })
        const fit = defineStep({
          name: 'fit',
          when: when(judge.output, (good) => good),
          run: () => 1,
        })
        return { steps: [judge, fit], outputs: { fit: fit.output } }
      },
    })
  const run = async (isKept: boolean) =>
    runPipeline(deps, definePipeline({ name: 'surf', steps: [whole(isKept)] }))
  const failed = await run(false)
  assert.equal(failed.steps[0]?.error?.message, 'the sea is closed')
  const kept = await run(true)
  assert(isSwellError(kept.failure?.error, 'pipelines.outputUnwanted'))
})

test('two steps that write the same are refused', () => {
  const one = defineStep({ name: 'one', writes: ['site/data'], run: () => 1 })
  const two = defineStep({ name: 'two', writes: ['site/data/a.json'], run: () => 1 })
  assert.throws(
    () => definePipeline({ name: 'surf', steps: [one, two] }),
    /Two steps of the pipeline "surf", "one" and "two", write site\/data\/a\.json\./,
  )
})
