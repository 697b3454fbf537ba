import assert from 'node:assert/strict'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { before, test } from 'node:test'
import { fixtureNow, makeFixture, temporaryFolder } from './make-fixture.ts'
import { runSwell, type SwellOptions } from './run-swell.ts'

const folder = temporaryFolder('learning')
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

/** What the only version of a model has learned, and what from. */
function versionOf(state: string, model: string): unknown {
  const database = new DatabaseSync(join(folder, state, 'metadata.sqlite'), { readOnly: true })
  const query = database.prepare('select content_digest from model_versions where model = ?')
  const versions = query.all(model)
  database.close()
  assert.equal(versions.length, 1)
  return versions[0]
}

/** A process with this loaded kills itself as soon as it has said so much: nothing comes in between. */
const killer = join(folder, 'kill-at.mjs')
const killerCode = `
  const write = process.stderr.write.bind(process.stderr)
  process.stderr.write = (text, ...others) => {
    const isWritten = write(text, ...others)
    if (String(text).includes(process.env.KILL_AT)) process.kill(process.pid, 'SIGKILL')
    return isWritten
  }
`

const learners = {
  forest: 'randomForest({ trees: 40, minLeafRows: 3, threads: 1 })',
  network: 'neuralNetwork({ hidden: [8], epochs: 30, dropout: 0.2 })',
}

/** The fixture with models of the same view that learn by forests and networks. */
async function addLearners(): Promise<void> {
  const riders = await readFile(join(project, 'models/riders.ts'), 'utf8')
  const config = join(project, 'swell.config.ts')
  let named = await readFile(config, 'utf8')
  for (const [name, learner] of Object.entries(learners)) {
    const code = riders
      .replace("name: 'riders'", `name: '${name}'`)
      .replace('ridersModel', `${name}Model`)
      .replace(/boostedTrees\(.*\)/, learner)
      .replace('boostedTrees', learner.replace(/\(.*/, ''))
    await writeFile(join(project, `models/${name}.ts`), code)
    named = `import { ${name}Model } from './models/${name}.ts'\n${named}`.replace(
      'models: [',
      `models: [${name}Model, `,
    )
  }
  await writeFile(config, named)
}

before(async () => {
  project = await makeFixture(folder)
  await addLearners()
  await writeFile(killer, killerCode)
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
    env: { NODE_OPTIONS: `--import=${killer}`, KILL_AT: 'trial 0' },
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

for (const name of Object.keys(learners)) {
  test(`a training of a ${name} that was killed goes on from its checkpoint, and gives the same to the bit`, async () => {
    const train = ['train', name, '--verbose', '--checkpoint-every', '0s']
    const env = { NODE_OPTIONS: `--import=${killer}`, KILL_AT: 'kept a checkpoint after round' }
    const killed = await swell(train, 'killed', { env })
    assert.equal(killed.signal, 'SIGKILL', killed.stderr)
    const [, round] = /kept a checkpoint after round (\d+)/.exec(killed.stderr) ?? []

    const resumed = await swell(train, 'killed')
    assert.equal(resumed.code, 0, resumed.stderr)
    assert.match(resumed.stderr, new RegExp(`going on from round ${round} of`))
    const atOnce = await swell(train, 'undisturbed')
    assert.equal(atOnce.code, 0, atOnce.stderr)
    assert.deepEqual(versionOf('killed', name), versionOf('undisturbed', name))
  })
}

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
