import assert from 'node:assert/strict'
import { test } from 'node:test'
import { findCycles, findLayerFaults, lines } from './layers.ts'
import { folderOf, readSource } from './source-files.ts'

test('folders import from lower lines only, and only through index.ts', () => {
  assert.deepEqual(findLayerFaults(readSource()), [])
})

test('no files import each other in a circle', () => {
  assert.deepEqual(findCycles(readSource()), [])
})

test('every folder of src stands on a line', () => {
  const folders = new Set(readSource().flatMap((file) => folderOf(file.path) ?? []))
  assert.deepEqual(
    [...folders].filter((folder) => !lines.flat().includes(folder)),
    [],
  )
})

test('an import that goes up, sideways, or past the door is found', () => {
  const files = [
    { path: 'src/table/a.ts', text: `import { x } from '../tracking/index.ts'` },
    { path: 'src/learn/b.ts', text: `import type { X } from '../storage/index.ts'` },
    { path: 'src/data/c.ts', text: `import { x } from '../base/clock.ts'` },
    { path: 'src/data/d.ts', text: `export { x } from '../index.ts'` },
    { path: 'src/data/e.ts', text: `const x = await import('../../test/x.ts')` },
    { path: 'src/data/good.ts', text: `import { x } from '../table/index.ts'` },
  ]
  assert.deepEqual(findLayerFaults(files), [
    'src/table/a.ts imports src/tracking/index.ts: tracking stands above table',
    'src/learn/b.ts imports src/storage/index.ts: learn and storage stand on one line',
    'src/data/c.ts imports src/base/clock.ts: go through src/base/index.ts',
    'src/data/d.ts imports src/index.ts: the door of the package is for projects, not for its own folders',
    'src/data/e.ts imports test/x.ts: it is outside src/',
  ])
})

test('code for browsers that takes more than types from base is found', () => {
  const files = [
    { path: 'src/api/a.ts', text: `import { newId } from '../base/index.ts'` },
    { path: 'src/api/b.ts', text: `import type { Branded } from '../base/index.ts'` },
    { path: 'src/ui/c.ts', text: `import type { Run } from '../tracking/index.ts'` },
  ]
  assert.deepEqual(findLayerFaults(files), [
    'src/api/a.ts imports src/base/index.ts: api runs in a browser and may take only types from base',
    'src/ui/c.ts imports src/tracking/index.ts: ui runs in a browser and may take only types from base, besides api and client',
  ])
})

test('a circle of three files is found, types included', () => {
  const files = [
    { path: 'src/data/a.ts', text: `import { b } from './b.ts'` },
    { path: 'src/data/b.ts', text: `import type { C } from './c.ts'` },
    { path: 'src/data/c.ts', text: `export * from './a.ts'` },
  ]
  assert.deepEqual(findCycles(files), [
    'src/data/a.ts → src/data/b.ts → src/data/c.ts → src/data/a.ts',
  ])
})
