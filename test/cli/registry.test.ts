import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { fixtureNow, makeFixture, temporaryFolder } from './make-fixture.ts'
import { runSwell, type Ended } from './run-swell.ts'

const parent = temporaryFolder('registry')
let project: string

/** The project with version 1 as its champion, and a version 2 that learned from fewer trees. */
before(async () => {
  project = await makeFixture(parent)
  const { code, stderr } = await swell('start', '--once')
  assert.equal(code, 0, stderr)
  changeModel(/trees: \d+/, 'trees: 3')
  await json('train', 'riders')
})

function swell(...args: string[]): Promise<Ended> {
  return runSwell(args, { cwd: project, env: { SWELL_NOW: fixtureNow } })
}

async function json(...args: string[]): Promise<Record<string, unknown>> {
  const { stdout, stderr } = await swell(...args, '--json')
  assert.notEqual(stdout, '', stderr)
  return JSON.parse(stdout) as Record<string, unknown>
}

function changeModel(what: RegExp, by: string): void {
  const file = join(project, 'models/riders.ts')
  writeFileSync(file, readFileSync(file, 'utf8').replace(what, by))
}

test('a gate that says no keeps the alias, unless there is a reason; going back needs none', async () => {
  const asked = await swell('models', 'gate', 'riders')
  assert.equal(asked.code, 6)
  assert.match(
    asked.stdout,
    /^Version 2 of riders may not become champion, where version 1 is now\./,
  )
  const refused = await swell('models', 'promote', 'riders')
  assert.equal(refused.code, 6)
  assert.match(refused.stderr, /Version 2 of riders may not become champion: mae beats/)
  const moved = await swell('models', 'promote', 'riders', '--reason', 'smaller')
  assert.equal(moved.code, 0, moved.stderr)
  assert.match(moved.stdout, /^Version 2 of riders is now champion, version 1 before\./)
  const back = await swell('models', 'rollback', 'riders')
  assert.equal(back.stdout, 'Version 1 of riders is champion again, version 2 before.\n')
  const further = await swell('models', 'rollback', 'riders')
  assert.equal(further.code, 6)
  assert.match(further.stderr, /was never at another version/)
})

test('what was champion at a moment is told, with who, why and what the gates had found', async () => {
  // Each process begins its clock anew: the moves are later than the beginning of this one.
  const at = await json('models', 'at', 'champion', '--time', '2100-01-01')
  const [found] = at['found'] as Record<string, unknown>[]
  assert.equal(found?.['version'], 1)
  assert.equal(found['reason'], 'rolled back from version 2')
  assert.deepEqual(
    (found['gates'] as { held: boolean }[]).map(({ held }) => held),
    [true, true, true],
  )
  const before = await swell('models', 'at', 'champion', '--time', '2020-01-01')
  assert.equal(before.stdout, 'Nothing was champion at 2020-01-01 00:00 UTC.\n')
  const unknown = await swell('models', 'at', 'champion', '--model', 'rider')
  assert.equal(unknown.code, 4)
  assert.match(unknown.stderr, /Did you mean "riders"\?/)
})

test('a version is approved once its gates hold and its card says what only people can', async () => {
  const early = await swell('models', 'approve', 'riders', '--version', '1')
  assert.equal(early.code, 6)
  assert.match(early.stderr, /before its card says: intendedUse, notFor, caveats/)
  const card = ['--intended-use', 'planning', '--not-for', 'safety', '--caveats', 'no snow in it']
  const described = await swell('models', 'describe', 'riders', ...card)
  assert.equal(described.stdout, 'The card of riders says what only people can.\n')
  const unchecked = await swell('models', 'approve', 'riders', '--version', '2')
  assert.match(unchecked.stderr, /has not passed its gates/)
  const approved = await swell('models', 'approve', 'riders', '--version', '1')
  assert.equal(approved.stdout, 'Version 1 of riders is approved; it was checked.\n')
})

test('where a person approves, the alias waits for that', async () => {
  changeModel(/ {2}gates: \[.*\],\n/, "  gates: [],\n  approval: 'person',\n")
  const waiting = await swell('models', 'promote', 'riders', '--version', '2')
  assert.equal(waiting.code, 6)
  assert.match(waiting.stderr, /is checked, and only an approved one may become champion/)
  await json('models', 'approve', 'riders', '--version', '2')
  assert.equal((await swell('models', 'promote', 'riders', '--version', '2')).code, 0)
  assert.equal((await swell('models', 'rollback', 'riders')).code, 0)
})

