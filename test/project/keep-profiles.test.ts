import assert from 'node:assert/strict'
import { join, sep } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { fileOf } from '../../src/project/keep-profiles.ts'

test('code is named the same on every machine', () => {
  const root = join(sep, 'home', 'me', 'harbour')
  const of = (...parts: readonly string[]) => fileOf(pathToFileURL(join(...parts)).href, root)
  assert.equal(of(root, 'steps', 'fish.ts'), join('steps', 'fish.ts'))
  assert.equal(of(root, 'node_modules', 'zod', 'index.js'), 'npm:zod')
  assert.equal(of(root, 'node_modules', '@duckdb', 'node-api', 'x.js'), 'npm:@duckdb/node-api')
  assert.equal(of(sep, 'elsewhere', 'secret', 'x.ts'), 'x.ts')
  assert.equal(fileOf('node:fs', root), 'node:fs')
  const own = new URL('../../src/learn/metric.ts', import.meta.url)
  assert.equal(fileOf(own.href, root), 'groundswell/learn/metric.ts')
})
