import assert from 'node:assert/strict'
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { temporaryFolder } from './make-fixture.ts'
import { runSwell } from './run-swell.ts'

const door = pathToFileURL(join(import.meta.dirname, '../../src/index.ts')).href

const config = `
import { commandStep, defineProject, definePipeline, defineSettings, defineStep } from '${door}'
const settings = defineSettings({ trees: { default: 3 }, unread: { default: 1 } })
const rows = defineStep({ name: 'rows', run: () => [1, 2, 3] })
const train = commandStep({
  name: 'train',
  command: [process.execPath, 'train.cjs'],
  inputs: { rows: rows.output },
  outputs: { model: 'model.txt' },
  files: ['train.cjs', 'lock.txt'],
  settings: [settings.trees],
})
const judge = commandStep({
  name: 'judge',
  command: [process.execPath, '-e', 'const fs = require("fs"); const { SWELL_INPUTS: i, SWELL_OUTPUTS: o } = process.env; fs.writeFileSync(o + "/length.txt", String(fs.readFileSync(i + "/model.txt", "utf8").length))'],
  inputs: { trained: train.output },
  outputs: { length: 'length.txt' },
  files: [],
})
const read = defineStep({
  name: 'read',
  inputs: { trained: train.output, judged: judge.output },
  run: async ({ inputs, context }) => {
    const text = async (digest) => new TextDecoder().decode(await context.deps.blobs.get(digest))
    return [await text(inputs.trained.model.digest), await text(inputs.judged.length.digest)]
  },
})
const surf = definePipeline({ name: 'surf', steps: [rows, train, judge, read] })
export const project = defineProject({ name: 'surf', settings, pipelines: [surf] })
`

const program = `
const fs = require('fs')
const { SWELL_INPUTS, SWELL_OUTPUTS, SWELL_SETTINGS, SWELL_SET_TREES } = process.env
const rows = JSON.parse(fs.readFileSync(SWELL_INPUTS + '/rows.json', 'utf8'))
const settings = JSON.parse(fs.readFileSync(SWELL_SETTINGS, 'utf8'))
console.log('training on ' + rows.length)
fs.writeFileSync(SWELL_OUTPUTS + '/model.txt', [rows.join('+'), settings.trees, SWELL_SET_TREES].join(' '))
`

function makeProject(train = program): string {
  const cwd = temporaryFolder('commands')
  writeFileSync(join(cwd, 'package.json'), '{"type":"module"}')
  writeFileSync(join(cwd, 'swell.config.ts'), config)
  writeFileSync(join(cwd, 'train.cjs'), train)
  writeFileSync(join(cwd, 'lock.txt'), 'torch 2.9\n')
  return cwd
}

interface Outcome {
  readonly steps: readonly {
    readonly name: string
    readonly status: string
    readonly output: unknown
    readonly reason: string
  }[]
}

async function run(cwd: string, ...args: readonly string[]): Promise<Outcome> {
  const { stdout, stderr } = await runSwell(['run', 'surf', '--json', ...args], { cwd })
  assert.notEqual(stdout, '', stderr)
  return JSON.parse(stdout) as Outcome
}

const statuses = ({ steps }: Outcome) => steps.map(({ name, status }) => `${name} ${status}`)

test('a program gets inputs and settings, its files go on, and only what it is made of runs it again', async () => {
  const cwd = makeProject()
  const first = await run(cwd)
  assert.deepEqual(first.steps[3]?.output, ['1+2+3 3 3', '9'])
  assert.deepEqual(readdirSync(join(cwd, '.swell/work')), [])
  const skipped = ['rows skipped', 'train skipped', 'judge skipped', 'read skipped']
  assert.deepEqual(statuses(await run(cwd, '--set', 'unread=2')), skipped)
  const other = await run(cwd, '--set', 'trees=4')
  assert.deepEqual(other.steps[3]?.output, ['1+2+3 4 4', '9'])
  // Its output is the same, so that nobody else has anything to do.
  writeFileSync(join(cwd, 'lock.txt'), 'torch 2.10\n')
  const locked = await run(cwd)
  assert.deepEqual(statuses(locked), [
    'rows skipped',
    'train succeeded',
    'judge skipped',
    'read skipped',
  ])
  assert.match(locked.steps[1]?.reason ?? '', /^setting trees, code \(lock\.txt\) changed since/)
})

test('a program that fails, or ends without its output, is told with what it last said', async () => {
  const failing = makeProject(`console.error('no such column: height'); process.exit(3)`)
  const failed = await runSwell(['run', 'surf'], { cwd: failing })
  assert.equal(failed.code, 7)
  assert.match(
    failed.stderr,
    /The program of the step "train" ended with code 3: no such column: height/,
  )
  const lazy = makeProject(`require('fs').writeFileSync(process.env.SWELL_OUTPUTS + '/other', '')`)
  const missing = await runSwell(['run', 'surf'], { cwd: lazy })
  assert.equal(missing.code, 7)
  assert.match(missing.stderr, /without its output model\.txt; the folder holds other/)
  assert.deepEqual(readdirSync(join(lazy, '.swell/work')), [])
})

test('a cancelled run ends the program and what it has started', async () => {
  // The run is over only when nobody holds the program's output any more, its own child included.
  const cwd = makeProject(`
const own = ['-e', 'setInterval(() => {}, 1000)']
require('child_process').spawn(process.execPath, own, { stdio: 'inherit' })
console.error('started')
setInterval(() => {}, 1000)
`)
  const ended = await runSwell(['run', 'surf'], {
    cwd,
    onText: (text, child) => {
      if (text.includes('started')) child.kill('SIGINT')
    },
  })
  assert.notEqual(ended.code, 0)
  assert.match(ended.stderr, /The run of the pipeline "surf" was cancelled/)
  assert.deepEqual(readdirSync(join(cwd, '.swell/work')), [])
})

const logs = `
const fs = require('fs')
const { MLFLOW_TRACKING_URI: uri, MLFLOW_TRACKING_TOKEN: token, MLFLOW_RUN_CONTEXT: context } = process.env
const post = (path, body, authorization) => fetch(uri + '/api/2.0/mlflow/' + path, {
  method: 'POST', body: JSON.stringify(body), headers: { authorization, 'content-type': 'application/json' },
})
async function main() {
  const refused = await post('experiments/create', { name: 'waves' }, 'Bearer guessed')
  const made = await post('experiments/create', { name: 'waves' }, 'Bearer ' + token)
  const { experiment_id } = await made.json()
  const tags = Object.entries(JSON.parse(context)).map(([key, value]) => ({ key, value }))
  const run = await post('runs/create', { experiment_id, tags, start_time: Date.now() }, 'Bearer ' + token)
  const { run: { data } } = await run.json()
  const step = data.tags.find(({ key }) => key === 'mlflow.parentRunId').value
  fs.writeFileSync(process.env.SWELL_OUTPUTS + '/model.txt',
    [refused.status, made.status, run.status, step === process.env.SWELL_RUN, process.env.MLFLOW_EXPERIMENT_NAME].join(' '))
}
main()
`

test('a program logs to the project by MLflow, as part of its step, and nobody else does', async () => {
  const { steps } = await run(makeProject(logs))
  assert.deepEqual(steps[3]?.output, ['401 200 200 true surf', '21'])
})