test('a test of the project that ends its process is a gate that does not hold', async () => {
  changeModel(/import \{/, 'import {\n  defineGate,')
  changeModel(/gates: \[\]/, "gates: [defineGate('ends', () => process.exit(3))]")
  changeModel(/ {2}approval: 'person',\n/, '')
  const { results, held } = await json('models', 'gate', 'riders')
  assert.equal(held, false)
  assert.deepEqual(results, [
    {
      gate: 'ends',
      held: false,
      found: 'the process ended with code 3',
      wanted: 'an answer of the process that asks the gates',
    },
  ])
  assert.equal((await json('models', 'at', 'champion'))['at'] !== undefined, true)
})

test('a card tells what was measured and what people wrote, and what is still to be written', async () => {
  const file = join(parent, 'card.md')
  const written = await swell('models', 'card', 'riders', '--version', 'champion', '--out', file)
  assert.equal(written.stdout, `Written to ${file}.\n`)
  const card = readFileSync(file, 'utf8')
  assert.match(card, /^---\nlibrary_name: onnx\npipeline_tag: tabular-regression\n/)
  assert.match(card, /\n# riders, version 1\n/)
  assert.match(card, /\n## Intended use\n\nplanning\n/)
  assert.match(
    card,
    /\n\| mae \(bicycles\) \| [\d.]+ \| [\d.]+ – [\d.]+ \| [\d.]+ \| [\d.]+ \| lower \|\n/,
  )
  assert.match(card, /\n\| station = /)
  assert.match(card, /\n\| mae beats the baseline by 30 % \| held \| /)
})

test('two versions are held to the same rows', async () => {
  const compared = await swell('models', 'compare', 'riders', 'champion', '2')
  assert.equal(compared.code, 0, compared.stderr)
  assert.match(compared.stdout, /^riders: versions 1 and 2 on the [\d,]+ rows that 2 was held to\n/)
  assert.match(compared.stdout, /\nmae .* worse\n/)
  assert.match(compared.stdout, /\nlearner .*trees 120.* → .*trees 3/)
})

test('a version is exported into an empty folder, and into no other', async () => {
  const folder = join(parent, 'exported')
  const { files } = await json('models', 'export', 'riders', '--version', '1', '--out', folder)
  assert.deepEqual(files, [
    'MLmodel',
    'README.md',
    'example.json',
    'explainer.json',
    'fitted.json',
    'model.onnx',
    'package.json',
    'predict.py',
    'predict.ts',
    'reference-profile.json',
    'requirements.txt',
    'signature.json',
  ])
  const again = await swell('models', 'export', 'riders', '--out', folder)
  assert.equal(again.code, 5)
  assert.match(again.stderr, /is not empty/)
})

test('an alias can’t be what would be read as a version', async () => {
  changeModel(/gates: \[.*\],\n/, 'gates: [],\n')
  const { code, stderr } = await swell('models', 'promote', 'riders', '--alias', 'v2')
  assert.equal(code, 2)
  assert.match(stderr, /"v2" can't be an alias/)
})

test('webhooks are added, listed and removed, and an address with a password is not taken', async () => {
  const added = await swell(
    'webhooks',
    'add',
    'deploy',
    'http://127.0.0.1:1/hook',
    '--secret-variable',
    'S',
  )
  assert.match(
    added.stdout,
    /^deploy is told of registered_model\.created, .*, at http:\/\/127\.0\.0\.1:1\/hook\n$/,
  )
  assert.match(
    (await swell('webhooks', 'list')).stdout,
    /deploy {3}http:\/\/127\.0\.0\.1:1\/hook {3}everything {3}S /,
  )
  const again = await swell('webhooks', 'add', 'deploy', 'http://127.0.0.1:1/')
  assert.equal(again.code, 5)
  const secret = await swell('webhooks', 'add', 'other', 'http://a:b@127.0.0.1/')
  assert.match(secret.stderr, /its address holds a password/)
  assert.equal((await swell('webhooks', 'rm', 'deploy')).stdout, 'deploy is told no more.\n')
  assert.equal((await swell('webhooks', 'rm', 'deploy')).code, 4)
})
