import assert from 'node:assert/strict'
import { cp, mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { before, test } from 'node:test'
import { fixtureNow, makeFixture, temporaryFolder } from './make-fixture.ts'
import { endAt, runSwell } from './run-swell.ts'

const folder = temporaryFolder('retrain')
const base = join(folder, 'base')
let project: string

/** Version 1 is champion of all weeks but the newest 30, which have come in since. */
before(async () => {
  project = await makeFixture(folder)
  await change('models/riders.ts', "beats('champion', 'mae'), ", '')
  await change(
    'swell.config.ts',
    'export const project',
    `const retraining = defineRetraining({
  model: ridersModel,
  better: 'not worse',
  ifItHolds: 'train',
  whenBetter: 'promote',
})

export const project`,
  )
  await change(
    'swell.config.ts',
    '  models: [ridersModel],',
    '  models: [ridersModel],\n  retraining: [retraining],',
  )
  await change('swell.config.ts', 'defineProject,', 'defineProject,\n  defineRetraining,')
  const counts = join(project, 'data/counts')
  const newest = (await readdir(counts)).toSorted().slice(-30)
  await mkdir(join(folder, 'later'))
  const move = (from: string, to: string) =>
    Promise.all(newest.map((name) => rename(join(from, name), join(to, name))))
  await move(counts, join(folder, 'later'))
  await swell(base, ['run', 'daily'])
  await move(join(folder, 'later'), counts)
  await swell(base, ['group', 'load', 'counts'])
})

async function change(file: string, from: string, to: string): Promise<void> {
  const path = join(project, file)
  const text = await readFile(path, 'utf8')
  assert.ok(text.includes(from), `${file} has ${from}`)
  await writeFile(path, text.replace(from, to))
}

let hour = 0

/** Each command an hour later than the one before, however long it takes. */
function environmentOf(state: string) {
  hour += 1
  const now = new Date(Date.parse(fixtureNow) + hour * 3_600_000)
  return { SWELL_NOW: now.toISOString(), SWELL_STATE: state }
}

async function swell(state: string, args: readonly string[], wanted = 0) {
  const env = environmentOf(state)
  const ended = await runSwell(args, { cwd: project, env })
  assert.equal(ended.code, wanted, ended.stderr)
  return ended
}

async function copyBase(name: string): Promise<string> {
  const state = join(folder, name)
  await cp(base, state, { recursive: true })
  return state
}

/** What the database tells, whoever was killed. */
function look(state: string) {
  const database = new DatabaseSync(join(state, 'metadata.sqlite'), { readOnly: true })
  try {
    const read = (query: string) =>
      database
        .prepare(query)
        .all()
        .map((row) => Object.values(row)[0])
    return {
      champion: read(
        "select version from aliases where model = 'riders' and alias = 'champion'",
      )[0],
      versions: read("select version from model_versions where model = 'riders' order by version"),
      decisions: read('select state from retraining_decisions order by started_at'),
    }
  } finally {
    database.close()
  }
}

test('a retraining prints each question with its answer, and the decision is one record', async () => {
  const state = await copyBase('asked')
  const rehearsal = await swell(state, ['retrain', 'riders', '--dry-run'])
  assert.match(rehearsal.stdout, /Would train on 630 new labelled rows .*nothing was changed/)
  assert.deepEqual(look(state), { champion: 1, versions: [1], decisions: [] })

  const markdown = join(folder, 'retraining.md')
  const { stdout } = await swell(state, ['retrain', 'riders', '--json', '--markdown', markdown])
  const said = JSON.parse(stdout) as {
    conclusion: string
    answers: { question: string; verdict: string }[]
    decision: { id: string; because: string }
  }
  assert.equal(said.conclusion, 'promote')
  assert.deepEqual(
    said.answers.map(({ question }) => question),
    [
      'Why now?',
      'May it be trained again?',
      'Is there new data?',
      'How is the champion doing on it?',
      'What was learned?',
      'Is it better on the same rows?',
      'Do the gates hold?',
    ],
  )
  const text = await readFile(markdown, 'utf8')
  assert.match(text, /^## Retraining of riders\n\n\*\*Promoted 2 because mae /)
  assert.match(text, /\| mae \(lower is better\) \| [\d.]+ \| [\d.]+ \| [-+][\d.]+ \|/)

  const again = await swell(state, ['retrain', 'riders'])
  assert.match(again.stdout, /Kept 2 because there is no new data since /)
  const listed = await swell(state, ['decisions', 'list', 'riders'])
  assert.match(listed.stdout, /kept .*kept 2 because .*\n.*promoted .*promoted 2 because /s)
  await swell(state, ['decisions', 'accept', said.decision.id], 5)
})

/** Right before these statements, in this order, and what is there then. */
const deaths = [
  { at: 'insert into "retraining_decisions"', left: { champion: 1, versions: [1], decisions: [] } },
  {
    at: 'update "retraining_decisions"',
    left: { champion: 1, versions: [1], decisions: ['open'] },
  },
  {
    at: 'insert into "model_versions"',
    left: { champion: 1, versions: [1], decisions: ['open'] },
  },
  {
    at: 'update "retraining_decisions".*"candidate":',
    left: { champion: 1, versions: [1, 2], decisions: ['open'] },
  },
  {
    at: 'insert into "alias_moves"',
    left: { champion: 1, versions: [1, 2], decisions: ['open'] },
  },
  // The alias moves before the decision is closed: then, and only then, it stands there already.
  {
    at: 'update "retraining_decisions".*promoted',
    left: { champion: 2, versions: [1, 2], decisions: ['open'] },
  },
]

test('a retraining that is killed leaves the champion, and the next one goes on', async () => {
  const state = await copyBase('killed')
  for (const { at, left } of deaths) {
    assert.equal(await dieAt(state, at), 'SIGKILL', at)
    assert.deepEqual(look(state), left, at)
  }
  await swell(state, ['retrain', 'riders'])
  assert.deepEqual(
    look(state),
    { champion: 2, versions: [1, 2], decisions: ['promoted'] },
    'one decision, and nothing was abandoned',
  )
})

async function dieAt(state: string, statement: string): Promise<NodeJS.Signals | null> {
  const env = { ...environmentOf(state), ...endAt(statement, 'SIGKILL') }
  const { signal } = await runSwell(['retrain', 'riders'], { cwd: project, env })
  return signal
}

test('of two at once one wins and the other is told', async () => {
  const state = await copyBase('twice')
  const both = await Promise.all(
    [1, 2].map(() =>
      runSwell(['retrain', 'riders', '--anyway'], {
        cwd: project,
        env: environmentOf(state),
      }),
    ),
  )
  const codes = both.map(({ code }) => code).toSorted((a, b) => (a ?? 0) - (b ?? 0))
  // The slower one may come when the first has ended: then it finds the same version again.
  assert.ok(codes[0] === 0 && [0, 5, 6].includes(codes[1] ?? -1), codes.join(' and '))
  const told = both.find(({ code }) => code === 5)
  if (told !== undefined) assert.match(told.stderr, /is being retrained already: by process \d+/)
  assert.equal(look(state).champion, 2)
})
