import assert from 'node:assert/strict'
import { test } from 'node:test'
import { smooth } from '../../src/ui/charts/smooth.ts'
import { fileTree } from '../../src/ui/pages/runs/logged/file-tree.ts'

test('a smoothed curve starts where it started, follows slowly, and keeps its gaps', () => {
  assert.deepEqual(smooth([1, 2, null], 0), [1, 2, null])
  const [first, second, gap, last] = smooth([10, 0, null, 0], 0.5)
  assert.equal(first, 10)
  // (0.5 · 0.5 · 10 + 0.5 · 0) / 0.75
  assert.equal(second, 2.5 / 0.75)
  assert.equal(gap, null)
  assert.equal(last, 1.25 / 0.875)
})

test('files stand below their folders, folders first', () => {
  const lines = fileTree(['model/MLmodel', 'a.txt', 'model/data/w.bin', 'model 2/x', 'a.txt/b'])
  assert.deepEqual(
    lines.map(({ name, depth, isFolder }) => `${'  '.repeat(depth)}${name}${isFolder ? '/' : ''}`),
    ['a.txt/', '  b', 'model/', '  data/', '    w.bin', '  MLmodel', 'model 2/', '  x', 'a.txt'],
  )
})
