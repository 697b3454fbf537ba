import assert from 'node:assert/strict'
import { chmodSync, cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { digestOf } from '../../src/base/index.ts'
import { temporaryFolder } from './make-fixture.ts'
import { runSwell, type Ended } from './run-swell.ts'

const parent = temporaryFolder('remotes')
const [project, clone] = [join(parent, 'project'), join(parent, 'clone')]
const env = { SWELL_NOW: '2026-11-21T12:00:00Z' }
const large = 'high and low water, every ten minutes\n'.repeat(8000)

const door = pathToFileURL(join(import.meta.dirname, '../../src/index.ts')).href
const config = `import { defineProject } from '${door}'\nexport const project = defineProject({ name: 'tides' })\n`

before(async () => {
  for (const folder of [project, clone]) {
    mkdirSync(folder)
    writeFileSync(join(folder, 'swell.config.ts'), config)
  }
  mkdirSync(join(project, 'tides'))
  writeFileSync(join(project, 'tides/galway.csv'), 'at,height\n1,4.0\n')
  writeFileSync(join(project, 'tides/large.txt'), large)
  const added = await swell('data', 'add', 'tides')
  assert.equal(added.code, 0, added.stderr)
})

test('versions go to a remote once, and come to a clone with its files', async () => {
  const none = await swell('data', 'push')
  assert.equal(none.code, 4)
  assert.match(none.stderr, /data\.remoteNotFound: There is no remote "origin"; there is none\./)
  const { stdout } = await swell('remote', 'add', 'origin', join(parent, 'harbour'))
  assert.match(stdout, /^✓ origin is .*harbour\. Send to it with swell data push\.\n$/)
  assert.match((await swell('remote', 'list')).stdout, /^origin {3}\S+harbour$/m)
  assert.equal(
    (await swell('data', 'push')).stdout,
    '✓ origin has 1 version: 4 blobs sent (304 kB), 0 there already\n',
  )
  assert.match((await swell('data', 'push')).stdout, /0 blobs sent \(0 B\), 4 there already/)

  for (const file of ['tides.swell', 'swell.remotes.json']) {
    cpSync(join(project, file), join(clone, file))
  }
  const early = await runSwell(['data', 'checkout'], { cwd: clone, env })
  assert.equal(early.code, 4)
  assert.match(early.stderr, /data\.datasetVersionElsewhere/)
  const pulled = await runSwell(['data', 'pull'], { cwd: clone, env })
  assert.deepEqual(
    { code: pulled.code, stdout: pulled.stdout },
    {
      code: 0,
      stdout: '✓ 1 version of origin: 4 blobs fetched, 0 here already; 2 files written\n',
    },
  )
  assert.equal(readFileSync(join(clone, 'tides/large.txt'), 'utf8'), large)
})

test('damaged and missing content is repaired from the remote', async () => {
  const digest = digestOf(large)
  const path = join(project, '.swell/blobs', digest.slice(0, 2), digest.slice(2))
  chmodSync(path, 0o644)
  writeFileSync(path, 'rotten')
  const { code, stdout } = await swell('data', 'verify', '--repair')
  assert.equal(code, 0)
  assert.match(
    stdout,
    /^repaired {3}tides version 1: large.txt .*\n4 blobs of 1 version: all whole now\.\n$/,
  )
  rmSync(path)
  assert.equal((await swell('data', 'verify')).code, 6)
  assert.equal((await swell('data', 'verify', '--repair')).code, 0)
  assert.equal(readFileSync(path, 'utf8'), large)
})

function swell(...args: string[]): Promise<Ended> {
  return runSwell(args, { cwd: project, env })
}
