import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { before, test } from 'node:test'
import { digestOf } from '../../src/base/index.ts'
import { temporaryFolder } from './make-fixture.ts'
import { runSwell, type Ended } from './run-swell.ts'

const project = temporaryFolder('versions')
const env = { SWELL_NOW: '2026-11-21T12:00:00Z' }
const large = 'high and low water, every ten minutes\n'.repeat(8000)

before(async () => {
  // Only the checks at a dataset's door read the definitions: else a broken configuration is no hindrance.
  write('swell.config.ts', 'export const project = =\n')
  git('init', '--quiet')
  write('data/tides/galway.csv', 'at,height\n1,4.0\n2,4.4\n')
  write('data/tides/large.txt', large)
  const first = await swell('data', 'add', 'data/tides', '--message', 'first', '--unchecked')
  assert.equal(first.code, 0, first.stderr)
  assert.equal(
    first.stdout,
    '✓ tides version 1: 2 files, 304 kB; 2 files read\nPut data/tides.swell into Git with your code; it brings this data back.\n',
  )
  commit()
  write('data/tides/galway.csv', 'at,height\n1,4.0\n2,5.0\n3,6.0\n')
  write('data/tides/cork.csv', 'at,height\n1,3.0\n')
  rmSync(join(project, 'data/tides/large.txt'))
  await json('data', 'add', 'data/tides', '--unchecked')
  commit()
})

test('adding the same again says that nothing is new', async () => {
  const { code, stdout } = await swell('data', 'add', 'data/tides')
  assert.deepEqual(
    { code, stdout },
    { code: 0, stdout: 'Nothing new: this is version 2 of tides (2 files, 44 B).\n' },
  )
})

test('datasets are listed, and one is shown with versions, aliases and files', async () => {
  const { stdout } = await swell('data', 'list')
  assert.match(
    stdout,
    /^tides +data\/tides +2 +2 +2 +44 B +(just now|in \d+ s|\d+ s ago) +latest 2$/m,
  )
  const shown = await swell('data', 'show', 'tides@1')
  assert.match(shown.stdout, /^message +first$/m)
  assert.match(shown.stdout, /^galway\.csv +22 B +[0-9a-f]{12}$/m)
})

test('the status tells what came, changed and went, also from a folder inside', async () => {
  assert.match(
    (await swell('data', 'status')).stdout,
    /^tides at data\/tides {3}unchanged: version 2/,
  )
  write('data/tides/new.csv', 'x\n')
  write('data/tides/cork.csv', 'at,height\n1,3.5\n')
  const cwd = join(project, 'data')
  const { stdout } = await runSwell(['data', 'status', 'tides'], { cwd, env })
  assert.equal(stdout, 'tides at data/tides   changed since version 2\n  + new.csv\n  ~ cork.csv\n')
  const refused = await swell('data', 'checkout')
  assert.equal(refused.code, 5)
  assert.match(refused.stderr, /data\.changesNotKept: 2 files under data\/tides would be lost/)
  const { code, stdout: done } = await swell('data', 'checkout', '--force')
  assert.deepEqual(
    { code, done },
    { code: 0, done: '✓ tides version 2 at data/tides: 1 file written, 1 removed\n' },
  )
})

test('a Git checkout of an old commit and a data checkout bring the old data back', async () => {
  git('checkout', '--quiet', 'HEAD~1')
  const { code, stdout } = await swell('data', 'checkout')
  assert.deepEqual(
    { code, stdout },
    { code: 0, stdout: '✓ tides version 1 at data/tides: 2 files written, 1 removed\n' },
  )
  assert.equal(readFileSync(join(project, 'data/tides/large.txt'), 'utf8'), large)
  assert.equal(git('status', '--porcelain'), '')
  git('checkout', '--quiet', '-')
  await swell('data', 'checkout')
  assert.match((await swell('data', 'status')).stdout, /unchanged: version 2/)
})

test('a diff tells files, and what changed in a table', async () => {
  const { stdout } = await swell('data', 'diff', 'tides')
  // How far apart they are is for the tests of comparisons.
  assert.deepEqual(stdout.replaceAll(/much.*? {3}(?=\d\.\d\d →)/g, 'much … ').split('\n'), [
    'tides version 1 → 2: 1 added, 1 changed, 1 removed',
    '  + cork.csv',
    '  ~ galway.csv',
    '  − large.txt',
    '',
    'galway.csv   2 → 3 rows (+1)',
    'column   moved   stability      js      ks   wasserstein       mean   missing   different',
    'at       much … 1.50 → 2       0 %       2 → 3',
    'height   much … 4.20 → 5       0 %       2 → 3',
    '',
  ])
})

