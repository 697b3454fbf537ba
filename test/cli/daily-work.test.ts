import assert from 'node:assert/strict'
import {
  appendFileSync,
  chmodSync,
  existsSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { fixtureNow, makeFixture, temporaryFolder } from './make-fixture.ts'
import { endAt, runSwell, type Ended } from './run-swell.ts'

const parent = temporaryFolder('daily')
const env = { SWELL_NOW: fixtureNow }
let project: string
let started: Ended

before(async () => {
  project = await makeFixture(parent)
  started = await runSwell(['start', '--once'], { cwd: project, env })
})

function swell(...args: string[]): Promise<Ended> {
  return runSwell(args, { cwd: project, env })
}

/** What a command gives to programs; nothing else may stand on standard output. */
async function json(...args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await swell(...args, '--json')
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' }, args.join(' '))
  return JSON.parse(stdout) as Record<string, unknown>
}

test('start --once runs everything, says what was made, and ends', () => {
  assert.equal(started.code, 0, started.stderr)
  assert.match(started.stderr, /✓ train-riders .* registered riders version 1\n/)
  assert.match(started.stderr, /✓ promote-riders .* version 1 is now champion\n/)
  assert.match(
    started.stdout,
    /riders {8}version 1 is champion: mae [\d.]+ bicycles, where the mean alone has [\d.]+ bicycles\n/,
  )
  assert.match(started.stdout, /predictions {3}[\d,]+ stored\n/)
  assert.ok(existsSync(join(project, 'site/index.html')))
})

test('a second start adds nothing and says why', async () => {
  const { code, stderr } = await swell('start', '--once')
  assert.equal(code, 0)
  assert.match(stderr, /✓ load-counts .* 0 new texts, 0 new rows\n/)
  assert.match(stderr, /· train-riders +skipped {2}inputs, settings and code as in run_/)
  assert.match(stderr, /✓ predict-riders .* 0 new predictions by version 1\n/)
})

test('every command that looks gives one JSON value, and text without it', async () => {
  const looks = [
    'status',
    'graph',
    'doctor',
    'data list',
    'data deliveries',
    'group list',
    'group show counts',
    'view list',
    'view show riders',
    'view preview riders',
    'models list',
    'models show riders',
    'service list',
    'service show riders',
    'runs list',
    'schedule list',
  ]
  for (const look of looks) {
    assert.equal(typeof (await json(...look.split(' '))), 'object', look)
    const { code, stdout, stderr } = await swell(...look.split(' '))
    assert.deepEqual({ code, stderr }, { code: 0, stderr: '' }, look)
    assert.ok(stdout.length > 20, look)
  }
})

test('a file of rows is predicted in its order, in each format', async () => {
  const rows = [
    { station: 'bridge', at: '2026-11-22T00:00:00.000Z' },
    { station: 'park', at: '2026-11-23T00:00:00.000Z' },
    { station: 'bridge', at: '2026-11-22T00:00:00.000Z' },
  ]
  writeFileSync(join(project, 'rows.json'), JSON.stringify(rows))
  for (const format of ['csv', 'jsonl', 'parquet', 'json']) {
    const made = await json('predict', 'riders', '--in', 'rows.json', '--out', `made.${format}`)
    const file = join(project, `made.${format}`)
    const { knownBy, ...others } = made
    assert.equal(typeof knownBy, 'string')
    const none = { resumedCount: 0, ignored: [] }
    assert.deepEqual(others, { model: 'riders', version: 1, rowCount: 3, ...none, file })
    assert.ok(existsSync(file))
  }
  const made = JSON.parse(readFileSync(join(project, 'made.json'), 'utf8')) as Record<
    string,
    unknown
  >[]
  assert.deepEqual(
    made.map(({ station, at, version }) => ({ station, at, version })),
    rows.map((row) => ({ ...row, version: 1 })),
  )
  assert.deepEqual(made[0], made[2])
})

test('why walks from a prediction to its files, and makes it again to the bit', async () => {
  writeFileSync(join(project, 'one.csv'), 'station,at\nharbour,2026-11-23\n')
  await json('predict', 'riders', '--in', 'one.csv', '--out', 'one.json')
  const [made] = JSON.parse(readFileSync(join(project, 'one.json'), 'utf8')) as {
    predictionId: string
    riders: number
  }[]
  const why = await json('why', made?.predictionId ?? '')
  const { value, differences, isEqual } = why['replay'] as Record<string, unknown>
  assert.deepEqual(
    { value, differences, isEqual },
    { value: made?.riders, differences: [], isEqual: true },
  )
  const { stdout } = await swell('why', made?.predictionId ?? '')
  assert.match(stdout, /loaded from delivery 2026-11-16\.csv/)
  assert.match(stdout, /Computed again it is equal/)
})

test('a row without its key is refused with its number', async () => {
  writeFileSync(join(project, 'bad.csv'), 'station,at\nbridge,2026-11-23\n,2026-11-23\n')
  const { code, stderr } = await swell(
    'predict',
    'riders',
    '--in',
    'bad.csv',
    '--out',
    'bad-out.csv',
  )
  assert.equal(code, 6)
  assert.match(stderr, /serving\.batchRowWrong: bad\.csv: Row 2: "station" is missing/)
  assert.ok(!existsSync(join(project, 'bad-out.csv')))
})

test('a delivery with a torn line is refused whole, and the others come in', async () => {
  const own = await makeFixture(parent, 'torn')
  const torn = join(own, 'data/counts/2026-11-09.csv')
  writeFileSync(torn, readFileSync(torn, 'utf8').slice(0, -12))
  const load = await runSwell(['group', 'load', 'counts'], { cwd: own, env })
  assert.equal(load.code, 6)
  assert.match(load.stdout, /103 texts came in, 2,163 rows in 1 commit/)
  assert.match(
    load.stdout,
    /2026-11-09\.csv +\d+ +Line \d+: \d values?, where the head has 3 names/,
  )
  const list = await runSwell(['data', 'deliveries', '--refused', '--json'], { cwd: own, env })
  const { deliveryCount } = JSON.parse(list.stdout) as { deliveryCount: number }
  assert.equal(deliveryCount, 1)
})

test('the exit code tells what kind of trouble it is', async () => {
  const code = async (...args: string[]) => (await swell(...args)).code
  assert.deepEqual(
    {
      'not found': await code('models', 'show', 'nothing'),
      conflict: await code('init', '.'),
      'a gate said no': await code(
        'models',
        'promote',
        'riders',
        '--alias',
        'other',
        '--version',
        '9',
      ),
      outside: await code('group', 'load', 'counts', '--set', 'counts=http://127.0.0.1:1/'),
    },
    { 'not found': 4, conflict: 5, 'a gate said no': 4, outside: 7 },
  )
})

test('an error that nobody foresaw shows its stack and asks for a report', async () => {
  const own = await makeFixture(parent, 'defect')
  const view = join(own, 'views/riders.ts')
  const text = readFileSync(view, 'utf8')
  writeFileSync(view, text.replace('return row.temperature', "throw new TypeError('oh'); return 0"))
  const { code, stderr } = await runSwell(['run', 'daily'], { cwd: own, env })
  assert.equal(code, 1)
  assert.match(stderr, /✗ train-riders .* oh\n/)
  assert.match(stderr, /error unexpected: oh\nTypeError: oh\n {4}at .*views\/riders\.ts:\d+/)
  assert.match(stderr, /please report it/)
})

test('a port that is taken is told with another one', async () => {
  const taken = createServer()
  await new Promise<void>((resolve) => taken.listen(0, '127.0.0.1', resolve))
  const { port } = taken.address() as { port: number }
  const { code, stderr } = await swell('up', '--port', String(port))
  taken.close()
  assert.equal(code, 5)
  assert.match(stderr, /server\.portTaken/)
  assert.match(stderr, new RegExp(`--port ${port + 1}`))
})

test('up serves until Ctrl-C, which is no error', async () => {
  const { code, stdout, stderr } = await runSwell(['up', '--port', '0'], {
    cwd: project,
    env,
    onText: (text, child) => {
      if (text.includes('Ctrl-C')) child.kill('SIGINT')
    },
  })
  assert.deepEqual({ code, stdout }, { code: 0, stdout: 'Stopped.\n' }, stderr)
  assert.match(stderr, /dashboard {7}http:\/\/127\.0\.0\.1:\d+\/\n/)
  assert.match(stderr, /service {9}http:\/\/127\.0\.0\.1:\d+\/services\/riders\n/)
})

test('Ctrl-C during a run ends it cleanly, and the next run goes on', async () => {
  const own = await makeFixture(parent, 'stopped')
  const stopped = await runSwell(['run', 'daily'], {
    cwd: own,
    env: { ...env, ...endAt('insert into "commits"', 'SIGINT') },
  })
  assert.deepEqual({ code: stopped.code, stdout: stopped.stdout }, { code: 130, stdout: '' })
  assert.match(stopped.stderr, /Stopped\. What was done is kept/)
  const next = await runSwell(['run', 'daily'], { cwd: own, env })
  assert.equal(next.code, 0, next.stderr)
})

test('init leaves a folder that has something in it alone', async () => {
  const { code, stderr } = await runSwell(['init', 'bicycles'], { cwd: parent })
  assert.equal(code, 5)
  assert.match(stderr, /cli\.folderTaken: .*bicycles exists and is not empty; it was left alone/)
})

test('the tests of a new project run and hold', async () => {
  const { code, stdout } = await swell('test')
  assert.equal(code, 0, stdout)
  assert.match(stdout, /pass 7\n/)
})

test('doctor tells a damaged blob and a source that is gone, with their mending', async () => {
  const own = await makeFixture(parent, 'damaged')
  await runSwell(['group', 'load', 'counts'], { cwd: own, env })
  const whole = await runSwell(['doctor', '--set', 'weather=nowhere'], { cwd: own, env })
  assert.equal(whole.code, 6)
  assert.match(whole.stdout, /✓ blobs +\d+ blobs, .*, all whole\n/)
  assert.match(whole.stdout, /✗ source weather +.*there is no such file or folder\.?\n +→ /)

  const blobs = join(own, '.swell/blobs')
  const name = readdirSync(blobs, { recursive: true, encoding: 'utf8' }).find((path) =>
    /^[0-9a-f]{2}.[0-9a-f]{62}$/.test(path),
  )
  assert.ok(name !== undefined)
  chmodSync(join(blobs, name), 0o644)
  appendFileSync(join(blobs, name), 'torn')
  const damaged = await runSwell(['doctor'], { cwd: own, env })
  assert.equal(damaged.code, 6)
  assert.match(
    damaged.stdout,
    /✗ blobs +1 of \d+ blobs, .*: [0-9a-f]{12} is damaged \(.* of .*\)\n +→ /,
  )
})
