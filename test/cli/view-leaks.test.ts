import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { fixtureNow, makeFixture, temporaryFolder } from './make-fixture.ts'
import { runSwell, type Ended } from './run-swell.ts'

const parent = temporaryFolder('view-leaks')
const env = { SWELL_NOW: fixtureNow }
let project: string

before(async () => {
  project = await makeFixture(parent)
  const { code, stderr } = await runSwell(['start', '--once'], { cwd: project, env })
  assert.equal(code, 0, stderr)
})

function swell(...args: string[]): Promise<Ended> {
  return runSwell(args, { cwd: project, env })
}

async function readJson(...args: string[]): Promise<Readonly<Record<string, unknown>>> {
  const { code, stdout, stderr } = await swell(...args, '--json')
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
  return JSON.parse(stdout) as Readonly<Record<string, unknown>>
}

test('what naive joins would take from the future is counted, and told what it seems worth', async () => {
  const { rowCount, features, models } = (await readJson('view', 'leaks', 'riders')) as {
    rowCount: number
    features: { feature: string; byTimeCount: number; newestCount: number }[]
    models: { model: string; metric: string; honest: number }[]
  }
  const usual = features.find(({ feature }) => feature === 'usual')
  assert.deepEqual(
    features.map(({ feature }) => feature),
    ['temperature', 'rain', 'weekday', 'comfort', 'usual'],
  )
  assert.ok(usual !== undefined && usual.byTimeCount > 0 && usual.newestCount === rowCount)
  assert.deepEqual(
    models.map(({ model, metric }) => [model, metric]),
    [['riders', 'mae']],
  )
  const page = await swell('view', 'leaks', 'riders', '--no-training')
  assert.match(page.stdout, /^Values in [\d,]+ rows that a naive join would have taken/)
  assert.match(page.stdout, /\nusual +\d+ +\d+ \(\d+\.\d %\) +\d+ \(100\.0 %\)\n/)
  assert.doesNotMatch(page.stdout, /seem to be worth/)
})

test('as of a moment before all commits there is nothing to leak, and no row to show', async () => {
  const asOf = ['--as-of', '2020-01-01T00:00:00Z']
  const leaks = await readJson('view', 'leaks', 'riders', ...asOf)
  assert.deepEqual([leaks['rowCount'], leaks['models']], [0, []])
  const preview = await readJson('view', 'preview', 'riders', ...asOf)
  assert.deepEqual([preview['rowCount'], preview['rows']], [0, []])
  const shown = await readJson('view', 'show', 'riders', ...asOf)
  assert.equal(shown['trainingSetCount'], 0)
  assert.notEqual(shown['sql'], (await readJson('view', 'show', 'riders'))['sql'])
})

interface Preview {
  readonly label?: string
  readonly rowCount: number
  readonly rows: readonly { readonly station: string; readonly at: string }[]
}

test('a preview of a key has its labels alone, and at a moment what was known of it then', async () => {
  const preview = ['view', 'preview', 'riders', '--key', 'station=harbour']
  const labelled = (await readJson(...preview, '--limit', '2')) as unknown as Preview
  assert.equal(labelled.label, 'riders')
  assert.deepEqual(
    labelled.rows.map(({ station }) => station),
    ['harbour', 'harbour'],
  )
  assert.ok(labelled.rowCount > 2)
  const asked = (await readJson(...preview, '--at', fixtureNow)) as unknown as Preview
  assert.deepEqual([asked.label, asked.rowCount], [undefined, 1])
  assert.equal(Date.parse(asked.rows[0]?.at ?? ''), Date.parse(fixtureNow))
  assert.deepEqual(Object.keys(asked.rows[0] ?? {}), [
    'station',
    'at',
    'temperature',
    'rain',
    'weekday',
    'comfort',
    'usual',
  ])
})

test('a preview of what is no key, moment or request says which', async () => {
  const key = ['--key', 'station=harbour']
  const wrong = [
    [['--key', 'stations=harbour'], /--key stations=harbour .* Did you mean "station"\?/],
    [['--at', fixtureNow], /The key needs a value of "station"/],
    [[...key, '--at', 'then'], /"then" is not a moment/],
    [['--as-of', 'then'], /"then" is not a moment/],
    [[...key, '--at', fixtureNow, '--request', 'wind=1'], /--request wind=1 names no value/],
  ] as const
  for (const [more, message] of wrong) {
    const { code, stdout, stderr } = await swell('view', 'preview', 'riders', ...more)
    assert.deepEqual([code, stdout], [2, ''])
    assert.match(stderr, message)
  }
})