test('with a key a diff counts the rows that came, went and changed', async () => {
  const { stdout } = await swell('data', 'diff', 'tides', '--key', 'at')
  assert.match(stdout, /^ {2}by key: 1 added, 1 changed, 0 removed$/m)
})

test('a tag moves an alias, which a checkout understands', async () => {
  const { stdout } = await swell('data', 'tag', 'tides@1', 'reference', '--reason', 'checked')
  assert.equal(stdout, 'Version 1 of tides is now reference.\n')
  const moved = await swell('data', 'checkout', 'tides@reference')
  assert.match(moved.stdout, /✓ tides version 1 at data\/tides/)
  assert.match(
    (await swell('data', 'show', 'tides')).stdout,
    /^reference +– +1 +(just now|in \d+ s|\d+ s ago) +\S+ +checked$/m,
  )
  await swell('data', 'checkout', 'tides@2')
})

test('a damaged blob is named with its dataset, and the exit code says so', async () => {
  assert.equal((await swell('data', 'verify')).code, 0)
  const digest = digestOf(large)
  const path = join(project, '.swell/blobs', digest.slice(0, 2), digest.slice(2))
  const bytes = readFileSync(path)
  chmodSync(path, 0o644)
  writeFileSync(path, 'rotten')
  const { code, stdout } = await swell('data', 'verify', 'tides')
  assert.equal(code, 6)
  assert.match(stdout, new RegExp(`^damaged {3}tides version 1: large.txt {3}${digest}$`, 'm'))
  writeFileSync(path, bytes)
})

test('garbage is told first and removed when asked; what versions need stays', async () => {
  const orphan = digestOf('orphan')
  write(`.swell/blobs/${orphan.slice(0, 2)}/${orphan.slice(2)}`, 'orphan')
  assert.match((await swell('data', 'gc')).stdout, /^could go {3}0 blobs.*\nspared {3}1 blob, 6 B/)
  const dry = await swell('data', 'gc', '--older-than', '0ms')
  assert.match(dry.stdout, /^could go {3}1 blob, 6 B \(do it with --delete\)\nkept {3}7 blobs/)
  const { stdout } = await swell('data', 'gc', '--delete', '--older-than', '0ms')
  assert.match(stdout, /^removed {3}1 blob, 6 B\n/)
  assert.equal((await swell('data', 'verify')).code, 0)
})

test('what is not there is told with the nearest name', async () => {
  const { code, stderr } = await swell('data', 'show', 'tide')
  assert.equal(code, 4)
  assert.match(stderr, /data\.datasetNotFound: .*Did you mean "tides"\?/)
  const absent = await swell('data', 'add', 'data/absent')
  assert.deepEqual({ code: absent.code }, { code: 4 })
})

test('a version is removed by its number, unless something refers to it', async () => {
  const unnamed = await swell('data', 'rm', 'tides')
  assert.equal(unnamed.code, 2)
  assert.match(unnamed.stderr, /"tides" names no version; write tides@2/)
  const held = await swell('data', 'rm', 'tides@latest')
  assert.equal(held.code, 5)
  assert.match(held.stderr, /data\.versionHeld: .*the alias latest/)
  write('data/levels.csv', 'one')
  const added = await swell('data', 'add', 'data/levels.csv', '--name', 'levels', '--unchecked')
  assert.equal(added.code, 0, added.stderr)
  write('data/levels.csv', 'two')
  await swell('data', 'add', 'data/levels.csv', '--unchecked')
  const { stdout, stderr } = await swell('data', 'rm', 'levels@1', '--reason', 'had names in it')
  assert.equal(stderr, '')
  assert.match(
    stdout,
    /^✓ Version 1 of levels is removed\. Free its room with swell data gc --delete\.\n$/,
  )
  const shown = (await swell('data', 'show', 'levels')).stdout
  assert.match(
    shown,
    /version 1 was removed by \S+, (just now|in \d+ s|\d+ s ago): had names in it\n/,
  )
})

function swell(...args: string[]): Promise<Ended> {
  return runSwell(args, { cwd: project, env })
}

async function json(...args: string[]): Promise<unknown> {
  const { code, stdout, stderr } = await swell(...args, '--json')
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' })
  return JSON.parse(stdout)
}

function write(path: string, content: string): void {
  mkdirSync(dirname(join(project, path)), { recursive: true })
  writeFileSync(join(project, path), content)
}

function git(...args: string[]): string {
  const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
  return execFileSync('git', [...who, ...args], { cwd: project, encoding: 'utf8' })
}

function commit(): void {
  write('.gitignore', '.swell\n')
  git('add', '.')
  git('commit', '--quiet', '--message', 'data')
}
