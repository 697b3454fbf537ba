import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'node:test'
import { temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const door = pathToFileURL(join(import.meta.dirname, '../../src/index.ts')).href

const config = `
import { defineProject, definePipeline, defineSettings, defineStep } from '${door}'
import { double } from './double.ts'
const settings = defineSettings({ beach: { default: 'lahinch' }, unread: { default: 1 } })
const watch = defineStep({ name: 'watch', cache: 'never', run: () => 4 })
const train = defineStep({
  name: 'train',
  inputs: { seen: watch.output },
  run: ({ inputs, context }) => ({
    of: context.setting(settings.beach),
    height: double(inputs.seen),
  }),
})
const dice = defineStep({ name: 'dice', run: () => process.hrtime.bigint().toString() })
const publish = defineStep({
  name: 'publish',
  inputs: { train: train.output },
  run: ({ inputs }) => inputs.train.height,
})
const surf = definePipeline({ name: 'surf', steps: [watch, train, dice, publish] })
export const project = defineProject({ name: 'surf', settings, pipelines: [surf] })
`

function makeProject(): string {
  const cwd = temporaryFolder('pipelines')
  writeFileSync(join(cwd, 'package.json'), '{"type":"module"}')
  writeFileSync(join(cwd, 'swell.config.ts'), config)
  writeFileSync(join(cwd, 'double.ts'), 'export const double = (n: number) => n * 2\n')
  return cwd
}

/** What a command gives to programs, and its exit code. */
async function swell(cwd: string, ...args: readonly string[]) {
  const { stdout, stderr, code } = await runSwell([...args, '--json'], { cwd })
  assert.notEqual(stdout, '', stderr)
  return { code, data: JSON.parse(stdout) as Record<string, unknown> }
}

/** Members of the steps, or of whatever is listed, with the ids of runs as `run_…`. */
function list(value: unknown, ...names: readonly string[]): string[] {
  const rows = value as readonly Readonly<Record<string, unknown>>[]
  return rows.map((row) =>
    names
      .map((name) => String(row[name]))
      .join(': ')
      .replaceAll(/ as in run_.*| since run_.*/g, ''),
  )
}

const same = 'inputs, settings and code'

test('run tells before and after why a step runs or not, by code and settings that it reads', async () => {
  const cwd = makeProject()
  const first = await swell(cwd, 'run', 'surf')
  assert.deepEqual(list(first.data['steps'], 'name', 'status'), [
    'watch: succeeded',
    'train: succeeded',
    'dice: succeeded',
    'publish: succeeded',
  ])
  const dry = await swell(cwd, 'run', 'surf', '--dry')
  assert.deepEqual(list(dry.data['plan'], 'name', 'action', 'reason'), [
    'watch: run: it always runs',
    'train: unsure: it runs only if watch gives something else than last time',
    `dice: skip: ${same}`,
    'publish: unsure: it runs only if train gives something else than last time',
  ])
  writeFileSync(join(cwd, 'double.ts'), 'export const double = (n: number) => n + n // so\n')
  const edited = await swell(cwd, 'run', 'surf', '--set', 'unread=2')
  assert.deepEqual(list(edited.data['steps'], 'name', 'status', 'reason'), [
    'watch: succeeded: it always runs',
    'train: succeeded: code (double in double.ts) changed',
    `dice: skipped: ${same}`,
    // What it reads came out the same.
    `publish: skipped: ${same}`,
  ])
  const { stdout } = await runSwell(['run', 'surf', '--set', 'beach=doolin', '--explain'], { cwd })
  assert.match(stdout, /train\s+succeeded\s+setting beach changed since run_/)
})

test('run --twice and rerun name the first difference, and end with 6', async () => {
  const cwd = makeProject()
  const twice = await swell(cwd, 'run', 'surf', '--twice')
  assert.equal(twice.code, 6)
  assert.deepEqual(list(twice.data['compared'], 'step', 'verdict'), [
    'watch: same',
    'train: same',
    'dice: differs',
    'publish: same',
  ])
  const steady = await swell(cwd, 'run', 'surf', '--twice', '--until', 'publish')
  assert.equal(steady.code, 0)

  const id = String(steady.data['runId'])
  const again = await swell(cwd, 'rerun', id, '--set', 'beach=doolin')
  assert.equal(again.code, 0)
  assert.deepEqual(list(again.data['compared'], 'step', 'verdict'), [
    'watch: not-run',
    'train: same',
    'dice: not-run',
    'publish: same',
  ])
  const text = readFileSync(join(cwd, 'double.ts'), 'utf8')
  writeFileSync(join(cwd, 'double.ts'), text.replace('* 2', '* 3'))
  const other = await swell(cwd, 'rerun', id)
  assert.equal(other.code, 6)
  const [, train, , publish] = other.data['compared'] as readonly unknown[]
  assert.deepEqual(train, {
    step: 'train',
    code: ['code (double in double.ts)'],
    verdict: 'differs',
    difference: { path: 'output.height', first: 8, second: 12 },
  })
  assert.deepEqual(publish, {
    step: 'publish',
    code: [],
    verdict: 'inputs-differ',
    difference: { path: 'inputs.train.height', first: 8, second: 12 },
  })
  const unknown = await runSwell(['rerun', 'run_nope'], { cwd })
  assert.equal(unknown.code, 4)
})
