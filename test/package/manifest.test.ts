import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from '../architecture/source-files.ts'

interface Manifest {
  readonly type: string
  readonly license: string
  readonly bin: Readonly<Record<string, string>>
  readonly exports: Readonly<Record<string, unknown>>
  readonly files: readonly string[]
  readonly engines: { readonly node: string }
  readonly scripts: Readonly<Record<string, string>>
  readonly optionalDependencies: Readonly<Record<string, string>>
}

interface LockedPackage {
  readonly version?: string
  readonly resolved?: string
  readonly integrity?: string
  readonly optionalDependencies?: Readonly<Record<string, string>>
}

const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as Manifest
const locked = (
  JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, LockedPackage>>
  }
).packages

test('the package ships the command, the compiled code and the documentation, and no sources', () => {
  assert.deepEqual(manifest.files, ['bin', 'dist', 'docs', 'CHANGELOG.md'])
  assert.deepEqual(manifest.bin, { swell: 'bin/swell.mjs' })
  assert.deepEqual(Object.keys(manifest.exports), ['.', './package.json'])
  assert.ok(existsSync(join(root, 'LICENSE')))
  assert.equal(manifest.license, 'MIT')
})

test('whatever starts the project sets it up first', () => {
  for (const name of ['prestart', 'pretest']) {
    assert.equal(manifest.scripts[name], 'node scripts/setup.mjs', name)
  }
})

test('installing the package runs no script of ours', () => {
  for (const name of ['preinstall', 'install', 'postinstall', 'prepare']) {
    assert.equal(manifest.scripts[name], undefined, name)
  }
})

test('the lockfile names packages by content, not by the address of a registry', () => {
  const packages = Object.entries(locked).filter(([path]) => path !== '')
  assert.deepEqual(
    packages.filter(([, entry]) => entry.resolved !== undefined).map(([path]) => path),
    [],
  )
  assert.deepEqual(
    packages.filter(([, entry]) => !entry.integrity?.startsWith('sha512-')).map(([path]) => path),
    [],
  )
})

test('the lockfile holds the packages of every platform, so that npm ci takes it', () => {
  const missing = Object.values(locked)
    .flatMap((entry) => Object.keys(entry.optionalDependencies ?? {}))
    .filter((name) => locked[`node_modules/${name}`] === undefined)
  assert.deepEqual(missing, [])
})

test('one pinned Node of major 24 stands there for each platform', () => {
  const versions = Object.entries(manifest.optionalDependencies)
  assert.equal(versions.length, 5)
  for (const [name, version] of versions) assert.match(version, /^24\./, name)
})
