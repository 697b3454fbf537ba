import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isSwellError } from '../../src/base/index.ts'
import { definePipeline, defineStep, toGraph, type Step } from '../../src/pipelines/index.ts'

const load = defineStep({ name: 'load', summary: 'Load swells', run: () => ({ rows: 3 }) })
const train = defineStep({
  name: 'train',
  inputs: { swells: load.output },
  run: ({ inputs }) => inputs.swells.rows,
})
const publish = defineStep({ name: 'publish', after: [train], run: () => undefined })

const refuses = (code: string, message: string) => (error: unknown) => {
  assert(isSwellError(error, `pipelines.${code}`))
  assert.deepEqual([error.kind, error.message], ['definition', message])
  return true
}

test('steps are brought into an order in which each comes after what it needs', () => {
  const pipeline = definePipeline({ name: 'surf', steps: [publish, train, load] })
  assert.deepEqual(
    pipeline.steps.map(({ name }) => name),
    ['load', 'train', 'publish'],
  )
  assert.deepEqual(toGraph(pipeline), {
    nodes: [
      { name: 'load', summary: 'Load swells' },
      { name: 'train', summary: '' },
      { name: 'publish', summary: '' },
    ],
    edges: [
      { from: 'load', to: 'train', input: 'swells' },
      { from: 'train', to: 'publish' },
    ],
  })
})

test('two steps of one name are refused', () => {
  const again = defineStep({ name: 'load', run: () => 1 })
  assert.throws(
    () => definePipeline({ name: 'surf', steps: [load, again] }),
    refuses('nameIsTaken', 'The pipeline "surf" has two steps named "load".'),
  )
})

test('an input from a step that is not in the pipeline is refused, naming both', () => {
  assert.throws(
    () => definePipeline({ name: 'surf', steps: [train] }),
    refuses(
      'stepIsMissing',
      'The step "train" needs "load", which is not a step of the pipeline "surf".',
    ),
  )
})

test('steps that wait for each other are refused, naming the circle', () => {
  const after: Step<unknown, never>[] = []
  const first = defineStep({ name: 'first', after, run: () => 1 })
  const second = defineStep({ name: 'second', inputs: { first: first.output }, run: () => 2 })
  after.push(second)
  assert.throws(
    () => definePipeline({ name: 'surf', steps: [load, first, second] }),
    refuses(
      'stepsInCircle',
      'Steps of the pipeline "surf" wait for each other: first → second → first.',
    ),
  )
})

test('a schedule that can not be read is refused', () => {
  assert.throws(
    () => definePipeline({ name: 'surf', steps: [load], schedule: 'at noon' }),
    (error) => isSwellError(error, 'pipelines.scheduleIsBad'),
  )
  assert.throws(
    () => definePipeline({ name: 'surf', steps: [load], schedule: '0 12 * * *', timeZone: 'Mars' }),
    (error) => isSwellError(error, 'pipelines.scheduleIsBad'),
  )
})

test('names are small letters, digits and hyphens', () => {
  assert.throws(
    () => defineStep({ name: 'Load swells', run: () => 1 }),
    refuses('nameIsBad', '"Load swells" can\'t be the name of a step.'),
  )
})
