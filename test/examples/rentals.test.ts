import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { test } from 'node:test'
import { root } from '../architecture/source-files.ts'
import { temporaryFolder } from '../cli/make-fixture.ts'
import { runSwell } from '../cli/run-swell.ts'

/** The story of the README, on small samples and with small forests. */
const small = { SWELL_SET_SAMPLE_ROWS: '1500', SWELL_SET_MIN_ROWS: '900', SWELL_SET_TREES: '3' }

interface Reply {
  readonly steps: readonly { readonly name: string; readonly output: unknown }[]
  readonly trials: readonly {
    readonly settings: Readonly<Record<string, number>>
    readonly metrics: Readonly<Record<string, number>>
  }[]
  readonly versions: readonly {
    readonly version: number
    readonly metrics: Readonly<Record<string, number>>
  }[]
}

function makeRepository() {
  const cwd = join(temporaryFolder('rentals'), 'rentals')
  cpSync(join(root, 'examples/rentals'), cwd, {
    recursive: true,
    filter: (path) => !/\/(?:\.swell|data|deliveries)$/.test(path),
  })
  const git = (...args: readonly string[]) =>
    execFileSync('git', ['-c', 'user.name=ada', '-c', 'user.email=ada@example.org', ...args], {
      cwd,
    })
  const release = (tag: string) => {
    git('add', '-A')
    git('commit', '--quiet', '-m', tag)
    git('tag', tag)
  }
  git('init', '--quiet')
  return { cwd, git, release }
}

async function swell(cwd: string, ...args: readonly string[]) {
  const env = { ...small, XDG_CACHE_HOME: join(cwd, '../cache') }
  const { stdout, stderr, code } = await runSwell([...args, '--json'], { cwd, env })
  return { code, stderr, reply: JSON.parse(stdout === '' ? '{}' : stdout) as Reply }
}

async function well(cwd: string, ...args: readonly string[]): Promise<Reply> {
  const { code, stderr, reply } = await swell(cwd, ...args)
  assert.equal(code, 0, `${args.join(' ')}: ${stderr}`)
  return reply
}

test('the rentals: first model, sweep, promotion, release, a wrong delivery, the fix, the next release', async () => {
  const { cwd, git, release } = makeRepository()
  await well(cwd, 'run', 'samples')
  const first = await well(cwd, 'run', 'rentals')
  assert.deepEqual(
    first.steps.map(({ name }) => name),
    ['download', 'clean', 'reference', 'check', 'split', 'load', 'train-rental-price'],
  )

  // Dearer listings only: cheaper ones of before are no longer learned from.
  const dearer = ['run', 'rentals', '--until', 'load', '--set', 'minPrice=60']
  const { stderr } = await runSwell(dearer, { cwd, env: small })
  assert.match(stderr, /load .* [1-9]\d* are gone/)
  await well(cwd, 'run', 'rentals', '--until', 'load')

  const points = ['--set', 'titleWords=10,15,30', '--set', 'columnShare=0.1,0.33,0.5,0.75,1']
  const sweep = await well(cwd, 'run', 'rentals', '--steps', 'train-rental-price', ...points)
  assert.equal(sweep.trials.length, 15)
  const mae = (metrics: Readonly<Record<string, number>>) => metrics['mae'] ?? Number.NaN
  const [best] = sweep.trials.toSorted((a, b) => mae(a.metrics) - mae(b.metrics))
  assert.ok(best !== undefined)
  const path = join(cwd, 'settings.ts')
  const text = readFileSync(path, 'utf8')
    .replace('titleWords: { default: 5', `titleWords: { default: ${best.settings['titleWords']}`)
    .replace(
      'columnShare: { default: 0.5',
      `columnShare: { default: ${best.settings['columnShare']}`,
    )
  writeFileSync(path, text)

  const { versions } = await well(cwd, 'models', 'show', 'rental-price')
  const chosen = versions.find(({ metrics }) => mae(metrics) === mae(best.metrics))?.version
  const promote = ['models', 'promote', 'rental-price', '--version', String(chosen)]
  await well(cwd, ...promote, '--alias', 'prod')
  const [tested] = (await well(cwd, 'run', 'production')).steps
  const measured = tested?.output as Readonly<Record<string, number>>
  assert.equal(measured['version'], chosen)
  assert.ok((measured['r2'] ?? 0) > 0.3, `r2 ${measured['r2']}`)
  release('1.0.0')

  const second = ['--set', 'sample=deliveries/sample2.csv']
  const wrong = await swell(cwd, 'run', 'rentals', ...second)
  assert.equal(wrong.code, 6)
  assert.match(wrong.stderr, /clean-sample breaks a check: latitude, longitude lie within .*: 1 of/)
  const shown = await runSwell(['data', 'check', 'clean-sample'], { cwd, env: small })
  assert.match(shown.stdout, /-70\.1/)

  git('apply', 'fixes/listings-at-sea.patch')
  release('1.0.1')
  const monday = temporaryFolder('monday')
  const url = pathToFileURL(cwd).href
  const delivery = ['--set', `sample=${join(cwd, 'deliveries/sample2.csv')}`]
  const old = await swell(monday, 'run', `${url}#1.0.0`, ...delivery)
  assert.equal(old.code, 6)
  const released = await well(monday, 'run', `${url}#1.0.1`, ...delivery)
  const version = released.steps.at(-1)?.output as Readonly<Record<string, unknown>>
  assert.deepEqual([version['model'], version['version']], ['rental-price', 1])
})
