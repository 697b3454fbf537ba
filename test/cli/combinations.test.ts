import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'node:test'
import { temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const door = pathToFileURL(join(import.meta.dirname, '../../src/index.ts')).href

/** A fit that is best with 200 trees and a rate of 0.1, and fails with 13. */
const config = `
import { defineProject, definePipeline, defineSettings, defineStep } from '${door}'
const settings = defineSettings({
  trees: { default: 100, min: 1, max: 500 },
  rate: { default: 0.1 },
  beach: { default: 'lahinch' },
})
const fit = defineStep({
  name: 'fit',
  run: ({ context }) => {
    const trees = context.setting(settings.trees)
    const rate = context.setting(settings.rate)
    if (trees === 13) throw new Error('not with 13')
    context.recordMetric('mae', Math.abs(trees - 200) / 100 + Math.abs(rate - 0.1))
    context.recordMetric('r2', 1 - Math.abs(trees - 200) / 1000)
    return trees
  },
})
const train = definePipeline({ name: 'train', steps: [fit] })
export const project = defineProject({ name: 'coast', settings, pipelines: [train] })
`

function makeProject(): string {
  const cwd = temporaryFolder('combinations')
  writeFileSync(join(cwd, 'package.json'), '{"type":"module"}')
  writeFileSync(join(cwd, 'swell.config.ts'), config)
  return cwd
}

interface Reply {
  readonly runId: string
  readonly trials: readonly {
    readonly settings: Readonly<Record<string, unknown>>
    readonly status: string
    readonly metrics: Readonly<Record<string, number>>
  }[]
}

test('several values of a setting run each, side by side, with the best marked', async () => {
  const cwd = makeProject()
  const args = ['run', 'train', '--set', 'trees=100,200,300', '--set', 'beach=a,b']
  const { stdout, stderr, code } = await runSwell(args, { cwd })
  assert.equal(code, 0, stderr)
  assert.equal(
    stdout.replaceAll(/(?:run_[0-9a-z]+)/g, 'run_…'),
    [
      'trees   mae       r2   run',
      '  100   1     0.90     run_…',
      '  200   0 ✓      1 ✓   run_…',
      '  300   1     0.90     run_…',
      '',
      'run_…',
      '',
    ].join('\n'),
  )
})

test('each combination is a run of one sweep, and a second time nothing runs again', async () => {
  const cwd = makeProject()
  const args = ['run', 'train', '--set', 'trees=100,200', '--set', 'rate=0.1,0.2', '--json']
  const first = JSON.parse((await runSwell(args, { cwd })).stdout) as Reply
  assert.deepEqual(
    first.trials.map(({ settings, metrics }) => [
      settings['trees'],
      settings['rate'],
      metrics['mae'],
    ]),
    [
      [100, 0.1, 1],
      [100, 0.2, 1.1],
      [200, 0.1, 0],
      [200, 0.2, 0.1],
    ],
  )
  const again = JSON.parse((await runSwell(args, { cwd })).stdout) as Reply
  const list = await runSwell(['runs', 'list', '--kind', 'step', '--json'], { cwd })
  const { runs } = JSON.parse(list.stdout) as { runs: readonly { status: string }[] }
  assert.equal(runs.filter(({ status }) => status === 'skipped').length, 4)
  assert.deepEqual(
    again.trials.map(({ metrics }) => metrics),
    first.trials.map(({ metrics }) => metrics),
  )
  const shown = await runSwell(['runs', 'show', first.runId, '--json'], { cwd })
  const { kind, steps } = JSON.parse(shown.stdout) as { kind: string; steps: readonly unknown[] }
  assert.deepEqual([kind, steps.length], ['sweep', 4])
})

test('a combination that fails is told, and one that can’t be is refused before any runs', async () => {
  const cwd = makeProject()
  const failed = await runSwell(['run', 'train', '--set', 'trees=13,200', '--json'], { cwd })
  const { trials } = JSON.parse(failed.stdout) as Reply
  assert.deepEqual([failed.code, ...trials.map(({ status }) => status)], [7, 'failed', 'succeeded'])
  const refused = await runSwell(['run', 'train', '--set', 'trees=200,900'], { cwd })
  assert.equal(refused.code, 3)
  assert.match(refused.stderr, /--set sets "trees" to 900; it has to be at most 500/)
  assert.doesNotMatch(refused.stderr, /fit/)
})
