import assert from 'node:assert/strict'
import { test } from 'node:test'
import { track } from '../../src/project/index.ts'
import { temporaryProject } from '../project/temporary-project.ts'
import { runSwell } from './run-swell.ts'

test('tracked runs are searched, deleted, brought back and removed by commands', async (t) => {
  const cwd = await temporaryProject(t, {
    'swell.config.ts': `import { defineProject } from 'groundswell'\nexport const project = defineProject({ name: 'tides' })\n`,
  })
  const ids: string[] = []
  for (const depth of [1, 2, 3]) {
    const start = { experiment: 'tides', name: `depth ${depth}`, params: { depth } }
    await track({ ...start, folder: cwd, system: false }, (run) => {
      ids.push(run.id)
      run.metric('loss', 1 / depth)
    })
  }
  const search = async (...args: readonly string[]) => {
    const { stdout } = await runSwell(['runs', 'search', ...args, '--json'], { cwd })
    return (JSON.parse(stdout) as { runs: { name: string }[] }).runs.map(({ name }) => name)
  }
  const filter = "metrics.loss < 0.9 AND (params.depth = '2' OR NOT params.depth = '1')"
  assert.deepEqual(await search(filter, '--order', 'metrics.loss'), ['depth 3', 'depth 2'])
  await runSwell(['runs', 'delete', ids[0] ?? ''], { cwd })
  await runSwell(['runs', 'delete', ids[1] ?? ''], { cwd })
  await runSwell(['runs', 'restore', ids[1] ?? ''], { cwd })
  assert.deepEqual(await search(), ['depth 3', 'depth 2'])
  assert.deepEqual(await search('--view', 'deleted'), ['depth 1'])
  const { stdout: told } = await runSwell(['runs', 'gc'], { cwd })
  assert.equal(told, 'could go   1 run, 0 logged models, 0 experiments (do it with --delete)\n')
  await runSwell(['runs', 'gc', '--delete'], { cwd })
  assert.deepEqual(await search('--view', 'all'), ['depth 3', 'depth 2'])
  const wrong = await runSwell(['runs', 'search', 'metrics.loss <'], { cwd })
  assert.equal(wrong.code, 2)
  const gone = await runSwell(['runs', 'restore', ids[0] ?? ''], { cwd })
  assert.equal(gone.code, 4)
})

const pipeline = `import { definePipeline, defineProject, defineStep } from 'groundswell'
const count = defineStep({ name: 'count', summary: 'Counts', run: ({ context }) => {
  context.recordMetric('waves', 3)
  return 3
} })
const counting = definePipeline({ name: 'counting', summary: 'Counts waves', steps: [count] })
export const project = defineProject({ name: 'tides', pipelines: [counting] })
`

test('a run of a pipeline that was deleted goes with its steps, unless a later one took them over', async (t) => {
  const cwd = await temporaryProject(t, { 'swell.config.ts': pipeline })
  const swell = (...args: readonly string[]) => runSwell(args, { cwd })
  const list = async () => {
    const { stdout } = await swell('runs', 'list', '--json')
    return (JSON.parse(stdout) as { runs: { id: string }[] }).runs.map(({ id }) => id)
  }
  await swell('run', 'counting')
  await swell('run', 'counting')
  const [later = '', first = ''] = await list()
  await swell('runs', 'delete', first)
  const { stdout: kept } = await swell('runs', 'gc', '--delete')
  assert.match(kept, /removed {3}0 runs.*\nkept {3}1 run/)
  await swell('runs', 'delete', later)
  const { stdout: gone } = await swell('runs', 'gc', '--delete')
  assert.match(gone, /removed {3}1 run,.*\nkept {3}1 run/)
  assert.deepEqual(await list(), [first])
  assert.match((await swell('runs', 'gc', '--delete')).stdout, /removed {3}1 run,/)
  assert.deepEqual(await list(), [])
  // What was done must be done again.
  assert.equal((await swell('run', 'counting')).code, 0)
  assert.equal((await list()).length, 1)
})
