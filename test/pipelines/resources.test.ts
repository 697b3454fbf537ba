import assert from 'node:assert/strict'
import { test, type TestContext } from 'node:test'
import {
  definePipeline,
  defineStep,
  runPipeline,
  type Resources,
} from '../../src/pipelines/index.ts'
import { pipelineLab } from './pipeline-lab.ts'

const room = { works: 8, cores: 4, memoryBytes: 2 ** 30 }

/**
 * Runs steps that end only when they are let go, which happens to the first of them as soon as all `moments`
 * of it are there: each tells who has to run together then. A run that lets in less never ends.
 */
async function runTogether(
  t: TestContext,
  resources: Readonly<Record<string, Resources>>,
  moments: readonly (readonly string[])[],
): Promise<readonly string[][]> {
  const running = new Map<string, () => void>()
  const seen: string[][] = []
  const steps = Object.entries(resources).map(([name, takes]) =>
    defineStep({
      name,
      resources: takes,
      run: async () => {
        const { promise, resolve } = Promise.withResolvers<void>()
        running.set(name, resolve)
        seen.push([...running.keys()])
        letFirstGo()
        await promise
        return name
      },
    }),
  )
  function letFirstGo(): void {
    const wanted = moments.at(steps.length - left)
    if (wanted?.every((name) => running.has(name)) !== true) return
    const [first] = running
    if (first === undefined) return
    left -= 1
    running.delete(first[0])
    first[1]()
    letFirstGo()
  }
  let left = steps.length
  const pipeline = definePipeline({ name: 'surf', steps })
  const result = await runPipeline(await pipelineLab(t), pipeline, { room })
  assert.equal(result.run.status, 'succeeded')
  return seen
}

test('steps that name cores run together up to the cores that there are, in the order of asking', async (t) => {
  const two = { cores: 2 }
  const seen = await runTogether(t, { a: two, b: two, c: two, d: two }, [
    ['a', 'b'],
    ['b', 'c'],
    ['c', 'd'],
    ['d'],
  ])
  assert.deepEqual(seen, [['a'], ['a', 'b'], ['b', 'c'], ['c', 'd']])
})

test('a step that takes no cores runs beside those that take them all', async (t) => {
  const seen = await runTogether(t, { all: { cores: 4 }, small: {}, other: {} }, [
    ['all', 'small', 'other'],
    ['small', 'other'],
    ['other'],
  ])
  assert.deepEqual(seen.at(-1), ['all', 'small', 'other'])
})

test('a step that asks for more than there is waits for all of it, and nobody overtakes it', async (t) => {
  const one = { cores: 1 }
  const seen = await runTogether(t, { first: one, huge: { cores: 64 }, last: one }, [
    ['first'],
    ['huge'],
    ['last'],
  ])
  assert.deepEqual(seen, [['first'], ['huge'], ['last']])
})

test('memory is shared out as cores are', async (t) => {
  const half = { memory: '512MB' } as const
  const seen = await runTogether(t, { a: half, b: half, c: half }, [['a', 'b'], ['b', 'c'], ['c']])
  assert.deepEqual(seen, [['a'], ['a', 'b'], ['b', 'c']])
})
