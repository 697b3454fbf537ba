import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { areDependenciesInstalled } from '../../scripts/setup/dependencies.mjs'

const folder = mkdtempSync(join(tmpdir(), 'swell-setup-'))

after(() => rmSync(folder, { recursive: true }))

const zod = { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-a' } }
const other = {
  'node_modules/fast-elsewhere': { version: '1.0.0', integrity: 'sha512-b', optional: true },
}

test('a folder without node_modules, or with half of them, has its dependencies not installed', () => {
  assert.equal(areDependenciesInstalled(makeProject('bare', zod)), false)
  assert.equal(areDependenciesInstalled(makeProject('half', zod, {})), false)
})

test('an installation that somebody made by hand counts if it agrees with the lockfile', () => {
  assert.equal(areDependenciesInstalled(makeProject('same', { ...zod, ...other }, zod)), true)
})

test('another version or other bytes than the lockfile names do not count', () => {
  const newer = { 'node_modules/zod': { version: '4.0.1', integrity: 'sha512-a' } }
  const changed = { 'node_modules/zod': { version: '4.0.0', integrity: 'sha512-c' } }
  assert.equal(areDependenciesInstalled(makeProject('newer', zod, newer)), false)
  assert.equal(areDependenciesInstalled(makeProject('changed', zod, changed)), false)
})

test('a changed lockfile makes an installation stale', () => {
  const root = makeProject('stale', zod, zod)
  assert.equal(areDependenciesInstalled(root), true)
  const packages = { 'node_modules/zod': { version: '4.1.0', integrity: 'sha512-d' } }
  writeFileSync(new URL('package-lock.json', root), JSON.stringify({ packages }))
  assert.equal(areDependenciesInstalled(root), false)
})

function makeProject(name: string, locked: object, installed?: object): URL {
  const path = join(folder, name)
  mkdirSync(join(path, 'node_modules'), { recursive: true })
  writeFileSync(join(path, 'package-lock.json'), JSON.stringify({ packages: locked }))
  if (installed !== undefined) {
    const hidden = JSON.stringify({ packages: installed })
    writeFileSync(join(path, 'node_modules/.package-lock.json'), hidden)
  }
  return pathToFileURL(`${path}/`)
}
