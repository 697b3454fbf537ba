import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { fixtureNow, makeFixture, temporaryFolder } from './make-fixture.ts'
import { runSwell, type SwellOptions } from './run-swell.ts'

const folder = temporaryFolder('sweep')
const settings = join(folder, 'bicycles/settings/development.yaml')
let project: string

interface Swept {
  readonly trials: readonly { number: number; values: object; value: number; isPruned: boolean }[]
  readonly best: Readonly<Record<string, number>>
  readonly file: string | null
}

async function swell(args: readonly string[], state: string, options: Partial<SwellOptions> = {}) {
  const env = { SWELL_NOW: fixtureNow, SWELL_STATE: join(folder, state), ...options.env }
  return runSwell(args, { cwd: project, ...options, env })
}

const plan = ['--trials', '6', '--parallel', '1', '--seed', '7', '--folds', '2']

function outcomeOf(stdout: string) {
  const { trials } = JSON.parse(stdout) as Swept
  return trials.map(({ number, values, value, isPruned }) => ({ number, values, value, isPruned }))
}

before(async () => {
  project = await makeFixture(folder)
  for (const state of ['killed', 'undisturbed']) {
    for (const group of ['counts', 'weather']) {
      const loaded = await swell(['group', 'load', group], state)
      assert.equal(loaded.code, 0, loaded.stderr)
    }
  }
})

test('a sweep that was killed goes on with --resume, and comes to what it would have come to', async () => {
  const killed = await swell(['sweep', 'riders', ...plan], 'killed', {
    // As soon as a trial has ended; the next is under way.
    onText: (text, child) => text.includes('trial 0') && child.kill('SIGKILL'),
  })
  assert.equal(killed.signal, 'SIGKILL', killed.stderr)
  const resumed = await swell(
    ['sweep', 'riders', '--resume', '--parallel', '1', '--json'],
    'killed',
  )
  assert.equal(resumed.code, 0, resumed.stderr)
  const atOnce = await swell(['sweep', 'riders', ...plan, '--json'], 'undisturbed')
  assert.equal(atOnce.code, 0, atOnce.stderr)
  assert.equal(outcomeOf(atOnce.stdout).length, 6)
  assert.deepEqual(outcomeOf(resumed.stdout), outcomeOf(atOnce.stdout))
})

test('--apply writes the best values into the settings, and leaves what else is there', async () => {
  await mkdir(join(project, 'settings'), { recursive: true })
  await writeFile(settings, '# Ours.\nriders:\n  minLeafRows: 9 # as agreed\n')
  const applied = await swell(['sweep', 'riders', '--resume', '--apply', '--json'], 'undisturbed')
  assert.equal(applied.code, 0, applied.stderr)
  const { best, file } = JSON.parse(applied.stdout) as Swept
  assert.equal(file, 'settings/development.yaml')
  const text = await readFile(settings, 'utf8')
  assert.match(text, /^# Ours\.\nriders:\n {2}minLeafRows: \d+ # as agreed\n/)
  assert.ok(text.includes(`learningRate: ${best['learningRate']}`), text)

  const trained = await swell(['train', 'riders', '--json'], 'undisturbed')
  assert.equal(trained.code, 0, trained.stderr)
  const { learner } = JSON.parse(trained.stdout) as { learner: string }
  assert.ok(learner.includes(`learningRate ${best['learningRate']}`), learner)
})

test('what can’t be is said before anything is tried', async () => {
  const fresh = await swell(['sweep', 'riders', '--resume'], 'fresh')
  assert.equal(fresh.code, 4)
  assert.match(fresh.stderr, /There was no sweep of model riders to go on with/)
  const unknown = await swell(['sweep', 'rider'], 'fresh')
  assert.equal(unknown.code, 4)
  assert.match(unknown.stderr, /Did you mean "riders"/)
  const short = await swell(['sweep', 'riders', '--time', 'soon'], 'undisturbed')
  assert.equal(short.code, 2, short.stderr)
})
