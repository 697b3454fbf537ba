import assert from 'node:assert/strict'
import { test } from 'node:test'
import { compareValues, decimalsOf } from '../../src/ui/kit/table-column.ts'

test('numbers sort by size, text by the alphabet with its numbers, nothing at the end', () => {
  assert.deepEqual([10, null, 9, 100].toSorted(compareValues), [9, 10, 100, null])
  assert.deepEqual(['v10', 'v9', null].toSorted(compareValues), ['v9', 'v10', null])
})

test('a column has the decimals that give its largest value four digits', () => {
  assert.equal(decimalsOf([0.5612, 0.52]), 4)
  assert.equal(decimalsOf([1.3384, 0.5612]), 3)
  assert.equal(decimalsOf([1284.25, 3]), 0)
  assert.equal(decimalsOf([1, 2, 3]), 0)
  assert.equal(decimalsOf([]), 0)
})
