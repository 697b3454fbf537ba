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
